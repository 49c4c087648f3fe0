import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mostPerMessage } from '../../src/app/plan-commands.ts';
import { linkPolicy } from '../../src/domain/link-policy.ts';
import { proofs, proofTable, proofWords } from '../../src/domain/proof.ts';
import { receiptPolicy } from '../../src/domain/receipt-policy.ts';
import { chairLines, itemLines, personLines } from '../../src/render/mail-help.ts';

const text = readFileSync('docs/mail.md', 'utf8').replace(/\s+/gu, ' ');

/** Rows as prettier leaves them, but for its padding. */
const rows = (cells: readonly (readonly string[])[]) =>
  cells.map((row) => `| ${row.join(' | ')} |`.replace(/\s+/gu, ' '));

it('lists every line that can be written', () => {
  for (const row of rows(
    [...itemLines, ...personLines, ...chairLines].map(({ line, does }) => [`\`${line}\``, does]),
  ))
    expect(text).toContain(row);
});

it('says what each proof rests on, in order', () => {
  const told = rows(proofs.map((proof) => [proof, proofWords[proof]]));
  const places = told.map((row) => text.indexOf(row));
  expect(told.filter((_, index) => (places[index] ?? -1) < 0)).toEqual([]);
  expect(places).toEqual(places.toSorted((left, right) => left - right));
});

it('holds the table that the code goes by', () => {
  for (const row of rows(
    Object.values(proofTable).map(({ what, who, needs, otherwise }) => [
      what,
      who,
      needs,
      otherwise || '–',
    ]),
  ))
    expect(text).toContain(row);
});

it('names the limits that hold', () => {
  const { perAddressPerHour, perPersonPerHour, inAllPerHour, heldNoticesPerHour } = receiptPolicy;
  expect(text).toContain(
    `beyond ${perAddressPerHour} an hour to one address, ${perPersonPerHour} to one person and ${inAllPerHour} in all`,
  );
  expect(text).toContain(`at most ${heldNoticesPerHour} an hour`);
  expect(text).toContain(`One mail does at most ${mostPerMessage} things`);
  const { validMinutes, attempts, codesPerHour } = linkPolicy;
  expect(text).toContain(
    `A code holds for ${validMinutes} minutes and ${attempts} tries, and at most ${codesPerHour} an hour are sent`,
  );
});
