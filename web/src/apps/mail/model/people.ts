/** Who wrote and who reads, in the words that lists and headers show. */
import type { Address, Head } from './mail';
import { isDraft, isIn, isUnread } from './mail';

export const nameOf = (address: Address): string => address.name || address.email;

/** The first name, where there is one; lists of several people have little room. */
export function shortName(address: Address): string {
  const name = address.name?.replace(/["']/g, '').trim();
  if (!name) return address.email.split('@')[0] ?? address.email;
  const [last, first] = name.split(',').map((part) => part.trim());
  return (first || last || name).split(/\s+/)[0] ?? name;
}

export const sameAddress = (one: string, other: string): boolean =>
  one.toLowerCase() === other.toLowerCase();

export const isAmong = (email: string, addresses: readonly string[]): boolean =>
  addresses.some((own) => sameAddress(own, email));

export interface Author {
  name: string;
  isUnread: boolean;
  isMe: boolean;
  isDraft: boolean;
}

interface Found {
  address: Address;
  isUnread: boolean;
  isDraft: boolean;
  isSent: boolean;
}

/**
 * The authors of a conversation, each once, in the order they first wrote. Anybody can write our
 * address as theirs, so only what we sent is by us.
 */
export function authorsOf(
  emails: readonly Head[],
  own: readonly string[],
  sentId: string,
): Author[] {
  const found = new Map<string, Found>();
  for (const email of emails) {
    const address = email.from?.[0] ?? { name: null, email: '' };
    const key = isDraft(email) ? 'draft' : address.email.toLowerCase();
    const before = found.get(key);
    found.set(key, {
      address,
      isDraft: isDraft(email),
      isUnread: isUnread(email) || (before?.isUnread ?? false),
      isSent: isIn(email, sentId) || (before?.isSent ?? false),
    });
  }
  const isAlone = found.size === 1;
  return [...found.values()].map((it) => ({
    name: isAlone ? nameOf(it.address) : shortName(it.address),
    isUnread: it.isUnread,
    isDraft: it.isDraft,
    isMe: it.isSent && isAmong(it.address.email, own),
  }));
}

/** Whose face stands for a conversation: the other side's, who wrote last, or whom one wrote to. */
export function faceOf(emails: readonly Head[], own: readonly string[]): Address | undefined {
  const authors = emails.flatMap((email) => email.from?.[0] ?? []);
  const others = authors.filter((one) => !isAmong(one.email, own));
  return others.at(-1) ?? emails.at(-1)?.to?.[0] ?? authors.at(-1);
}

/** Whom a sent conversation went to, each once. */
export function receiversOf(emails: readonly Head[]): string[] {
  const people = emails.flatMap((email) => [...(email.to ?? []), ...(email.cc ?? [])]);
  const names = new Map(people.map((one) => [one.email.toLowerCase(), one]));
  const isAlone = names.size === 1;
  return [...names.values()].map((one) => (isAlone ? nameOf(one) : shortName(one)));
}

/** Addresses as plain text, for titles: "Ann <ann@x.org>, bob@x.org". */
export function addressText(addresses: readonly Address[] | null): string {
  return (addresses ?? [])
    .map((one) => (one.name ? `${one.name} <${one.email}>` : one.email))
    .join(', ');
}
