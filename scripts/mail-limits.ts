import { classify } from '../src/understand/classify.ts';
import { readHtml } from '../src/understand/html.ts';

/**
 * Prints what bodies made to hurt cost, in milliseconds of processor time: at a megabyte no shape may take over 100, and
 * a body twice as long may take at most twice as long.
 *
 *   node scripts/mail-limits.ts
 */
const megabyte = 1 << 20;
const texts: Record<string, string> = {
  'line ends': '\n',
  'quote marks': '>',
  'quoted lines': '> quoted\n',
  'own words and quotes in turns': 'own\n> quoted\n',
  attributions: 'On Monday 24 June 2014 Alice <alice@a.example> wrote:\n',
  'attributions without an end': 'On Monday 24 June 2014 Alice <alice@a.example>\n',
  'header lines': 'From: alice@a.example\nDate: 24 June 2014\n',
  delimiters: '-- \nname\n',
  fences: '```\n',
  spaces: ' ',
  rules: '---\n',
  'one long word': 'a',
  mobile: 'Sent from my phone\n',
};
const pages: Record<string, string> = {
  'tiny elements': '<b>a</b>',
  'line breaks': '<br>',
  'elements never closed': '<i>',
  'ends without a beginning': '</p>',
  'quotes side by side': '<blockquote>a</blockquote>',
  'quotes never closed': '<blockquote>a',
  'list items': '<li>a',
  'nested lists': '<ul><li>a',
  entities: '&amp;',
  attributes: '<p class="gmail_quote x y z" style="margin:0">a</p>',
  'open brackets': '<',
  'table cells': '<td>a',
  links: '<a href="https://a.example">a</a>',
};

const readText = (body: string) => void classify(body);
const readPage = (body: string) => {
  const { text, hints } = readHtml(body);
  classify(text, { hints });
};
console.table([...measure(texts, readText), ...measure(pages, readPage)]);

function measure(shapes: Readonly<Record<string, string>>, read: (body: string) => void) {
  return Object.entries(shapes).map(([shape, piece]) => {
    const whole = piece.repeat(megabyte / piece.length);
    const half = cheapest(read, whole.slice(0, whole.length / 2));
    const full = cheapest(read, whole);
    return {
      shape,
      'half a megabyte': half,
      megabyte: full,
      ratio: Math.round((full / half) * 10) / 10,
    };
  });
}

/** The least of a few, since collecting garbage is no part of any one of them. */
function cheapest(read: (body: string) => void, body: string): number {
  const costs = Array.from({ length: 5 }, () => {
    const before = process.cpuUsage();
    read(body);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000;
  });
  return Math.round(Math.min(...costs) * 10) / 10;
}
