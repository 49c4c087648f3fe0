import EmailReplyParser from 'email-reply-parser';
import planer from 'planer';
import talon from 'talonjs';
import { classify } from '../../src/understand/classify.ts';
import { readHtml } from '../../src/understand/html.ts';
import { replyOf } from '../../src/understand/reply.ts';
import { fixtureBodies } from './mail-fixtures.ts';
import { makeRow, type Row } from './row.ts';

/** Finds a person's own words in a body. */
type Parser = (body: string) => unknown;

const parser = new EmailReplyParser();
const plainParsers: Record<string, Parser> = {
  convoke: (body) => replyOf(classify(body)),
  'email-reply-parser': (body) => parser.parseReply(body),
  planer: (body) => planer.extractFromPlain(body),
  talonjs: (body) => talon.quotations.extractFromPlain(body).body,
};
const htmlParsers: Record<string, Parser> = {
  convoke: (body) => {
    const { text, hints } = readHtml(body);
    return replyOf(classify(text, { hints }));
  },
  talonjs: (body) => talon.quotations.extractFromHtml(body).body,
};

/** Messages a second, of the test's own: each parser has the same bodies, in turns with the others. */
export async function compareClassifiers(): Promise<Row[]> {
  const { plain, html } = await fixtureBodies();
  return [
    ...compare('replies in plain text classified', plain, plainParsers),
    ...compare('replies in HTML classified', html, htmlParsers),
  ];
}

function compare(
  name: string,
  bodies: readonly string[],
  parsers: Readonly<Record<string, Parser>>,
): Row[] {
  const rates = new Map(Object.keys(parsers).map((parserName) => [parserName, 0]));
  for (let round = 0; round < rounds; round++)
    for (const [parserName, parse] of Object.entries(parsers))
      rates.set(parserName, Math.max(rates.get(parserName) ?? 0, rateOf(parse, bodies)));
  const value = rates.get('convoke') ?? 0;
  return [...rates]
    .filter(([parserName]) => parserName !== 'convoke')
    .map(([baseline, baselineValue]) =>
      makeRow({ name, value, unit: 'messages/s', baseline, baselineValue }),
    );
}

const rounds = 4;
const roundMs = 400;

/** The best of several rounds counts: a round in which the machine did something else says nothing of the parser. */
function rateOf(parse: Parser, bodies: readonly string[]): number {
  const startedAt = performance.now();
  let messages = 0;
  while (performance.now() - startedAt < roundMs) {
    for (const body of bodies) parse(body);
    messages += bodies.length;
  }
  return (messages * 1000) / (performance.now() - startedAt);
}
