import { expect, it } from 'vitest';
import { startWeek } from '../support/week.ts';

it('takes twenty items that newcomers add at once, each under a number of its own', async () => {
  const week = await startWeek();
  const users = Array.from({ length: 4 }, (_, index) => ({
    id: `20000000000000000${index}`,
    name: `Newcomer ${index}`,
  }));
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      week.say(users[index % users.length] ?? { id: '1', name: '' }, {
        name: 'add',
        items: [{ title: `Item ${index}` }],
      }),
    ),
  );
  expect(answers.filter(({ refused }) => refused)).toEqual([]);
  const numbers = answers.map(({ text }) => Number(/#(\d+)/u.exec(text)?.[1]));
  expect(numbers.toSorted((left, right) => left - right)).toEqual(
    Array.from({ length: 20 }, (_, index) => index + 1),
  );
  await week.stop();
});
