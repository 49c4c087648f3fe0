import { expect, test } from 'vitest';
import { refused } from './raw.ts';
import { aDiscord } from './support.ts';

const button = (extra: object = {}) => ({
  type: 2,
  style: 1,
  label: 'Go',
  custom_id: 'go',
  ...extra,
});
const row = (...components: object[]) => ({ type: 1, components });
const select = (extra: object = {}) => ({
  type: 3,
  custom_id: 'pick',
  options: [{ label: 'One', value: '1' }],
  ...extra,
});
const many = <Thing>(count: number, make: (index: number) => Thing): Thing[] =>
  Array.from({ length: count }, (_, index) => make(index));
const text = (chars: number) => 'x'.repeat(chars);
const v2 = (...components: object[]) => ({ flags: 1 << 15, components });

/** Each body, with where Discord finds fault and what it calls it. */
const wrong: [string, object, string][] = [
  ['content over 2000', { content: text(2001) }, 'content: BASE_TYPE_MAX_LENGTH'],
  ['content of another type', { content: 5 }, 'content: STRING_TYPE_CONVERT'],
  ['tts of another type', { content: 'a', tts: 'yes' }, 'tts: BOOLEAN_TYPE_CONVERT'],
  ['an unknown field', { content: 'a', colour: 1 }, 'colour: SANDBOX_UNKNOWN_FIELD'],
  ['a nonce over 25', { content: 'a', nonce: text(26) }, 'nonce: BASE_TYPE_MAX_LENGTH'],
  [
    'flags for one person in a channel',
    { content: 'a', flags: 64 },
    'flags: SANDBOX_FLAG_WITHOUT_EFFECT',
  ],
  ['11 embeds', { embeds: many(11, () => ({ title: 'a' })) }, 'embeds: BASE_TYPE_MAX_LENGTH'],
  ['an empty embed', { embeds: [{}] }, 'embeds.0.description: BASE_TYPE_REQUIRED'],
  [
    'an embed title over 256',
    { embeds: [{ title: text(257) }] },
    'embeds.0.title: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an embed description over 4096',
    { embeds: [{ description: text(4097) }] },
    'embeds.0.description: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an embed with 26 fields',
    { embeds: [{ fields: many(26, () => ({ name: 'a', value: 'b' })) }] },
    'embeds.0.fields: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an embed field name over 256',
    { embeds: [{ fields: [{ name: text(257), value: 'b' }] }] },
    'embeds.0.fields.0.name: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an embed field without value',
    { embeds: [{ fields: [{ name: 'a' }] }] },
    'embeds.0.fields.0.value: BASE_TYPE_REQUIRED',
  ],
  [
    'an embed field value over 1024',
    { embeds: [{ fields: [{ name: 'a', value: text(1025) }] }] },
    'embeds.0.fields.0.value: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'an embed footer over 2048',
    { embeds: [{ footer: { text: text(2049) } }] },
    'embeds.0.footer.text: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an embed author over 256',
    { embeds: [{ author: { name: text(257) } }] },
    'embeds.0.author.name: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'embeds over 6000 together',
    { embeds: [{ description: text(4000) }, { description: text(2001) }] },
    'embeds: MAX_EMBED_SIZE_EXCEEDED',
  ],
  [
    'an embed colour out of range',
    { embeds: [{ title: 'a', color: 1 << 24 }] },
    'embeds.0.color: NUMBER_TYPE_MAX',
  ],
  [
    'an embed address that is none',
    { embeds: [{ title: 'a', url: 'javascript:alert(1)' }] },
    'embeds.0.url: URL_TYPE_INVALID_SCHEME',
  ],
  [
    'an embed time that is none',
    { embeds: [{ title: 'a', timestamp: 'yesterday' }] },
    'embeds.0.timestamp: DATE_TIME_TYPE_PARSE',
  ],
  [
    'six rows',
    { components: many(6, (index) => row(button({ custom_id: `go${index}` }))) },
    'components: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'six buttons in a row',
    { components: [row(...many(6, (index) => button({ custom_id: `go${index}` })))] },
    'components.0.components: BASE_TYPE_BAD_LENGTH',
  ],
  ['an empty row', { components: [row()] }, 'components.0.components: BASE_TYPE_BAD_LENGTH'],
  [
    'a button outside a row',
    { content: 'a', components: [button()] },
    'components.0.type: UNION_TYPE_CHOICES',
  ],
  [
    'a component of no known type',
    { content: 'a', components: [row({ type: 99 })] },
    'components.0.components.0.type: UNION_TYPE_CHOICES',
  ],
  [
    'two components of one custom id',
    { components: [row(button(), button())] },
    'components.0.components.1.custom_id: COMPONENT_CUSTOM_ID_DUPLICATED',
  ],
  [
    'a custom id over 100',
    { components: [row(button({ custom_id: text(101) }))] },
    'components.0.components.0.custom_id: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a button without custom id',
    { components: [row({ type: 2, style: 1, label: 'Go' })] },
    'components.0.components.0.custom_id: BUTTON_COMPONENT_CUSTOM_ID_REQUIRED',
  ],
  [
    'a link button without address',
    { components: [row({ type: 2, style: 5, label: 'Go' })] },
    'components.0.components.0.url: BUTTON_COMPONENT_URL_REQUIRED',
  ],
  [
    'a link button with a custom id',
    { components: [row(button({ style: 5, url: 'https://example.org' }))] },
    'components.0.components.0.custom_id: BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE',
  ],
  [
    'a button label over 80',
    { components: [row(button({ label: text(81) }))] },
    'components.0.components.0.label: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a button with neither label nor emoji',
    { components: [row({ type: 2, style: 1, custom_id: 'go' })] },
    'components.0.components.0.label: BASE_TYPE_REQUIRED',
  ],
  [
    'a button style that is none',
    { components: [row(button({ style: 9 }))] },
    'components.0.components.0.style: BASE_TYPE_CHOICES',
  ],
  [
    'a select beside a button',
    { components: [row(button(), select())] },
    'components.0.components: COMPONENT_LAYOUT_WIDTH_EXCEEDED',
  ],
  [
    'a select without options',
    { components: [row(select({ options: [] }))] },
    'components.0.components.0.options: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a select with 26 options',
    { components: [row(select({ options: many(26, (i) => ({ label: 'a', value: `${i}` })) }))] },
    'components.0.components.0.options: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'a select with one value twice',
    { components: [row(select({ options: many(2, () => ({ label: 'a', value: '1' })) }))] },
    'components.0.components.0.options.1.value: SELECT_COMPONENT_OPTION_VALUE_DUPLICATED',
  ],
  [
    'a select whose least is more than its most',
    { components: [row(select({ min_values: 3, max_values: 2 }))] },
    'components.0.components.0.min_values: SELECT_COMPONENT_MIN_VALUES_TOO_LARGE',
  ],
  [
    'a select that takes 26',
    { components: [row(select({ max_values: 26 }))] },
    'components.0.components.0.max_values: NUMBER_TYPE_MAX',
  ],
  [
    'a select placeholder over 150',
    { components: [row(select({ placeholder: text(151) }))] },
    'components.0.components.0.placeholder: BASE_TYPE_MAX_LENGTH',
  ],
  [
    'an option label over 100',
    { components: [row(select({ options: [{ label: text(101), value: '1' }] }))] },
    'components.0.components.0.options.0.label: BASE_TYPE_BAD_LENGTH',
  ],
  [
    'text components without the v2 flag',
    { components: [{ type: 10, content: 'a' }] },
    'components.0.type: UNION_TYPE_CHOICES',
  ],
  [
    'the v2 flag with content',
    { ...v2({ type: 10, content: 'a' }), content: 'b' },
    'content: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'the v2 flag with embeds',
    { ...v2({ type: 10, content: 'a' }), embeds: [{ title: 'b' }] },
    'embeds: MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
  ],
  [
    'v2 text over 4000 together',
    v2({ type: 10, content: text(2001) }, { type: 10, content: text(2000) }),
    'components: COMPONENT_DISPLAYABLE_TEXT_SIZE_EXCEEDED',
  ],
  [
    '41 components, nested ones counted',
    v2({ type: 17, components: many(40, () => ({ type: 10, content: 'a' })) }),
    'components: COMPONENT_MAX_TOTAL_COMPONENTS_EXCEEDED',
  ],
  [
    'a section without accessory',
    v2({ type: 9, components: [{ type: 10, content: 'a' }] }),
    'components.0.accessory: BASE_TYPE_REQUIRED',
  ],
  [
    'a file that was not sent',
    v2({ type: 13, file: { url: 'attachment://agenda.md' } }),
    'components: UNFURLED_MEDIA_ITEM_REFERENCED_ATTACHMENT_NOT_FOUND',
  ],
  [
    'an attachment that was not sent',
    { content: 'a', attachments: [{ id: 0, filename: 'a.txt' }] },
    'attachments.0.id: ATTACHMENT_NOT_FOUND',
  ],
  [
    'mentions both parsed and listed',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['100000000000000009'] } },
    'allowed_mentions: MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
  [
    'mentions of no known kind',
    { content: 'a', allowed_mentions: { parse: ['here'] } },
    'allowed_mentions.parse.0: BASE_TYPE_CHOICES',
  ],
  [
    'a reply to nothing',
    { content: 'a', message_reference: { message_id: '100000000000000009' } },
    'message_reference: MESSAGE_REFERENCE_UNKNOWN_MESSAGE',
  ],
  [
    'an id written as a number',
    { content: 'a', message_reference: { message_id: 5 } },
    'message_reference.message_id: NUMBER_TYPE_COERCE',
  ],
];

test('a message that Discord would refuse is refused, at the same field', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/channels/${discord.channelId('general')}/messages`;
  const outcomes = await Promise.all(
    wrong.map(async ([name, body]) => ({ name, ...(await refused(discord, 'POST', path, body)) })),
  );
  expect(outcomes).toEqual(
    wrong.map(([name, , issue]) => ({ name, status: 400, code: 50035, issues: [issue] })),
  );
  expect(discord.problems).toHaveLength(wrong.length);
  expect(discord.people.messages(discord.channelId('general'), discord.userId('ann'))).toEqual([]);
});

test.each([
  ['nothing', {}],
  ['blanks', { content: ' \n ' }],
  ['empty lists', { embeds: [], components: [] }],
])('a message of %s is refused as empty', async (_name, body) => {
  const { discord } = await aDiscord();
  const path = `/channels/${discord.channelId('general')}/messages`;
  expect(await refused(discord, 'POST', path, body)).toEqual({
    status: 400,
    code: 50006,
    issues: [],
  });
});

test('fields that Discord would drop silently pass when the sandbox is not strict', async () => {
  const { discord } = await aDiscord({ strict: false });
  const path = `/channels/${discord.channelId('general')}/messages`;
  const body = { content: 'a', colour: 1, embeds: [{ title: 'b', size: 3 }] };
  expect(await refused(discord, 'POST', path, body)).toMatchObject({ status: 200 });
  expect(await refused(discord, 'POST', path, { colour: 1, content: text(2001) })).toMatchObject({
    issues: ['content: BASE_TYPE_MAX_LENGTH'],
  });
});

test('what is just within the limits passes', async () => {
  const { discord } = await aDiscord({ rateLimits: 'generous' });
  const path = `/channels/${discord.channelId('general')}/messages`;
  const allowed = [
    { content: text(2000), nonce: text(25) },
    { content: '🗓️'.repeat(1000) },
    { embeds: [{ description: text(4096) }, { description: text(1904) }] },
    { components: many(5, (i) => row(...many(5, (j) => button({ custom_id: `${i}-${j}` })))) },
    v2({ type: 17, components: many(39, () => ({ type: 10, content: 'a' })) }),
    v2({ type: 10, content: text(4000) }),
  ];
  for (const body of allowed)
    expect(await refused(discord, 'POST', path, body)).toMatchObject({ status: 200, issues: [] });
});
