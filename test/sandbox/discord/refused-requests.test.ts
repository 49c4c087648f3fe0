import { expect, test } from 'vitest';
import { ask, refused } from './raw.ts';
import { aDiscord, monday } from './support.ts';

const many = <Thing>(count: number, make: (index: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (chars: number) => 'x'.repeat(chars);
const description = 'd';
const option = (extra: object = {}) => ({ type: 3, name: 'title', description, ...extra });
const command = (extra: object = {}) => ({ name: 'agenda', description, ...extra });

const wrongCommands: [string, object, string][] = [
  ['a name in capitals', command({ name: 'Agenda' }), 'name: APPLICATION_COMMAND_INVALID_NAME'],
  [
    'a name with a space',
    command({ name: 'the agenda' }),
    'name: APPLICATION_COMMAND_INVALID_NAME',
  ],
  ['a name over 32', command({ name: text(33) }), 'name: APPLICATION_COMMAND_INVALID_NAME'],
  ['no description', { name: 'agenda' }, 'description: BASE_TYPE_REQUIRED'],
  [
    'a description over 100',
    command({ description: text(101) }),
    'description: BASE_TYPE_BAD_LENGTH',
  ],
  [
    '26 options',
    command({ options: many(26, (index) => option({ name: `o${index}` })) }),
    'options: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option name in capitals',
    command({ options: [option({ name: 'Title' })] }),
    'options.0.name: APPLICATION_COMMAND_INVALID_NAME',
  ],
  [
    'an option of no known type',
    command({ options: [option({ type: 42 })] }),
    'options.0.type: UNION_TYPE_CHOICES',
  ],
  [
    'a required option after an optional one',
    command({ options: [option(), option({ name: 'lead', required: true })] }),
    'options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'a required option after an optional one in a subcommand',
    command({
      options: [
        {
          type: 1,
          name: 'add',
          description,
          options: [option(), option({ name: 'b', required: true })],
        },
      ],
    }),
    'options.0.options.1: APPLICATION_COMMAND_OPTIONS_REQUIRED_INVALID',
  ],
  [
    'two options of one name',
    command({ options: [option(), option()] }),
    'options.1.name: APPLICATION_COMMAND_OPTIONS_NAME_DUPLICATED',
  ],
  [
    'a subcommand beside an option',
    command({ options: [{ type: 1, name: 'add', description }, option()] }),
    'options.1: APPLICATION_COMMAND_OPTIONS_TYPE_INVALID',
  ],
  [
    'choices with autocomplete',
    command({ options: [option({ autocomplete: true, choices: [{ name: 'a', value: 'a' }] })] }),
    'options.0.autocomplete: APPLICATION_COMMAND_OPTIONS_AUTOCOMPLETE_CHOICES_INVALID',
  ],
  [
    '26 choices',
    command({ options: [option({ choices: many(26, (i) => ({ name: `${i}`, value: `${i}` })) })] }),
    'options.0.choices: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'two choices of one name',
    command({ options: [option({ choices: many(2, () => ({ name: 'a', value: 'a' })) })] }),
    'options.0.choices.1: APPLICATION_COMMAND_OPTIONS_CHOICE_NAME_DUPLICATED',
  ],
  [
    'more than 8000 characters',
    command({
      options: many(25, (i) =>
        option({
          name: `o${i}`,
          description: text(100),
          choices: many(25, (j) => ({ name: `${i} ${j} ${text(10)}`, value: `${j}` })),
        }),
      ),
    }),
    ': APPLICATION_COMMAND_TOO_LARGE',
  ],
  [
    'a least length above the most',
    command({ options: [option({ min_length: 5, max_length: 4 })] }),
    'options.0: APPLICATION_COMMAND_OPTIONS_RANGE_INVALID',
  ],
  [
    'a menu entry with a description',
    { type: 3, name: 'Make an item', description },
    'description: BASE_TYPE_MAX_LENGTH',
  ],
];

test('a command that Discord would refuse is refused, at the same field', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/applications/${discord.applicationId}/commands`;
  const outcomes = await Promise.all(
    wrongCommands.map(async ([name, body]) => ({
      name,
      ...(await refused(discord, 'POST', path, body)),
    })),
  );
  expect(outcomes).toEqual(
    wrongCommands.map(([name, , issue]) => ({ name, status: 400, code: 50035, issues: [issue] })),
  );
  const twice = await refused(discord, 'PUT', path, [command(), command()]);
  expect(twice.issues).toEqual(['1: APPLICATION_COMMANDS_DUPLICATE_NAME']);
  const second = await refused(discord, 'PUT', path, [command(), command({ name: 'B' })]);
  expect(second.issues).toEqual(['1.name: APPLICATION_COMMAND_INVALID_NAME']);
  expect(discord.people.registeredCommands()).toEqual([]);
});

const event = (extra: object = {}) => ({
  name: 'Call',
  privacy_level: 2,
  entity_type: 3,
  scheduled_start_time: '2025-06-24T15:00:00Z',
  scheduled_end_time: '2025-06-24T16:00:00Z',
  entity_metadata: { location: 'A field' },
  ...extra,
});

const wrongEvents: [string, object, string][] = [
  ['no name', event({ name: '' }), 'name: BASE_TYPE_BAD_LENGTH'],
  ['a name over 100', event({ name: text(101) }), 'name: BASE_TYPE_BAD_LENGTH'],
  [
    'a description over 1000',
    event({ description: text(1001) }),
    'description: BASE_TYPE_MAX_LENGTH',
  ],
  ['a public event', event({ privacy_level: 1 }), 'privacy_level: BASE_TYPE_CHOICES'],
  [
    'a start that is no time',
    event({ scheduled_start_time: 'soon' }),
    'scheduled_start_time: DATE_TIME_TYPE_PARSE',
  ],
  [
    'a start in the past',
    event({ scheduled_start_time: monday }),
    'scheduled_start_time: GUILD_SCHEDULED_EVENT_SCHEDULE_PAST',
  ],
  [
    'an end before the start',
    event({ scheduled_end_time: '2025-06-24T14:00:00Z' }),
    'scheduled_end_time: GUILD_SCHEDULED_EVENT_END_BEFORE_START',
  ],
  [
    'no end, elsewhere',
    event({ scheduled_end_time: undefined }),
    'scheduled_end_time: BASE_TYPE_REQUIRED',
  ],
  [
    'no place, elsewhere',
    event({ entity_metadata: undefined }),
    'entity_metadata.location: BASE_TYPE_REQUIRED',
  ],
  [
    'a place over 100',
    event({ entity_metadata: { location: text(101) } }),
    'entity_metadata.location: BASE_TYPE_BAD_LENGTH',
  ],
  ['no channel, in voice', event({ entity_type: 2 }), 'channel_id: BASE_TYPE_REQUIRED'],
  [
    'every third week',
    event({
      recurrence_rule: {
        start: '2025-06-24T15:00:00Z',
        frequency: 2,
        interval: 3,
        by_weekday: [1],
      },
    }),
    'recurrence_rule.interval: GUILD_SCHEDULED_EVENT_RECURRENCE_INVALID',
  ],
  [
    'two days a week',
    event({ recurrence_rule: { start: '2025-06-24T15:00:00Z', frequency: 2, by_weekday: [1, 3] } }),
    'recurrence_rule.by_weekday: GUILD_SCHEDULED_EVENT_RECURRENCE_INVALID',
  ],
  [
    'a recurrence with an end',
    event({ recurrence_rule: { start: '2025-06-24T15:00:00Z', frequency: 2, count: 4 } }),
    'recurrence_rule.count: BASE_TYPE_CHOICES',
  ],
];

test('a scheduled event that Discord would refuse is refused, at the same field', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/guilds/${discord.guild.id}/scheduled-events`;
  const outcomes = await Promise.all(
    wrongEvents.map(async ([name, body]) => ({
      name,
      ...(await refused(discord, 'POST', path, body)),
    })),
  );
  expect(outcomes).toEqual(
    wrongEvents.map(([name, , issue]) => ({ name, status: 400, code: 50035, issues: [issue] })),
  );
  expect(discord.people.scheduledEvents()).toEqual([]);
});

test('an event goes from scheduled to active to completed, and no other way', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/guilds/${discord.guild.id}/scheduled-events`;
  const made = await ask(discord, 'POST', path, event());
  const one = `${path}/${String(made.body['id'])}`;
  expect((await refused(discord, 'PATCH', one, { status: 3 })).issues).toEqual([
    'status: GUILD_SCHEDULED_EVENT_STATUS_TRANSITION_INVALID',
  ]);
  expect((await ask(discord, 'PATCH', one, { status: 2 })).status).toBe(200);
  expect((await ask(discord, 'PATCH', one, { status: 3 })).status).toBe(200);
  expect(await refused(discord, 'PATCH', one, { name: 'Late' })).toMatchObject({ code: 180000 });
});

test('the hundred and first event is refused', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/guilds/${discord.guild.id}/scheduled-events`;
  for (const _each of many(100, (index) => index)) await ask(discord, 'POST', path, event());
  expect(await refused(discord, 'POST', path, event())).toMatchObject({ code: 30038 });
});

test("what does not exist, or is not the bot's, has the code that Discord gives it", async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const general = discord.channelId('general');
  const nothing = '100000000000000009';
  const { id: foreign } = discord.people.say(discord.userId('ann'), general, 'Mine');
  const codes = async (...requests: [string, string, object?][]) =>
    Promise.all(
      requests.map(
        async ([method, path, body]) => (await refused(discord, method, path, body)).code,
      ),
    );
  expect(
    await codes(
      ['GET', `/channels/${nothing}`],
      ['GET', `/guilds/${nothing}`],
      ['GET', `/channels/${general}/messages/${nothing}`],
      ['PATCH', `/channels/${general}/messages/${foreign}`, { content: 'Yours' }],
      ['GET', `/guilds/${discord.guild.id}/members/${nothing}`],
      ['GET', `/users/${nothing}`],
      ['GET', `/guilds/${discord.guild.id}/scheduled-events/${nothing}`],
      ['GET', `/applications/${discord.applicationId}/commands/${nothing}`],
      ['PUT', `/channels/${general}/messages/${foreign}/reactions/thumbs/@me`],
      ['GET', `/channels/general`],
      ['GET', `/channels/${general}/messages?limit=101`],
      ['POST', `/channels/${general}/threads`, { name: '' }],
      ['POST', `/channels/${general}/threads`, { name: 'a', type: 11, auto_archive_duration: 5 }],
      ['POST', `/channels/${discord.channelId('Call')}/threads`, { name: 'a', type: 11 }],
      ['POST', `/interactions/${nothing}/token/callback`, { type: 4 }],
      ['POST', `/webhooks/${discord.applicationId}/token`, { content: 'a' }],
      ['POST', `/channels/${general}/messages/bulk-delete`, { messages: [foreign] }],
      ['POST', '/users/@me/channels', { recipient_id: nothing }],
      ['GET', '/nonsense'],
    ),
  ).toEqual([
    10003, 10004, 10008, 50005, 10007, 10013, 10070, 10063, 10014, 50035, 50035, 50035, 50035,
    50024, 10062, 10015, 50016, 50033, 0,
  ]);
});

test('a wrong token, broken JSON, a wrong content type and an old version are refused', async () => {
  const { discord } = await aDiscord();
  const path = `/channels/${discord.channelId('general')}/messages`;
  const wrongToken = await ask(discord, 'GET', '/users/@me', undefined, {
    authorization: 'Bot no',
  });
  expect([wrongToken.status, wrongToken.body]).toEqual([
    401,
    { message: '401: Unauthorized', code: 0 },
  ]);
  expect((await ask(discord, 'POST', path, '{"content":')).body['code']).toBe(50109);
  const form = { 'content-type': 'text/plain' };
  expect((await ask(discord, 'POST', path, 'hello', form)).body['code']).toBe(50035);
  const old = await fetch(`${discord.api}/v9/gateway`);
  expect(await old.json()).toMatchObject({ code: 50041 });
});
