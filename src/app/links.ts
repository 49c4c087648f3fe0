import type { Series } from '../domain/series.ts';
import type { Identity } from './ports.ts';

/** The public page of a series: `/SERIES`. */
function seriesUrl(identity: Identity, series: Pick<Series, 'slug'>): string | undefined {
  return identity.publicUrl === undefined
    ? undefined
    : `${identity.publicUrl}/${encodeURIComponent(series.slug)}`;
}

/** The public page of a meeting: `/SERIES/YYYY-MM-DD`, the date in the series' zone. */
export function meetingUrl(
  identity: Identity,
  series: Pick<Series, 'slug' | 'zone'>,
  startsAt: Temporal.Instant,
): string | undefined {
  const base = seriesUrl(identity, series);
  return base === undefined ? undefined : `${base}/${meetingDate(series, startsAt)}`;
}

/** A meeting's name within its series: its local date. */
export function meetingDate(series: Pick<Series, 'zone'>, startsAt: Temporal.Instant): string {
  return startsAt.toZonedDateTimeISO(series.zone).toPlainDate().toString();
}
