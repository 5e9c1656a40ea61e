/** What a person may want to know before a message goes out. */
import { textOf } from '@/editor/text';
import { domainOf, isAddress } from './addresses';
import type { Compose } from './compose';

const LARGE_GROUP = 50;

/** Words that promise an attachment, in the languages we speak. */
const PROMISE =
  /\b(see|find|found|i(?:'ve| have)|is|are|am)\s+(?:\w+\s+){0,2}(attached|enclosed|attaching)\b|\battached\s+(?:is|are|you|please|file|document)|\bin the attachment\b|\bci-joint|\bpi[eè]ces?[ -]jointes?|\ben pi[eè]ce jointe|\bje (?:vous )?joins/iu;

export type Warning = 'attachment' | 'subject' | 'group';

export interface GroupSize {
  name: string;
  members: number;
}

/** What is asked about before it is sent; nothing of this keeps it from being sent. */
export function warningsOf(compose: Compose, groups: readonly GroupSize[]): Warning[] {
  const isPromised = PROMISE.test(textOf(compose.html.split('gmail_signature')[0] ?? ''));
  const files = compose.attachments.some((file) => !file.cid) || compose.html.includes('/drive/');
  const isLarge = groups.some((group) => group.members >= LARGE_GROUP);
  return [
    ...(isPromised && !files ? ['attachment' as const] : []),
    ...(compose.subject.trim() === '' ? ['subject' as const] : []),
    ...(isLarge ? ['group' as const] : []),
  ];
}

export const everybody = ({ to, cc, bcc }: Compose) => [...to, ...cc, ...bcc];

/** Addresses outside of the organisation. */
export const outsiders = (compose: Compose, domains: readonly string[]): string[] =>
  everybody(compose)
    .map((one) => one.email)
    .filter((email) => isAddress(email) && !domains.includes(domainOf(email)));

export const invalid = (compose: Compose): string[] =>
  everybody(compose)
    .filter((one) => !isAddress(one.email))
    .map((one) => one.email || one.name);
