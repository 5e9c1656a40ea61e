/**
 * Stores and sends what is being written, with JMAP. A stored message cannot change (RFC 8621), so
 * each save makes a new draft and drops the one before. The Message-ID stays the same from the
 * first save to the last try to send: the server sends one Message-ID once.
 */
import { queries } from '@/platform/api';
import {
  jmap,
  type Arguments,
  type GetResult,
  type QueryResult,
  type SetResult,
} from '@/platform/jmap';
import { textOf } from '@/editor/text';
import { toWire } from '@/editor/wire';
import { draftOf, type Compose } from '../model/compose';
import { endOf } from '../model/confidential';
import { byRole, type BodyPart, type Head, type Mailbox } from '../model/mail';
import type { SendWish } from './draftStore';
import { mailboxesNow } from './mailboxes';
import { checkSet, problemOfSet } from './setErrors';

type Batch = ReturnType<typeof jmap.batch>;
type Files = GetResult<{ attachments: BodyPart[] }>;

export interface Sent {
  /** As it was sent; its `draftId` is the message. */
  compose: Compose;
  submissionId: string;
  sendAt: string;
}

/** Messages of the same Message-ID that an attempt whose answer was lost may have left. */
async function copiesOf({ accountId, messageId }: Compose): Promise<Head[]> {
  const batch = jmap.batch();
  const filter = { header: ['Message-ID', messageId] };
  const query = batch.call<QueryResult>('Email/query', { accountId, filter, limit: 20 });
  const emails = batch.call<GetResult<Head>>('Email/get', {
    accountId,
    '#ids': query.ref('/ids'),
    properties: ['id', 'keywords', 'mailboxIds'],
  });
  await batch.send();
  return (await emails.result).list;
}

function draftCalls(batch: Batch, compose: Compose, boxes: readonly Mailbox[], doomed: string[]) {
  const { accountId } = compose;
  const sent = { ...compose, html: toWire(compose.html) };
  const text = textOf(sent.html + sent.quote);
  const set = batch.call<SetResult<Head>>('Email/set', {
    accountId,
    create: { draft: draftOf(sent, byRole(boxes, 'drafts')?.id ?? '', text) },
    // The draft before goes only when the new one is there.
    ...(doomed.length ? { onSuccessDestroy: doomed } : {}),
  });
  const files = batch.call<Files>('Email/get', {
    accountId,
    ids: ['#draft'],
    properties: ['attachments'],
    bodyProperties: ['blobId', 'name', 'type'],
  });
  return { set, files };
}

/** The message as it is stored now, and where its attachments are. */
function settled(compose: Compose, set: SetResult<Head>, files: Files): Compose {
  const failure = set.notCreated?.draft;
  if (failure) throw problemOfSet(failure);
  const stored = [...(files.list[0]?.attachments ?? [])];
  // Parts of the draft before went with it; they are the same parts of the new one.
  const former = `G${compose.draftId}-`;
  const attachments = compose.attachments.map((file) => {
    if (!compose.draftId || !file.blobId?.startsWith(former)) return file;
    const place = stored.findIndex((it) => it.name === file.name && it.type === file.type);
    const [part] = place < 0 ? [] : stored.splice(place, 1);
    return { ...file, blobId: part?.blobId ?? file.blobId };
  });
  return { ...compose, draftId: set.created?.draft?.id ?? null, attachments };
}

const doomedOf = (compose: Compose, copies: readonly Head[]): string[] => {
  const drafts = copies.filter((email) => email.keywords.$draft).map((email) => email.id);
  return [...new Set([...drafts, ...(compose.draftId ? [compose.draftId] : [])])];
};

/** Store it as a draft; returns it with what is stored. */
export async function storeDraft(compose: Compose, isUncertain: boolean): Promise<Compose> {
  const copies = isUncertain ? await copiesOf(compose) : [];
  const boxes = await mailboxesNow(compose.accountId);
  const batch = jmap.batch();
  const { set, files } = draftCalls(batch, compose, boxes, doomedOf(compose, copies));
  await batch.send();
  return settled(compose, await set.result, await files.result);
}

/** Send it, now or later. Whether it was sent by an earlier attempt is found out if in doubt. */
export async function submit(
  compose: Compose,
  wish: SendWish,
  holdSeconds: number,
  isUncertain: boolean,
): Promise<Sent> {
  const copies = isUncertain ? await copiesOf(compose) : [];
  const gone = copies.find((email) => !email.keywords.$draft);
  if (gone) return { compose: { ...compose, draftId: gone.id }, submissionId: '', sendAt: '' };
  const boxes = await mailboxesNow(compose.accountId);
  const batch = jmap.batch();
  const { set, files } = draftCalls(batch, compose, boxes, doomedOf(compose, copies));
  const call = submissionCall(compose, boxes, wish, holdSeconds);
  const sending = batch.call<SetResult<{ id: string; sendAt: string }>>(
    'EmailSubmission/set',
    call,
  );
  try {
    await batch.send();
    const stored = settled(compose, await set.result, await files.result);
    const made = checkSet(await sending.result).created?.send;
    await askReminder(stored, wish);
    return { compose: stored, submissionId: made?.id ?? '', sendAt: made?.sendAt ?? '' };
  } finally {
    void queries.invalidateQueries({ queryKey: ['mail', compose.accountId] });
  }
}

/** What asks the server to wait (RFC 4865), so that sending can be undone or comes later. */
function holdOf(wish: SendWish, holdSeconds: number): Record<string, string> | null {
  if (wish.at) return { HOLDUNTIL: wish.at };
  return holdSeconds > 0 ? { HOLDFOR: String(holdSeconds) } : null;
}

function envelopeOf(compose: Compose, parameters: Record<string, string>): object {
  const everybody = [...compose.to, ...compose.cc, ...compose.bcc];
  return {
    mailFrom: { email: compose.identity.email, parameters },
    rcptTo: [...new Set(everybody.map((one) => one.email))].map((email) => ({
      email,
      parameters: null,
    })),
  };
}

/** Days of reading count from when it leaves. */
function confidentialOf({ confidential }: Compose, { at }: SendWish, holdSeconds: number): object {
  if (!confidential) return {};
  const sentAt = at ? Date.parse(at) : Date.now() + holdSeconds * 1000;
  const { passcode } = confidential;
  return { confidential: { expiresAt: endOf(confidential, sentAt), passcode } };
}

function submissionCall(
  compose: Compose,
  boxes: readonly Mailbox[],
  wish: SendWish,
  holdSeconds: number,
): Arguments {
  const hold = holdOf(wish, holdSeconds);
  const drafts = byRole(boxes, 'drafts')?.id ?? '';
  const target = byRole(boxes, 'sent')?.id ?? '';
  return {
    accountId: compose.accountId,
    create: {
      send: {
        identityId: compose.identity.id,
        emailId: '#draft',
        ...confidentialOf(compose, wish, holdSeconds),
        ...(hold ? { envelope: envelopeOf(compose, hold) } : {}),
      },
    },
    onSuccessUpdateEmail: {
      '#send': {
        [`mailboxIds/${drafts}`]: null,
        [`mailboxIds/${target}`]: true,
        'keywords/$draft': null,
        'keywords/$seen': true,
      },
    },
  };
}

const DAY_MS = 86_400_000;

/** The message comes back to the inbox if nobody answers; it is sent whether that works or not. */
async function askReminder(compose: Compose, { at }: SendWish): Promise<void> {
  const { accountId, draftId, followUpDays } = compose;
  if (!followUpDays || !draftId) return;
  const moment = (at ? Date.parse(at) : Date.now()) + followUpDays * DAY_MS;
  const followUp = { at: new Date(moment).toISOString() };
  await jmap
    .call('Email/set', { accountId, update: { [draftId]: { followUp } } })
    .catch(() => undefined);
}

/** Note on the message that it was answered or forwarded; nothing depends on it. */
export async function markOriginal({ accountId, originalId, kind }: Compose): Promise<void> {
  if (!originalId || kind === 'new') return;
  const keyword = kind === 'forward' ? 'keywords/$forwarded' : 'keywords/$answered';
  const update = { [originalId]: { [keyword]: true } };
  await jmap.call('Email/set', { accountId, update }).catch(() => undefined);
}

/** Take back what is still held; the server makes it a draft again. */
export async function takeBack(accountId: string, submissionId: string): Promise<void> {
  const update = { [submissionId]: { undoStatus: 'canceled' } };
  checkSet(await jmap.call<SetResult<object>>('EmailSubmission/set', { accountId, update }));
  void queries.invalidateQueries({ queryKey: ['mail', accountId] });
}

/** Remove a stored draft. */
export async function destroyDraft(accountId: string, draftId: string): Promise<void> {
  checkSet(await jmap.call<SetResult<Head>>('Email/set', { accountId, destroy: [draftId] }));
  void queries.invalidateQueries({ queryKey: ['mail', accountId] });
}
