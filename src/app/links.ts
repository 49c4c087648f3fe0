import type { Series } from '../domain/series.ts';
import type { Identity } from './ports.ts';

/** A series as its address names it: two communities may each have a "weekly". */
export interface SeriesPlace {
  slug: string;
  community: { slug: string };
}

/** Where the page of a series is on the site: `/COMMUNITY/SERIES`. */
export function seriesPath({ slug, community }: SeriesPlace): string {
  return `/${encodeURIComponent(community.slug)}/${encodeURIComponent(slug)}`;
}

/** Where the page of a meeting is: `/COMMUNITY/SERIES/YYYY-MM-DD`, the date in the series' zone. */
export function meetingPath(
  series: SeriesPlace & Pick<Series, 'zone'>,
  startsAt: Temporal.Instant,
): string {
  return `${seriesPath(series)}/${meetingDate(series, startsAt)}`;
}

/** The public page of a meeting; none when Convoke has no public address. */
export function meetingUrl(
  { publicUrl }: Identity,
  series: SeriesPlace & Pick<Series, 'zone'>,
  startsAt: Temporal.Instant,
): string | undefined {
  return publicUrl === undefined ? undefined : `${publicUrl}${meetingPath(series, startsAt)}`;
}

/** A meeting's name within its series: its local date. */
export function meetingDate(series: Pick<Series, 'zone'>, startsAt: Temporal.Instant): string {
  return startsAt.toZonedDateTimeISO(series.zone).toPlainDate().toString();
}
