/** The objects of JMAP mail (RFC 8621) that the client works with, and the rows it makes of them. */

import type { HEADER, Standing } from './confidential';

export type Role =
  | 'inbox'
  | 'drafts'
  | 'sent'
  | 'archive'
  | 'junk'
  | 'trash'
  | 'important'
  | 'snoozed'
  | 'scheduled';

/** The tabs of the inbox, in their order. */
export const categories = ['primary', 'social', 'promotions', 'updates', 'forums'] as const;
export type Category = (typeof categories)[number];
export const isCategory = (name: string): name is Category => categories.some((it) => it === name);

export interface Mailbox {
  id: string;
  name: string;
  parentId: string | null;
  role: Role | null;
  sortOrder: number;
  totalEmails: number;
  unreadEmails: number;
  totalThreads: number;
  unreadThreads: number;
  color: string;
  /** Set on the mailboxes that are tabs of the inbox. */
  category?: Category | '';
}

/** What our server found out about where a message came from. */
export interface Trust {
  spf?: string;
  dkim?: string;
  dmarc?: string;
  arc?: string;
  author?: 'proven' | 'unproven' | 'failed';
  external?: boolean;
  /** From 0 to 1. */
  spam?: number;
  reasons?: string[];
}

export interface Unsubscribe {
  url?: string;
  mailto?: string;
  oneClick: boolean;
}

export interface Address {
  name: string | null;
  email: string;
}

/** What lists know of a message. */
export interface Head {
  id: string;
  blobId: string;
  threadId: string;
  mailboxIds: Record<string, true>;
  keywords: Record<string, true>;
  size: number;
  receivedAt: string;
  from: Address[] | null;
  to: Address[] | null;
  cc: Address[] | null;
  bcc: Address[] | null;
  replyTo: Address[] | null;
  subject: string;
  hasAttachment: boolean;
  preview: string;
  snoozed?: { until: string } | null;
  /** In shared mailboxes: who takes care of the conversation. */
  care?: {
    assignee: { id: string; name: string } | null;
    state: 'open' | 'done';
    notes: number;
  } | null;
}

export const headProperties: readonly (keyof Head)[] = [
  'id',
  'blobId',
  'threadId',
  'mailboxIds',
  'keywords',
  'size',
  'receivedAt',
  'from',
  'to',
  'cc',
  'bcc',
  'replyTo',
  'subject',
  'hasAttachment',
  'preview',
  'snoozed',
  'care',
];

export interface BodyPart {
  partId: string | null;
  blobId: string | null;
  size: number;
  name: string | null;
  type: string;
  disposition: string | null;
  cid: string | null;
}

/** What a reader needs of a message beyond its head; it never changes. */
export interface Body {
  id: string;
  messageId: string[] | null;
  references: string[] | null;
  inReplyTo: string[] | null;
  subject: string;
  sentAt: string | null;
  /** Null where the server says nothing about it. */
  trust: Trust | null;
  unsubscribe: Unsubscribe | null;
  /** As it stood when the body was read. */
  confidential: Standing | null;
  /** What a draft that is to be confidential keeps. */
  [HEADER]?: string | null;
  textBody: BodyPart[];
  htmlBody: BodyPart[];
  attachments: BodyPart[];
  bodyValues: Record<string, { value: string; isTruncated: boolean }>;
}

export interface Identity {
  id: string;
  name: string;
  email: string;
  replyTo: Address[] | null;
  bcc: Address[] | null;
  textSignature: string;
  htmlSignature: string;
  /** Those of answers and forwarded mail; empty means the same ones. */
  replyTextSignature?: string;
  replyHtmlSignature?: string;
}

/** A conversation in a list; `lead` is the message that put it at its place. */
export interface Row {
  id: string;
  lead: string;
  /** Oldest first. */
  emails: Head[];
}

export const isUnread = (email: Head): boolean => !email.keywords.$seen && !email.keywords.$draft;
export const isStarred = (email: Head): boolean => email.keywords.$flagged === true;
export const isMuted = (email: Head): boolean => email.keywords.$muted === true;
export const isDraft = (email: Head): boolean => email.keywords.$draft === true;
export const isIn = (email: Head, mailboxId: string): boolean =>
  email.mailboxIds[mailboxId] === true;

export const byRole = (boxes: readonly Mailbox[], role: Role): Mailbox | undefined =>
  boxes.find((box) => box.role === role);

export const byCategory = (boxes: readonly Mailbox[], category: Category): Mailbox | undefined =>
  boxes.find((box) => box.category === category);

/** A label that the person made. */
export const isLabel = (box: Mailbox): boolean => box.role === null && !box.category;

/** The mailboxes that sort the inbox: what leaves the inbox leaves them. */
export const categoryIds = (boxes: readonly Mailbox[]): string[] =>
  boxes.filter((box) => box.category).map((box) => box.id);

/** The id of the inbox's first tab: all of the inbox that is in no other tab. */
export const FIRST_TAB = 'primary';

const otherTabs = (boxes: readonly Mailbox[]): Mailbox[] =>
  boxes.filter((box) => box.category && box.category !== 'primary');

/** Whether the inbox has more than its first tab. */
export const hasTabs = (boxes: readonly Mailbox[]): boolean => otherTabs(boxes).length > 0;

export const isInFirstTab = (email: Head, boxes: readonly Mailbox[]): boolean =>
  isIn(email, byRole(boxes, 'inbox')?.id ?? '') &&
  !otherTabs(boxes).some((box) => isIn(email, box.id));

/**
 * What is in the first tab, as a filter. Where each message of the inbox has its category that is
 * one mailbox; mail from before, or that another program put there, may have none.
 */
export function firstTabFilter(boxes: readonly Mailbox[]): Record<string, unknown> {
  const inbox = byRole(boxes, 'inbox');
  const first = byCategory(boxes, 'primary');
  const others = otherTabs(boxes);
  const sorted = [...others, ...(first ? [first] : [])];
  const count = sorted.reduce((sum, box) => sum + box.totalEmails, 0);
  if (first && count === inbox?.totalEmails) return { inMailbox: first.id };
  const elsewhere = others.map((box) => ({ inMailbox: box.id }));
  return {
    operator: 'AND',
    conditions: [{ inMailbox: inbox?.id ?? '' }, { operator: 'NOT', conditions: elsewhere }],
  };
}
