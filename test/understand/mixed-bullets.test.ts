import { expect, it } from 'vitest';
import { readItems } from '../../src/understand/items.ts';

it('takes an indented line under a title that brackets end for its details', () => {
  const { items } = readItems(
    '- Coverage of the tests (10 min, lead: Hannes)\n  in particular on arm64\n',
    {},
  );
  expect(items).toEqual([
    {
      title: 'Coverage of the tests',
      details: 'in particular on arm64',
      minutes: 10,
      lead: 'Hannes',
    },
  ]);
});

it('takes a bullet of another kind at the margin for another item', () => {
  const { items } = readItems('- Coverage of the tests\n* Money\n', {});
  expect(items.map(({ title }) => title)).toEqual(['Coverage of the tests', 'Money']);
});

it('takes a bullet under a numbered line for its detail', () => {
  const { items } = readItems('1. Coverage of the tests\n* on arm64\n2. Money\n', {});
  expect(items.map(({ title }) => title)).toEqual(['Coverage of the tests', 'Money']);
});
