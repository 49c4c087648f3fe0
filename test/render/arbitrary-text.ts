import fc from 'fast-check';

/** Pieces that mean something to HTML, Markdown, Discord, mail headers or a terminal. */
const snippets = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '</p>',
  '&amp;',
  '"\' onmouseover="x',
  '# heading',
  '## two',
  '- bullet',
  '* star *',
  '1. one',
  '1) one',
  '+ plus',
  '> quote',
  '>>> quote',
  '-# small',
  '```',
  '~~~',
  '`code`',
  '**strong**',
  '_under_',
  '~~gone~~',
  '||spoiler||',
  '![image](https://evil.example/x.png)',
  '[label](javascript:alert(1))',
  '[label](https://evil.example/)',
  '[ref]: https://evil.example/',
  '<https://evil.example/>',
  'https://example.org/a_b*c?x=1&y=(2)',
  'http://example.org/~me.',
  '@everyone',
  '@here',
  '@alice',
  '<@123456789012345678>',
  '<@!123456789012345678>',
  '<@&123456789012345678>',
  '<#123456789012345678>',
  '<t:0:F>',
  '</agenda add:123456789012345678>',
  '<:name:123456789012345678>',
  '| a | b |',
  '---',
  '===',
  '\\',
  '\\\\',
  '\r\nBcc: victim@example.org',
  '\n\n',
  '\n    indented',
  '\t',
  '\u0000',
  '\u001b[31m',
  '\u202e',
  '\u2028',
  '\ud83d\ude80',
  '\ud83d',
  '\u4f1a\u8bae',
  '\u0634\u0643\u0631\u0627',
  'e\u0301',
  'From here on',
  '.',
];

/** What a person might write, harmless or not. */
export const anyText = fc
  .array(
    fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...snippets) },
      { weight: 2, arbitrary: fc.constantFrom(' ', ' word ', 'Release plan', ' (10 min)') },
      { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
    ),
    { minLength: 1, maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Names and titles as they are kept: tidied, not empty. */
export const anyLine = anyText
  .map((text) => text.replace(/\s+/gu, ' ').trim())
  .filter((text) => /[\p{L}\p{N}]/u.test(text));
