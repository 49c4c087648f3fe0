import type { Random } from '../support/random.ts';

/** One to four changes of the kinds that gateways, archives and enemies make; `corpus` is what else may creep in. */
export function mutate(original: Buffer, corpus: readonly Buffer[], random: Random): Buffer {
  const dice = rollWith(random);
  let raw = original;
  for (let change = 1 + dice.below(4); change > 0; change--)
    raw = dice.pick(mutations)(raw, { ...dice, corpus });
  return raw;
}

export function rollWith(random: Random) {
  const below = (limit: number) => (limit <= 0 ? 0 : Math.floor(random() * limit));
  return {
    below,
    pick: <T>(from: readonly T[]): T => {
      const picked = from[below(from.length)];
      if (picked === undefined) throw new Error('nothing to pick from');
      return picked;
    },
  };
}

type Dice = ReturnType<typeof rollWith> & { corpus: readonly Buffer[] };
type Mutation = (raw: Buffer, dice: Dice) => Buffer;

const cutOut: Mutation = (raw, { below }) =>
  splice(raw, { at: below(raw.length + 1), remove: below(300) });

const addNoise: Mutation = (raw, { below }) =>
  splice(raw, {
    at: below(raw.length + 1),
    insert: Buffer.from(Array.from({ length: below(40) }, () => below(256))),
  });

const changeOneByte: Mutation = (raw, { below }) =>
  splice(raw, { at: below(raw.length + 1), remove: 1, insert: Buffer.from([below(256)]) });

const breakOff: Mutation = (raw, { below }) => raw.subarray(0, below(raw.length + 1));

const repeatPiece: Mutation = (raw, { below }) => {
  const at = below(raw.length + 1);
  const piece = raw.subarray(at, at + 1 + below(200));
  return splice(raw, { at, insert: Buffer.concat(Array(below(200)).fill(piece)) });
};

const addFromAnother: Mutation = (raw, { below, pick, corpus }) => {
  const other = pick(corpus);
  const from = below(other.length);
  const insert = other.subarray(from, from + below(2000));
  return splice(raw, { at: below(raw.length + 1), insert });
};

const addTrouble: Mutation = (raw, { below, pick }) =>
  splice(raw, {
    at: below(raw.length + 1),
    insert: Buffer.from(pick(troubles).repeat(1 + below(3000))),
  });

const changeLineEnds: Mutation = (raw, { pick }) =>
  changed(raw, (text) => text.replaceAll('\n', pick(['\r\n', '\r', '\n\n', ''])));

const changeCharset: Mutation = (raw, { pick }) =>
  changed(raw, (text) => {
    const charset = pick(['utf-16', 'iso-2022-jp', 'utf-7', 'x-none', '']);
    return text.replace(/charset=[\w-]+/u, `charset=${charset}`);
  });

const changeEncoding: Mutation = (raw, { pick }) =>
  changed(raw, (text) => {
    const encoding = pick(['base64', 'quoted-printable', 'x-uuencode', '']);
    return text.replace(/Transfer-Encoding: \w+/u, `Transfer-Encoding: ${encoding}`);
  });

const mutations = [
  cutOut,
  addNoise,
  changeOneByte,
  breakOff,
  repeatPiece,
  addFromAnother,
  addTrouble,
  changeLineEnds,
  changeCharset,
  changeEncoding,
];

const troubles =
  '>|> |\n| |-|_|=|- |1. |(|[|"|<|@|:|,|; |<div>|</div>|<blockquote>|&amp;|=3D|ü|\0|\u001b$B|```\n|-- \n|On |From: |wrote:\n|a@b.c |--b\n|Message-ID: <a@b>\n|X: y\r\n'.split(
    '|',
  );

function splice(
  raw: Buffer,
  { at, remove = 0, insert = Buffer.alloc(0) }: { at: number; remove?: number; insert?: Buffer },
): Buffer {
  return Buffer.concat([raw.subarray(0, at), insert, raw.subarray(at + remove)]);
}

function changed(raw: Buffer, change: (text: string) => string): Buffer {
  return Buffer.from(change(raw.toString('latin1')), 'latin1');
}
