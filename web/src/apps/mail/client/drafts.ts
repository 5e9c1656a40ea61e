/**
 * Keeps what is being written: saves drafts a moment after the last change, sends, discards.
 * A stored message cannot change (RFC 8621), so each save makes a new draft and drops the old one;
 * the saves of one message follow one another.
 */
import { queries } from '@/platform/api';
import { jmap, type Arguments, type GetResult, type SetResult } from '@/platform/jmap';
import { toast } from '@/ui';
import { textOf } from '@/editor/text';
import { draftOf, isEmpty, type Compose } from '../model/compose';
import { byRole, type BodyPart, type Head, type Mailbox } from '../model/mail';
import { composerNow, patchComposer, removeComposer } from './composers';
import { mailboxesNow } from './mailboxes';
import { checkSet, problemOfSet } from './setErrors';
import { stopUploads, uploadsOf } from './uploads';

const QUIET_MS = 1200;
const timers = new Map<string, number>();
const running = new Map<string, Promise<unknown>>();

/** Run after what is running for this message; failures of earlier work do not stop it. */
function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (running.get(key) ?? Promise.resolve()).catch(() => undefined).then(work);
  running.set(key, turn);
  return turn;
}

/** Change what is being written; it is saved soon. */
export function edit(key: string, patch: Partial<Compose>): void {
  patchComposer(key, { ...patch, state: 'changed' });
  saveSoon(key);
}

export function saveSoon(key: string): void {
  window.clearTimeout(timers.get(key));
  timers.set(
    key,
    window.setTimeout(() => void save(key).catch(() => undefined), QUIET_MS),
  );
}

export function save(key: string): Promise<void> {
  window.clearTimeout(timers.get(key));
  return inTurn(key, () => saveNow(key));
}

async function saveNow(key: string): Promise<void> {
  const compose = composerNow(key);
  if (!compose || compose.state !== 'changed' || (isEmpty(compose) && !compose.draftId)) return;
  patchComposer(key, { state: 'saving' });
  try {
    const boxes = await mailboxesNow(compose.accountId);
    const batch = jmap.batch();
    const { set, files } = draftCalls(batch, compose, boxes);
    await batch.send();
    await settle(key, await set.result, await files.result);
    const isUnchanged = composerNow(key)?.state === 'saving';
    if (isUnchanged) patchComposer(key, { state: 'saved' });
  } catch (error) {
    patchComposer(key, { state: 'failed' });
    throw error;
  }
}

/** Add the calls that store a draft in place of the one before and read its attachments' ids. */
function draftCalls(
  batch: ReturnType<typeof jmap.batch>,
  compose: Compose,
  boxes: readonly Mailbox[],
) {
  const { accountId } = compose;
  const text = textOf(compose.html + compose.quote);
  const set = batch.call<SetResult<Head>>('Email/set', {
    accountId,
    create: { draft: draftOf(compose, byRole(boxes, 'drafts')?.id ?? '', text) },
    ...(compose.draftId ? { destroy: [compose.draftId] } : {}),
  });
  const files = batch.call<GetResult<{ attachments: BodyPart[] }>>('Email/get', {
    accountId,
    ids: ['#draft'],
    properties: ['attachments'],
    bodyProperties: ['blobId', 'name', 'type'],
  });
  return { set, files };
}

/** Note the new draft, and where its attachments are now. */
async function settle(
  key: string,
  set: SetResult<Head>,
  files: GetResult<{ attachments: BodyPart[] }>,
): Promise<void> {
  const failure = set.notCreated?.draft;
  if (failure) throw problemOfSet(failure);
  const stored = files.list[0]?.attachments ?? [];
  const compose = composerNow(key);
  if (!compose) return;
  // Parts of the draft before went with it; they are the same parts of the new one.
  const former = `G${compose.draftId}-`;
  const attachments = compose.attachments.map((file) => {
    if (!compose.draftId || !file.blobId?.startsWith(former)) return file;
    const place = stored.findIndex((it) => it.name === file.name && it.type === file.type);
    const [part] = place < 0 ? [] : stored.splice(place, 1);
    return { ...file, blobId: part?.blobId ?? file.blobId };
  });
  patchComposer(key, { draftId: set.created?.draft?.id ?? null, attachments });
}

/** Send it. On success the composer closes; on failure it stays, its draft saved. */
export async function sendMessage(key: string, words: { sent: string }): Promise<void> {
  window.clearTimeout(timers.get(key));
  await uploadsOf(key);
  await inTurn(key, () => sendNow(key));
  toast.show(words.sent, { tone: 'success' });
  removeComposer(key);
}

async function sendNow(key: string): Promise<void> {
  const compose = composerNow(key);
  if (!compose) return;
  patchComposer(key, { state: 'sending' });
  try {
    const boxes = await mailboxesNow(compose.accountId);
    const batch = jmap.batch();
    const { set, files } = draftCalls(batch, compose, boxes);
    const sending = batch.call<SetResult<object>>(
      'EmailSubmission/set',
      submissionOf(compose, boxes),
    );
    await batch.send();
    await settle(key, await set.result, await files.result);
    checkSet(await sending.result);
  } catch (error) {
    patchComposer(key, { state: 'failed' });
    throw error;
  } finally {
    void queries.invalidateQueries({ queryKey: ['mail', compose.accountId] });
  }
}

function submissionOf({ accountId, identity }: Compose, boxes: readonly Mailbox[]): Arguments {
  const drafts = byRole(boxes, 'drafts')?.id ?? '';
  const sent = byRole(boxes, 'sent')?.id ?? '';
  return {
    accountId,
    create: { send: { identityId: identity.id, emailId: '#draft' } },
    onSuccessUpdateEmail: {
      '#send': {
        [`mailboxIds/${drafts}`]: null,
        [`mailboxIds/${sent}`]: true,
        'keywords/$draft': null,
        'keywords/$seen': true,
      },
    },
  };
}

/** Close it and keep the draft. */
export async function closeComposer(key: string): Promise<void> {
  try {
    await uploadsOf(key);
    await save(key);
    removeComposer(key);
  } catch (error) {
    toast.problem(error);
  }
}

/** Throw it away, with its draft. */
export async function discard(key: string): Promise<void> {
  window.clearTimeout(timers.get(key));
  stopUploads(key);
  const { accountId } = composerNow(key) ?? { accountId: '' };
  await inTurn(key, async () => {
    const draftId = composerNow(key)?.draftId;
    removeComposer(key);
    if (!draftId) return;
    checkSet(await jmap.call<SetResult<Head>>('Email/set', { accountId, destroy: [draftId] }));
  }).catch(toast.problem);
  void queries.invalidateQueries({ queryKey: ['mail', accountId] });
}
