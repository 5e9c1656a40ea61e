/**
 * Changes to messages as values: what a verb does to each message, applied at once on screen, sent
 * to the server as patches (RFC 8620 section 5.3), and turned round for Undo.
 */
import type { Head, Mailbox, Role } from './mail';
import { byRole, isIn, isUnread } from './mail';

/** What a message shall have in the end. */
export interface Target {
  mailboxIds: Record<string, true>;
  keywords: Record<string, true>;
}

export type Targets = ReadonlyMap<string, Target>;

export type Verb =
  | { kind: 'archive' }
  | { kind: 'trash' }
  | { kind: 'junk' }
  | { kind: 'inbox' }
  | { kind: 'read'; value: boolean }
  | { kind: 'star'; value: boolean }
  | { kind: 'label'; mailboxId: string; value: boolean };

const targetOf = ({ mailboxIds, keywords }: Head): Target => ({ mailboxIds, keywords });

function withMember(set: Record<string, true>, name: string, value: boolean): Record<string, true> {
  const entries = Object.keys(set).filter((it) => it !== name);
  return Object.fromEntries([...entries, ...(value ? [name] : [])].map((it) => [it, true]));
}

const keyword = (email: Head, name: string, value: boolean): Target => ({
  mailboxIds: email.mailboxIds,
  keywords: withMember(email.keywords, name, value),
});

const moved = (email: Head, mailboxIds: Record<string, true>): Target => ({
  mailboxIds,
  keywords: email.keywords,
});

/** The messages of a conversation that a verb means. */
function meant(verb: Verb, emails: readonly Head[], box: (role: Role) => string): Head[] {
  const inRole = (email: Head, role: Role) => isIn(email, box(role));
  switch (verb.kind) {
    case 'archive':
      return emails.filter((email) => inRole(email, 'inbox'));
    case 'trash':
      return emails.filter((email) => !inRole(email, 'trash'));
    case 'junk':
    case 'inbox': {
      const received = emails.filter((it) => !inRole(it, 'sent') && !inRole(it, 'drafts'));
      return received.length ? received : emails.filter((it) => !inRole(it, 'drafts'));
    }
    case 'read':
      return verb.value ? emails.filter(isUnread) : emails.slice(-1);
    case 'star':
      return verb.value ? emails.slice(-1) : emails.filter((email) => email.keywords.$flagged);
    case 'label':
      return [...emails];
  }
}

function apply(verb: Verb, email: Head, box: (role: Role) => string): Target {
  switch (verb.kind) {
    case 'archive': {
      const rest = withMember(email.mailboxIds, box('inbox'), false);
      return moved(email, Object.keys(rest).length ? rest : { [box('archive')]: true });
    }
    case 'trash':
    case 'junk':
    case 'inbox': {
      // The inbox keeps labels; junk and trash take a message out of everything.
      const isOut = isIn(email, box('junk')) || isIn(email, box('trash'));
      if (verb.kind !== 'inbox' || isOut) return moved(email, { [box(verb.kind)]: true });
      const rest = withMember(email.mailboxIds, box('archive'), false);
      return moved(email, { ...rest, [box('inbox')]: true });
    }
    case 'read':
      return keyword(email, '$seen', verb.value);
    case 'star':
      return keyword(email, '$flagged', verb.value);
    case 'label': {
      const rest = withMember(email.mailboxIds, verb.mailboxId, verb.value);
      return moved(email, Object.keys(rest).length ? rest : { [box('archive')]: true });
    }
  }
}

/** What becomes of each message of the conversations. */
export function targetsOf(
  verb: Verb,
  threads: readonly (readonly Head[])[],
  boxes: readonly Mailbox[],
): Targets {
  const box = (role: Role) => byRole(boxes, role)?.id ?? '';
  const emails = threads.flatMap((thread) => meant(verb, thread, box));
  return new Map(emails.map((email) => [email.id, apply(verb, email, box)]));
}

/** What the messages have now, for Undo. */
export function present(threads: readonly (readonly Head[])[], targets: Targets): Targets {
  const emails = threads.flat().filter((email) => targets.has(email.id));
  return new Map(emails.map((email) => [email.id, targetOf(email)]));
}

const differences = (name: string, before: Record<string, true>, after: Record<string, true>) => [
  ...Object.keys(before)
    .filter((it) => !after[it])
    .map((it) => [`${name}/${it}`, null] as const),
  ...Object.keys(after)
    .filter((it) => !before[it])
    .map((it) => [`${name}/${it}`, true] as const),
];

/** The patch that leads from one state of a message to the other; empty when they are the same. */
export function patchOf(before: Target, after: Target): Record<string, true | null> {
  return Object.fromEntries([
    ...differences('mailboxIds', before.mailboxIds, after.mailboxIds),
    ...differences('keywords', before.keywords, after.keywords),
  ]);
}

export function withTargets(emails: readonly Head[], targets: Targets): Head[] {
  return emails.map((email) => {
    const target = targets.get(email.id);
    return target ? { ...email, ...target } : email;
  });
}
