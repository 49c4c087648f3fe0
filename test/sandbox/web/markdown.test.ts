import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  parseInline,
  parseMarkdown,
  type Block,
  type Inline,
} from '../../../src/sandbox/web/page/markdown.ts';

const text = (value: string): Inline => ({ kind: 'text', text: value });

describe('parseInline', () => {
  it.each<[string, Inline[]]>([
    ['plain', [text('plain')]],
    ['**bold** on', [{ kind: 'strong', children: [text('bold')] }, text(' on')]],
    [
      '*em* _em_',
      [{ kind: 'em', children: [text('em')] }, text(' '), { kind: 'em', children: [text('em')] }],
    ],
    ['***x***', [{ kind: 'strong', children: [{ kind: 'em', children: [text('x')] }] }]],
    [
      '__u__ ~~s~~',
      [{ kind: 'u', children: [text('u')] }, text(' '), { kind: 's', children: [text('s')] }],
    ],
    ['||no||', [{ kind: 'spoiler', children: [text('no')] }]],
    ['`a *b*`', [{ kind: 'code', text: 'a *b*' }]],
    ['\\*not\\*', [text('*not*')]],
    ['snake_case_name', [text('snake_case_name')]],
    ['2 * 3 * 4', [text('2 * 3 * 4')]],
    ['<t:1403622000:F>', [{ kind: 'time', epochMs: 1_403_622_000_000, style: 'F' }]],
    ['<t:1403622000>', [{ kind: 'time', epochMs: 1_403_622_000_000, style: 'f' }]],
    [
      '<@12> <#34> <@&56>',
      [
        { kind: 'mention', of: 'user', id: '12' },
        text(' '),
        { kind: 'mention', of: 'channel', id: '34' },
        text(' '),
        { kind: 'mention', of: 'role', id: '56' },
      ],
    ],
    ['</agenda add:7>', [{ kind: 'mention', of: 'command', id: '7', name: 'agenda add' }]],
    [
      '[here](https://x.example/a)',
      [{ kind: 'link', url: 'https://x.example/a', children: [text('here')] }],
    ],
    [
      '(https://x.example/a).',
      [
        text('('),
        { kind: 'link', url: 'https://x.example/a', children: [text('https://x.example/a')] },
        text(').'),
      ],
    ],
    ['[x](javascript:alert(1))', [text('[x](javascript:alert(1))')]],
    ['<script>', [text('<script>')]],
  ])('reads %j', (source, expected) => {
    expect(parseInline(source)).toEqual(expected);
  });
});

describe('parseMarkdown', () => {
  it('reads blocks', () => {
    const source = '## Agenda\n1. One\n2. Two\n  - deep\n> said\n> twice\n-# small\nend\nof it';
    const kinds = parseMarkdown(source).map((block) => block.kind);
    expect(kinds).toEqual(['heading', 'list', 'quote', 'subtext', 'paragraph']);
    const list = parseMarkdown(source)[1] as Extract<Block, { kind: 'list' }>;
    expect(list.items.map(({ depth, mark }) => [depth, mark])).toEqual([
      [0, '1.'],
      [0, '2.'],
      [1, '•'],
    ]);
  });

  it('leaves code alone', () => {
    expect(parseMarkdown('a\n```ts\nlet **x**\n```\nb')).toEqual([
      { kind: 'paragraph', children: [text('a')] },
      { kind: 'code', language: 'ts', text: 'let **x**' },
      { kind: 'paragraph', children: [text('b')] },
    ]);
  });

  it('takes an open fence for words', () => {
    expect(parseMarkdown('a ``` b')).toEqual([{ kind: 'paragraph', children: [text('a ``` b')] }]);
  });

  it('never fails, and loses no letter', () => {
    const bits = fc.constantFrom(
      '*',
      '**',
      '_',
      '`',
      '```',
      '||',
      '~~',
      '> ',
      '>>> ',
      '- ',
      '# ',
      '\n',
      '<t:1>',
      '<@1>',
      '[',
      '](',
      ')',
      'http://a',
      '\\',
      'word',
      ' ',
    );
    fc.assert(
      fc.property(fc.array(bits, { maxLength: 40 }), (pieces) => {
        const source = pieces.join('');
        const kept = JSON.stringify(parseMarkdown(source)).match(/word/gu)?.length ?? 0;
        // An address appears twice in the tree: as what is shown and as where it leads.
        expect(kept).toBeGreaterThanOrEqual(source.match(/word/gu)?.length ?? 0);
      }),
    );
  });
});
