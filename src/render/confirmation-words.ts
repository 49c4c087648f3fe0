import type { Policy } from '../domain/policy.ts';
import type { Sheet } from '../domain/sheet.ts';
import { momentBefore } from '../domain/timeline.ts';
import { code, paragraph, type Block, type Inline } from './document.ts';
import { momentWords, stepTime } from './phrases.ts';

/** What decides whether the call takes place, and when that is said. */
export function confirmationBlocks(sheet: Sheet, now: Temporal.Instant): Block[] {
  const confirmAt = stepTime(sheet, 'confirm');
  if (Temporal.Instant.compare(confirmAt, now) <= 0) return [];
  const { policy } = sheet.series;
  const when = momentWords(sheet, confirmAt);
  const doubtful = policy.needsChair === true || conditions(policy).length > 0;
  const first = doubtful ? 'The call is confirmed here on ' : 'The final agenda is sent out on ';
  return [
    paragraph(first, when, '. ', ...rule(sheet), ...lateWords(sheet, now)),
    ...comingBlocks(sheet),
  ];
}

/** What the call must have to take place. */
function conditions({ minimumItems, minimumPeople = 0 }: Policy): string[] {
  return [
    ...(minimumItems === 1 ? ['nothing is on the agenda'] : []),
    ...(minimumItems > 1 ? [`fewer than ${minimumItems} items are on the agenda`] : []),
    ...(minimumPeople === 1 ? ['nobody has said that they come'] : []),
    ...(minimumPeople > 1 ? [`fewer than ${minimumPeople} people have said that they come`] : []),
  ];
}

function rule(sheet: Sheet): Inline[] {
  const { policy } = sheet.series;
  const { whenSilent = { do: 'cancel' } as const, needsChair } = policy;
  const lacks = conditions(policy).join(' or ');
  const standing =
    policy.minimumItems > 0 && sheet.items.some((item) => item.standing)
      ? ' (standing items are not counted)'
      : '';
  if (whenSilent.do === 'confirm' || (lacks === '' && !needsChair)) return [];
  const unless = needsChair
    ? 'Unless the chair confirms it by then'
    : `If ${lacks} by then${standing}`;
  switch (whenSilent.do) {
    case 'cancel':
      return [
        `${unless}, it is called off${needsChair ? '' : waitWords(sheet)}`,
        ...waitFor(sheet),
      ];
    case 'hold':
      return [`${unless}, it stays open until the final agenda, and is called off then.`];
    case 'ask': {
      const until = momentBefore(sheet.series, sheet.meeting.startsAt, whenSilent.until);
      const silence = whenSilent.otherwise === 'confirm' ? 'it takes place' : 'it is called off';
      return [
        `${unless}, the chair is asked; without an answer by `,
        momentWords(sheet, until),
        `, ${silence}.`,
      ];
    }
  }
}

function waitWords({ series }: Sheet): string {
  return series.policy.minimumItems > 1 ? ', and they wait for the next call' : '';
}

function waitFor(sheet: Sheet): Inline[] {
  const waits = sheet.series.policy.minimumItems > 1 && !sheet.series.policy.needsChair;
  if (!waits || sheet.next === undefined) return ['.'];
  return [' on ', momentWords(sheet, sheet.next.startsAt, 'date'), '.'];
}

/** The time for items, where it ends before the confirmation. */
function lateWords(sheet: Sheet, now: Temporal.Instant): Inline[] {
  const { itemsUntil } = sheet.series.policy;
  if (itemsUntil === undefined) return [];
  const until = momentBefore(sheet.series, sheet.meeting.startsAt, itemsUntil);
  if (Temporal.Instant.compare(until, now) <= 0) return [];
  return [' Items that come after ', momentWords(sheet, until), ' are marked as late.'];
}

/** How to say that one comes, where that is counted. */
function comingBlocks({ series, hasChannel, replyTo }: Sheet): Block[] {
  if (!series.policy.minimumPeople) return [];
  const ways: Inline[] = [
    ...(replyTo === undefined
      ? []
      : ['answer the invitation of this mail in your calendar, or reply ', code('coming')]),
    ...(replyTo !== undefined && hasChannel ? [', or use '] : []),
    ...(hasChannel ? [...(replyTo === undefined ? ['use '] : []), code('/meeting coming')] : []),
  ];
  return ways.length === 0 ? [] : [paragraph('If you come, ', ...ways, '.')];
}
