/** A message being written, and what is made of another message to answer or forward it. */
import { withEmptyLines } from '@/editor/text';
import { cidsIn, withoutSignature } from '@/editor/wire';
import type { PersonChoice } from '@/ui';
import { HEADER, written, type Terms } from './confidential';
import type { Address, Body, BodyPart, Head, Identity } from './mail';
import { isAmong } from './people';

export interface Attachment {
  key: string;
  name: string;
  type: string;
  size: number;
  /** Null while it is being uploaded. */
  blobId: string | null;
  /** From 0 to 1. */
  progress: number;
  hasFailed: boolean;
  cid: string | null;
}

/** "kept" is stored in this browser only, because there is no connection. */
export type SaveState =
  'untouched' | 'changed' | 'saving' | 'saved' | 'kept' | 'failed' | 'sending';

export interface Compose {
  key: string;
  accountId: string;
  identity: Identity;
  /** The stored draft, once there is one. */
  draftId: string | null;
  messageId: string;
  /** The conversation that it answers in; empty for a new one. */
  threadId: string;
  kind: 'new' | Answering;
  /** The message that is answered or forwarded. */
  originalId?: string;
  inReplyTo: string[];
  references: string[];
  to: PersonChoice[];
  cc: PersonChoice[];
  bcc: PersonChoice[];
  subject: string;
  /** What the person writes. */
  html: string;
  /** The quoted original, kept out of the editor so that nothing of it is lost. */
  quote: string;
  attachments: Attachment[];
  place: 'dock' | 'inline';
  size: 'normal' | 'small' | 'large';
  state: SaveState;
  /** Come back to the inbox if nobody answered after so many days. */
  followUpDays: number | null;
  /** Null for an ordinary message. */
  confidential: Terms | null;
}

export type Answering = 'reply' | 'replyAll' | 'forward';

export const choiceOf = ({ name, email }: Address): PersonChoice => ({
  id: '',
  name: name || email,
  email,
  kind: 'free',
});

const addressOf = ({ name, email }: PersonChoice): Address => ({
  name: name === email ? null : name,
  email,
});

function unique(addresses: readonly Address[], without: readonly string[]): Address[] {
  const taken = new Set(without.map((email) => email.toLowerCase()));
  return addresses.filter(({ email }) => {
    const key = email.toLowerCase();
    return !taken.has(key) && taken.add(key);
  });
}

/** To whom an answer goes. An answer to one's own message goes to those it went to. */
export function recipientsOf(
  kind: Answering,
  email: Head,
  own: readonly string[],
): { to: Address[]; cc: Address[] } {
  if (kind === 'forward') return { to: [], cc: [] };
  const author = email.from?.[0]?.email ?? '';
  const isMine = isAmong(author, own);
  const to = isMine ? (email.to ?? []) : (email.replyTo ?? email.from ?? []);
  if (kind === 'reply') return { to: unique(to, []), cc: [] };
  const others = isMine ? (email.cc ?? []) : [...(email.to ?? []), ...(email.cc ?? [])];
  const cc = unique(others, [...own, ...to.map((one) => one.email)]);
  return { to: unique(to, []), cc };
}

/** Whether "reply all" would reach more people than "reply". */
export function hasMoreRecipients(email: Head, own: readonly string[]): boolean {
  const { to, cc } = recipientsOf('replyAll', email, own);
  return to.length + cc.length > 1;
}

const PREFIX = { reply: /^\s*(re|aw|sv|ré)\s*:/i, forward: /^\s*(fwd?|tr|wg)\s*:/i };

export function subjectOf(kind: Answering, subject: string): string {
  const isForward = kind === 'forward';
  if (PREFIX[isForward ? 'forward' : 'reply'].test(subject)) return subject;
  return `${isForward ? 'Fwd' : 'Re'}: ${subject}`;
}

/** In-Reply-To and References of an answer (RFC 5322 section 3.6.4). */
export function linksOf(body: Body): { inReplyTo: string[]; references: string[] } {
  const before = body.references ?? body.inReplyTo ?? [];
  const own = body.messageId ?? [];
  return { inReplyTo: own, references: [...before, ...own].slice(-50) };
}

type FilePart = Pick<BodyPart, 'blobId' | 'name' | 'type' | 'size' | 'cid'>;

export function attachmentOf(part: FilePart, index: number): Attachment {
  return {
    key: `${part.blobId ?? ''}-${index}`,
    name: part.name ?? '',
    type: part.type,
    size: part.size,
    blobId: part.blobId,
    progress: 1,
    hasFailed: false,
    cid: part.cid,
  };
}

/** A whole message as a file (RFC 2046 section 5.2.1). */
export function messageFile({ blobId, subject, size }: Head): Attachment {
  const name = `${subject.trim() || 'message'}.eml`;
  return attachmentOf({ blobId, name, type: 'message/rfc822', size, cid: null }, 0);
}

export const isEmpty = (compose: Compose): boolean =>
  [compose.to, compose.cc, compose.bcc, compose.attachments].every((it) => it.length === 0) &&
  compose.subject.trim() === '' &&
  withoutSignature(compose.html)
    .replace(/<[^>]*>/g, '')
    .trim() === '';

/** What goes along: not the pictures that were taken out of the text again. */
function partsOf({ attachments, html, quote }: Compose): Attachment[] {
  const shown = cidsIn(html);
  const isShown = (cid: string) =>
    shown.includes(cid) || html.includes(`cid:${cid}`) || quote.includes(`cid:${cid}`);
  return attachments.filter((file) => file.blobId && (!file.cid || isShown(file.cid)));
}

/** The arguments of Email/set create for a draft; `text` is the plain reading of it all. */
export function draftOf(compose: Compose, draftsId: string, text: string): object {
  const { identity } = compose;
  const people = (choices: PersonChoice[]) => (choices.length ? choices.map(addressOf) : null);
  return {
    mailboxIds: { [draftsId]: true },
    keywords: { $draft: true, $seen: true },
    messageId: [compose.messageId],
    inReplyTo: compose.inReplyTo.length ? compose.inReplyTo : null,
    references: compose.references.length ? compose.references : null,
    from: [{ name: identity.name || null, email: identity.email }],
    replyTo: identity.replyTo,
    to: people(compose.to),
    cc: people(compose.cc),
    bcc: people(compose.bcc),
    subject: compose.subject,
    ...(compose.confidential ? { [HEADER]: written(compose.confidential) } : {}),
    bodyValues: {
      text: { value: text },
      html: { value: withEmptyLines(compose.html) + compose.quote },
    },
    textBody: [{ partId: 'text', type: 'text/plain' }],
    htmlBody: [{ partId: 'html', type: 'text/html' }],
    attachments: partsOf(compose).map(({ blobId, name, type, cid }) => ({
      blobId,
      name,
      type,
      disposition: cid ? 'inline' : 'attachment',
      ...(cid ? { cid } : {}),
    })),
  };
}
