/**
 * Changes to messages as values: what a verb does to each message, applied at once on screen, sent
 * to the server as patches (RFC 8620 section 5.3), and turned round for Undo.
 */
import type { Head, Mailbox, Role } from './mail';
import { byCategory, byRole, categoryIds, isIn, isMuted, isUnread } from './mail';

/** What a message shall have in the end. */
export interface Target {
  mailboxIds: Record<string, true>;
  keywords: Record<string, true>;
  snoozed: { until: string } | null;
}

export type Targets = ReadonlyMap<string, Target>;

export type Verb =
  | { kind: 'archive' }
  | { kind: 'trash' }
  | { kind: 'junk' }
  | { kind: 'phishing' }
  | { kind: 'inbox' }
  | { kind: 'read'; value: boolean }
  | { kind: 'star'; value: boolean }
  | { kind: 'mute'; value: boolean }
  | { kind: 'important'; value: boolean }
  | { kind: 'snooze'; until: string }
  | { kind: 'wake' }
  | { kind: 'move'; mailboxId: string; from: string }
  | { kind: 'category'; mailboxId: string }
  | { kind: 'label'; mailboxId: string; value: boolean };

/** The mailboxes that verbs lead to and from. */
export interface Places {
  box: (role: Role) => string;
  categories: readonly string[];
  primary: string;
}

export const placesOf = (boxes: readonly Mailbox[]): Places => ({
  box: (role) => byRole(boxes, role)?.id ?? '',
  categories: categoryIds(boxes),
  primary: byCategory(boxes, 'primary')?.id ?? '',
});

const targetOf = ({ mailboxIds, keywords, snoozed }: Head): Target => ({
  mailboxIds,
  keywords,
  snoozed: snoozed ?? null,
});

function withMember(set: Record<string, true>, name: string, value: boolean): Record<string, true> {
  const entries = Object.keys(set).filter((it) => it !== name);
  return Object.fromEntries([...entries, ...(value && name ? [name] : [])].map((it) => [it, true]));
}

const keyword = (email: Head, name: string, value: boolean): Target => ({
  ...targetOf(email),
  keywords: withMember(email.keywords, name, value),
});

const moved = (email: Head, mailboxIds: Record<string, true>): Target => ({
  ...targetOf(email),
  mailboxIds,
});

/** Without these mailboxes; a message that has no other place goes to `rest`. */
function without(email: Head, ids: readonly string[], rest: string): Record<string, true> {
  const kept = Object.keys(email.mailboxIds).filter((id) => !ids.includes(id));
  return Object.fromEntries((kept.length ? kept : [rest]).map((id) => [id, true]));
}

const leavingInbox = (email: Head, { box, categories }: Places): Record<string, true> =>
  without(email, [box('inbox'), ...categories], box('archive'));

function enteringInbox(email: Head, { box, categories, primary }: Places): Record<string, true> {
  const rest = without(email, [box('archive'), box('snoozed')], box('inbox'));
  const hasCategory = categories.some((id) => isIn(email, id));
  return {
    ...rest,
    [box('inbox')]: true,
    ...(primary && !hasCategory ? { [primary]: true as const } : {}),
  };
}

/** What others wrote, where somebody did; never drafts. */
function received(emails: readonly Head[], { box }: Places): Head[] {
  const stored = emails.filter((email) => !isIn(email, box('drafts')));
  const fromOthers = stored.filter((email) => !isIn(email, box('sent')));
  return fromOthers.length ? fromOthers : stored;
}

/** The messages of a conversation that a verb means. */
function meant(verb: Verb, emails: readonly Head[], places: Places): Head[] {
  const inRole = (email: Head, role: Role) => isIn(email, places.box(role));
  switch (verb.kind) {
    case 'archive':
      return emails.filter((email) => inRole(email, 'inbox'));
    case 'trash':
      return emails.filter((email) => !inRole(email, 'trash'));
    case 'junk':
    case 'inbox':
      return received(emails, places);
    case 'snooze': {
      const here = emails.filter((it) => inRole(it, 'inbox') || inRole(it, 'snoozed'));
      return here.length ? here : received(emails, places).slice(-1);
    }
    case 'wake':
      return emails.filter((email) => inRole(email, 'snoozed'));
    case 'move':
      return verb.from ? emails.filter((email) => isIn(email, verb.from)) : [...emails];
    case 'category':
      return emails.filter((email) => inRole(email, 'inbox'));
    case 'read':
      return verb.value ? emails.filter(isUnread) : emails.slice(-1);
    case 'star':
      return verb.value ? emails.slice(-1) : emails.filter((email) => email.keywords.$flagged);
    case 'mute':
      return emails.filter((email) => isMuted(email) !== verb.value);
    case 'phishing':
    case 'important':
    case 'label':
      return [...emails];
  }
}

function apply(verb: Verb, email: Head, places: Places): Target {
  const { box } = places;
  switch (verb.kind) {
    case 'archive':
      return moved(email, leavingInbox(email, places));
    case 'trash':
    case 'junk':
    case 'inbox': {
      // The inbox keeps labels; junk and trash take a message out of everything.
      const isOut = isIn(email, box('junk')) || isIn(email, box('trash'));
      if (verb.kind !== 'inbox') return moved(email, { [box(verb.kind)]: true });
      const back = enteringInbox(isOut ? { ...email, mailboxIds: {} } : email, places);
      // Who takes it out of junk says that it is no trick either.
      return { ...keyword(email, '$phishing', false), mailboxIds: back };
    }
    case 'phishing':
      return { ...keyword(email, '$phishing', true), mailboxIds: { [box('junk')]: true } };
    case 'snooze': {
      const rest = withMember(leavingInbox(email, places), box('archive'), false);
      return {
        ...moved(email, withMember(rest, box('snoozed'), true)),
        snoozed: { until: verb.until },
      };
    }
    case 'wake':
      return { ...moved(email, enteringInbox(email, places)), snoozed: null };
    case 'move': {
      const left = [verb.from, box('inbox'), box('archive'), ...places.categories];
      const rest = without(email, left, verb.mailboxId);
      return moved(email, withMember(rest, verb.mailboxId, true));
    }
    case 'category': {
      const rest = without(email, places.categories, verb.mailboxId);
      return moved(email, withMember(rest, verb.mailboxId, true));
    }
    case 'read':
      return keyword(email, '$seen', verb.value);
    case 'star':
      return keyword(email, '$flagged', verb.value);
    case 'mute': {
      const isLeaving = verb.value && isIn(email, box('inbox'));
      const target = keyword(email, '$muted', verb.value);
      return isLeaving ? { ...target, mailboxIds: leavingInbox(email, places) } : target;
    }
    case 'important':
      return moved(email, withMember(email.mailboxIds, box('important'), verb.value));
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
  const places = placesOf(boxes);
  const emails = threads.flatMap((thread) => meant(verb, thread, places));
  return new Map(emails.map((email) => [email.id, apply(verb, email, places)]));
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

export type Patch = Record<string, true | null | { until: string }>;

/** The patch that leads from one state of a message to the other; empty when they are the same. */
export function patchOf(before: Target, after: Target): Patch {
  const isWoken = before.snoozed?.until !== after.snoozed?.until;
  return Object.fromEntries([
    // Snoozing moves the message on the server, which knows the mailboxes that are meant.
    ...(isWoken && after.snoozed
      ? []
      : differences('mailboxIds', before.mailboxIds, after.mailboxIds)),
    ...differences('keywords', before.keywords, after.keywords),
    ...(isWoken ? [['snoozed', after.snoozed] as const] : []),
  ]);
}

/** One patch for every message that a filter finds; null for verbs that need to see each. */
export function bulkPatchOf(verb: Verb, boxes: readonly Mailbox[]): Patch | null {
  const { box, categories } = placesOf(boxes);
  const gone = Object.fromEntries(
    [box('inbox'), ...categories].map((id) => [`mailboxIds/${id}`, null] as const),
  );
  switch (verb.kind) {
    case 'archive':
      return { ...gone, [`mailboxIds/${box('archive')}`]: true };
    case 'trash':
    case 'junk':
      return { mailboxIds: { [box(verb.kind)]: true } as never };
    case 'inbox':
      return {
        [`mailboxIds/${box('inbox')}`]: true,
        [`mailboxIds/${box('archive')}`]: null,
        [`mailboxIds/${box('junk')}`]: null,
        [`mailboxIds/${box('trash')}`]: null,
      };
    case 'read':
      return { 'keywords/$seen': verb.value || null };
    case 'star':
      return { 'keywords/$flagged': verb.value || null };
    case 'mute':
      return { 'keywords/$muted': verb.value || null };
    case 'important':
      return { [`mailboxIds/${box('important')}`]: verb.value || null };
    case 'label':
      return { [`mailboxIds/${verb.mailboxId}`]: verb.value || null };
    case 'move':
      return {
        ...gone,
        ...(verb.from ? { [`mailboxIds/${verb.from}`]: null } : {}),
        [`mailboxIds/${verb.mailboxId}`]: true,
      };
    case 'phishing':
    case 'snooze':
    case 'wake':
    case 'category':
      return null;
  }
}

export function withTargets(emails: readonly Head[], targets: Targets): Head[] {
  return emails.map((email) => {
    const target = targets.get(email.id);
    return target ? { ...email, ...target } : email;
  });
}
