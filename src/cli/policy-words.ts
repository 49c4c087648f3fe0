import type { DayBefore, Policy, SilenceRule } from '../domain/policy.ts';

/** A policy as flags that would make it, those left out that say nothing. */
export function policyWords(policy: Policy): string {
  const flags: [flag: string, value: string | number | undefined][] = [
    ['call', dayWords(policy.call)],
    ['remind', dayWords(policy.remind)],
    ['confirm', dayWords(policy.confirm)],
    ['agenda-before', policy.agendaMinutesBefore],
    ['close-after', policy.closeMinutesAfterEnd],
    ['draft-after', policy.draftMinutesAfterClose],
    ['chase-after', policy.chaseDaysAfterDraft],
    ['publish-after', policy.publishDaysAfterDraft],
    ['min-items', policy.minimumItems],
    ['min-people', policy.minimumPeople],
    ['items-until', policy.itemsUntil && dayWords(policy.itemsUntil)],
    ['needs-chair', policy.needsChair ? 'yes' : undefined],
    ['when-silent', policy.whenSilent && silenceWords(policy.whenSilent)],
    ['quorum', policy.quorum],
    ['on-holiday', policy.onHoliday && holidayRuleWords(policy)],
  ];
  return flags
    .filter(([, value]) => value !== undefined)
    .map(([flag, value]) => `--${flag} ${/ /u.test(String(value)) ? `"${value}"` : value}`)
    .join(' ');
}

/** As `--on-holiday` takes it. */
export function holidayRuleWords({ onHoliday }: Policy): string {
  if (!onHoliday) return 'none';
  return onHoliday.on === 'move'
    ? `move ${onHoliday.towards} ${onHoliday.withinDays}`
    : onHoliday.on;
}

function dayWords({ daysBefore, workingDays, at }: DayBefore): string {
  return `${daysBefore}${workingDays ? 'w' : ''} ${at}`;
}

function silenceWords(rule: SilenceRule): string {
  return rule.do === 'ask' ? `ask until ${dayWords(rule.until)} then ${rule.otherwise}` : rule.do;
}
