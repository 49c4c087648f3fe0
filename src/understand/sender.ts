import type { Address, Mail } from './reading.ts';

export interface Sender {
  author?: Address;
  /** RFC 2919, without its angle brackets: `board.lists.example.org`. */
  listId?: string;
  /** Why the author can't be told, worded for the chair. */
  problem?: string;
}

/** RFC 5321 §4.5.3.1.3, without the angle brackets. */
const maxAddressChars = 254;
const maxNameChars = 100;

/** Who wrote a message, also where a list put its own address into From. Display names prove nothing and are only shown. */
export function findSender(mail: Mail): Sender {
  const listId = listIdOf(mail);
  const list = listId === undefined ? {} : { listId };
  const [from, ...others] = mail.from;
  if (!from) return { ...list, problem: 'it does not say who it is from' };
  if (others.length > 0) return { ...list, problem: 'its From names several writers' };
  if (from.address.length > maxAddressChars)
    return { ...list, problem: 'its address is longer than any address may be' };
  if (!isRewritten(from, mail, listId)) return { ...list, author: shortened(from) };
  const recovered = recover(from, mail, listId);
  return recovered
    ? { ...list, author: shortened(recovered) }
    : { ...list, problem: 'the list rewrote From, and its headers do not agree on who wrote it' };
}

/** However long a name somebody gave themselves. */
function shortened({ name, address }: Address): Address {
  return withName(
    address,
    name === undefined ? undefined : [...name].slice(0, maxNameChars).join(''),
  );
}

export function headerOf(mail: Mail, name: string): string | undefined {
  return mail.headers.find((header) => header.name === name)?.value.trim();
}

function listIdOf(mail: Mail): string | undefined {
  const value = headerOf(mail, 'list-id');
  if (value === undefined) return undefined;
  const id = /<([^<>\s]{1,255})>\s*$/u.exec(value)?.[1] ?? /^[^\s<>]{1,255}$/u.exec(value)?.[0];
  return id?.toLowerCase();
}

/** Addresses under which a list itself speaks. */
function listAddresses(mail: Mail, listId: string | undefined): Set<string> {
  const post = /<mailto:([^<>?\s]{3,320})/iu.exec(headerOf(mail, 'list-post') ?? '')?.[1];
  const byId = listId?.includes('.') === true ? listId.replace('.', '@') : undefined;
  return new Set([post, byId].flatMap((address) => address?.toLowerCase() ?? []));
}

function isRewritten(from: Address, mail: Mail, listId: string | undefined): boolean {
  const address = from.address.toLowerCase();
  if (listAddresses(mail, listId).has(address)) return true;
  if (listId === undefined && headerOf(mail, 'list-post') === undefined) return false;
  return /\svia\s\S/iu.test(from.name ?? '') && isOfList(address, mail, listId);
}

/** At the list's own host: `alice=example.org@lists.example.net`, `board-dmarc@…`. */
function isOfList(address: string, mail: Mail, listId: string | undefined): boolean {
  const host = address.slice(address.lastIndexOf('@') + 1);
  const hosts = [...listAddresses(mail, listId)].map((list) =>
    list.slice(list.lastIndexOf('@') + 1),
  );
  return hosts.some(
    (known) => known === host || host.endsWith(`.${known}`) || known.endsWith(`.${host}`),
  );
}

function recover(from: Address, mail: Mail, listId: string | undefined): Address | undefined {
  const name = writtenName(from.name);
  const lists = listAddresses(mail, listId);
  const isPerson = ({ address }: Address) =>
    !lists.has(address.toLowerCase()) && !isOfListRole(address, lists);
  const named = (addresses: Address[]) =>
    addresses.filter((one) => isPerson(one) && sameName(one.name, name));
  const inFrom = decoded(from.address);
  if (inFrom !== undefined) return withName(inFrom, name);
  const replies = mail.replyTo.filter(isPerson);
  const copied = named(mail.cc);
  const claims = distinct([...replies, ...copied]);
  const original = addressIn(headerOf(mail, 'x-original-from'));
  // The writer may have put it there, for the list to pass on.
  if (original !== undefined && claims.some((claim) => claim !== original.toLowerCase()))
    return undefined;
  if (original !== undefined) return withName(original, name);
  const envelope = addressIn(headerOf(mail, 'x-mailfrom') ?? headerOf(mail, 'x-original-sender'));
  if (envelope !== undefined && (claims.length === 0 || claims.includes(envelope.toLowerCase())))
    return withName(envelope, name);
  const bothAgree = replies.length > 0 && copied.length > 0;
  if (claims.length === 1 && (envelope === undefined || bothAgree))
    return withName([...replies, ...copied][0]!.address, name);
  return undefined;
}

/** "Alice A via Board", "'Alice A' via board": the name the writer gave. */
function writtenName(name: string | undefined): string | undefined {
  const written = name
    ?.replace(/\s+via\s+.*$/isu, '')
    .replace(/^['"]+|['"]+$/gu, '')
    .trim();
  return written === '' ? undefined : written;
}

function sameName(name: string | undefined, written: string | undefined): boolean {
  return (
    name !== undefined && written !== undefined && name.toLowerCase() === written.toLowerCase()
  );
}

/** `alice=40example.org@dmarc.example.net` (IETF) and `alice=example.org@lists.example.net`. */
function decoded(address: string): string | undefined {
  const local = address.slice(0, address.lastIndexOf('@'));
  const match = /^([^=\s]{1,64})=(?:40)?([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/iu.exec(local);
  return match ? `${match[1]}@${match[2]!.toLowerCase()}` : undefined;
}

function addressIn(value: string | undefined): string | undefined {
  if (value === undefined || value.includes(',')) return undefined;
  return /<([^<>\s]+@[^<>\s]+)>/u.exec(value)?.[1] ?? /^[^<>\s]+@[^<>\s]+$/u.exec(value)?.[0];
}

/** `board-bounces@`, `board-owner@`, `board+subscribe@`: a list's own roles. */
function isOfListRole(address: string, lists: ReadonlySet<string>): boolean {
  const lower = address.toLowerCase();
  return [...lists].some((list) => {
    const [local, host] = list.split('@');
    return (
      lower.endsWith(`@${host}`) &&
      /^[-+](?:bounces?|owner|request|join|leave|subscribe|unsubscribe|confirm|help)\b/u.test(
        lower.slice(local!.length),
      ) &&
      lower.startsWith(local!)
    );
  });
}

function distinct(addresses: Address[]): string[] {
  return [...new Set(addresses.map(({ address }) => address.toLowerCase()))];
}

function withName(address: string, name: string | undefined): Address {
  return name === undefined ? { address } : { name, address };
}
