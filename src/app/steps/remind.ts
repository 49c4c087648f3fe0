import { isOnAgenda } from '../../domain/item.ts';
import { renderRemind } from '../../render/remind.ts';
import { mailPerson, postInChannel } from '../announce.ts';
import type { StepRunner } from '../step-runner.ts';

/** Reminds the channel, and those who proposed something or owe something; not the list again. */
export const runRemind: StepRunner = async (context) => {
  const { tx, now, sheet, series } = context;
  if (sheet.meeting.status !== 'called') return `the meeting is ${sheet.meeting.status}`;
  const announcement = {
    what: 'remind',
    kind: 'remind',
    rendered: renderRemind(sheet, now),
  } as const;
  await postInChannel(context, announcement);
  const proposers = sheet.items.filter(isOnAgenda).flatMap((item) => item.proposerId ?? []);
  const owners: string[] = [];
  for (const { owner } of sheet.openActions) {
    const person =
      owner === undefined ? undefined : await tx.people.byName(series.communityId, owner);
    if (person) owners.push(person.id);
  }
  for (const id of new Set([...proposers, ...owners])) {
    const person = await tx.people.byId(id);
    if (person) await mailPerson(context, announcement, person);
  }
  return undefined;
};
