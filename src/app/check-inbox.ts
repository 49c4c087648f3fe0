import type { Check } from './check.ts';
import { recentBounces } from './manage-inbox.ts';
import type { App, SeriesRecord } from './ports.ts';

const mostShown = 5;
const unreadMinutes = 15;
const bounceDays = 30;

/** For `convoke doctor`: what waits in the inbox, and whose mail comes back. */
export async function checkInbox(
  app: Pick<App, 'store' | 'clock'>,
  series: readonly SeriesRecord[],
): Promise<Check[]> {
  return [await checkUnread(app), await checkHeld(app), await checkBounces(app, series)];
}

async function checkUnread({ store, clock }: Pick<App, 'store' | 'clock'>): Promise<Check> {
  const entries = await store.transaction((tx) =>
    tx.inbox.list({ status: 'received', limit: 1_000 }),
  );
  const since = clock.now().subtract({ minutes: unreadMinutes });
  const late = entries.filter(
    ({ receivedAt }) => Temporal.Instant.compare(receivedAt, since) < 0,
  ).length;
  return {
    name: 'inbox',
    ok: late === 0,
    detail:
      late === 0 ? 'everything that came was read' : `${late} not read for ${unreadMinutes} min`,
    mend: 'Is the service running (npm start)? Its log says what fails.',
  };
}

async function checkHeld({ store }: Pick<App, 'store'>): Promise<Check> {
  const held = await store.transaction((tx) => tx.inbox.list({ status: 'held', limit: 1_000 }));
  const detail =
    held.length === 0 ? 'none' : `${held.length} to accept or dismiss (convoke inbox list)`;
  return { name: 'held messages', ok: true, detail };
}

/** A list that sends our mail back hears nothing of us; a person who does is left in peace. */
async function checkBounces(
  app: Pick<App, 'store' | 'clock'>,
  series: readonly SeriesRecord[],
): Promise<Check> {
  const bounces = await recentBounces(app, bounceDays);
  const lists = new Set(series.flatMap(({ listAddress }) => listAddress ?? []));
  const ofLists = bounces.filter(({ recipient }) => lists.has(recipient.toLowerCase()));
  const [first] = ofLists;
  if (first)
    return {
      name: 'mail coming back',
      ok: false,
      detail: `from the list ${first.recipient}: ${first.why ?? 'no reason given'}`,
      mend: 'Let Convoke’s address post to the list (convoke inbox list --status bounces).',
    };
  const people = [...new Set(bounces.map(({ recipient }) => recipient))];
  const shown = people.slice(0, mostShown).join(', ');
  const more = people.length > mostShown ? ` and ${people.length - mostShown} more` : '';
  return {
    name: 'mail coming back',
    ok: true,
    detail:
      people.length === 0
        ? `none in ${bounceDays} days`
        : `no more personal mail to ${shown}${more} (convoke inbox list --status bounces)`,
  };
}
