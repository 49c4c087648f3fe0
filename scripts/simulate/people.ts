import type { SandboxMember } from '../../src/sandbox/member.ts';
import { mailPrograms } from '../../src/sandbox/mail-programs/mail-programs.ts';
import type { Dice } from './dice.ts';

/** Somebody of the community. */
export interface Person extends SandboxMember {
  zone: string;
  /** The mail program that they write with. */
  program: string;
  /** How carefully they write: the index of a style. */
  diligence: number;
}

const first =
  'Ada Björn Chidi Dolores Eoin Fatima Grzegorz Hana Iñigo Jun Kwame Lucía Magnus Noor Oksana Priya Quentin Rosa Siobhán Tomáš Umar Violeta Wei Ximena Yusuf Zoë Aroha Bogdan Célia Darko'.split(
    ' ',
  );
const last =
  "Abbott Brandão Castellano Dvořák Eriksen Fofana García-Ruiz Hughes Ito Jansson Kowalski Lindqvist Mbeki Nakamura O'Connor Petrov Quispe Rossi Šimić Tanaka Ueda Vasquez Wójcik Xu Yıldız Zimmermann".split(
    ' ',
  );

const zones = [
  'Europe/London',
  'America/New_York',
  'Australia/Lord_Howe',
  'Europe/Berlin',
  'Asia/Kolkata',
  'America/Los_Angeles',
  'Africa/Casablanca',
  'Asia/Tokyo',
  'America/Sao_Paulo',
];

/** Thirty with mail only, ten on Discord only, twenty with both. */
export function makePeople(count: number, dice: Dice): Person[] {
  return Array.from({ length: count }, (_, n) => {
    const name = `${first[n % first.length]} ${last[(n * 7 + Math.floor(n / first.length)) % last.length]}`;
    const id = `p${String(n + 1).padStart(2, '0')}`;
    const way = n % 6;
    return {
      id,
      name,
      ...(way === 5 ? {} : { mail: `${id}@town.example` }),
      ...(way < 2 || way === 5 ? { discord: { userName: id } } : {}),
      zone: zones[n % zones.length] ?? 'UTC',
      program: dice.pick(mailPrograms).id,
      diligence: dice.below(100),
    };
  });
}
