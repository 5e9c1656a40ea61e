/**
 * Keeps what is being written: in this browser at once, on the server a moment after the last
 * change. The saves of one message follow one another.
 */
import { asProblem, OFFLINE } from '@/platform/api';
import { toast } from '@/ui';
import { currentMe } from '@/platform/session';
import { isEmpty, type Compose } from '../model/compose';
import { addComposer, composerNow, patchComposer, removeComposer } from './composers';
import { dropDraft, keepDraft, type SendWish } from './draftStore';
import { fileOf, filesOf, stopUploads, uploadsOf } from './files';
import { destroyDraft, storeDraft } from './storing';

const QUIET_MS = 1200;
const KEEP_MS = 300;
const saving = new Map<string, number>();
const keeping = new Map<string, number>();
const running = new Map<string, Promise<unknown>>();
/** Messages of which an answer was lost: the server may have more of them than we know. */
const uncertain = new Set<string>();

/** Run after what is running for this message; failures of earlier work do not stop it. */
export function inTurn<T>(key: string, work: () => Promise<T>): Promise<T> {
  const turn = (running.get(key) ?? Promise.resolve()).catch(() => undefined).then(work);
  running.set(key, turn);
  return turn;
}

export const isOffline = (error: unknown): boolean => asProblem(error).status === OFFLINE;
export const isUncertain = (key: string): boolean => uncertain.has(key);
export const noteUncertain = (key: string): void => void uncertain.add(key);

/** Change what is being written; it is kept and saved soon. */
export function edit(key: string, patch: Partial<Compose>): void {
  patchComposer(key, { ...patch, state: 'changed' });
  saveSoon(key);
}

function again(timers: Map<string, number>, key: string, ms: number, work: () => unknown): void {
  window.clearTimeout(timers.get(key));
  timers.set(
    key,
    window.setTimeout(() => work(), ms),
  );
}

export function saveSoon(key: string): void {
  again(keeping, key, KEEP_MS, () => keep(key).catch(() => undefined));
  again(saving, key, QUIET_MS, () => save(key).catch(() => undefined));
}

export function stopSaving(key: string): void {
  window.clearTimeout(saving.get(key));
  window.clearTimeout(keeping.get(key));
}

/** Keep it in this browser, with the wish to send if there is one. */
export async function keep(key: string, wish: SendWish | null = null): Promise<void> {
  const compose = composerNow(key);
  if (!compose || isEmpty(compose)) return;
  await keepDraft({
    key,
    owner: currentMe()?.id ?? '',
    compose,
    files: filesOf(compose.attachments),
    wish,
    isUncertain: uncertain.has(key),
    changedAt: Date.now(),
  });
}

export function save(key: string): Promise<void> {
  window.clearTimeout(saving.get(key));
  return inTurn(key, () => saveNow(key));
}

const isWaiting = ({ state }: Compose) =>
  state === 'changed' || state === 'kept' || state === 'failed';

async function saveNow(key: string): Promise<void> {
  const compose = composerNow(key);
  if (!compose || !isWaiting(compose) || (isEmpty(compose) && !compose.draftId)) return;
  patchComposer(key, { state: 'saving' });
  try {
    const stored = await storeDraft(compose, uncertain.has(key));
    uncertain.delete(key);
    await noteStored(key, compose, stored);
  } catch (error) {
    await noteFailure(key, error);
    throw error;
  }
}

/** What is stored, beside what was changed meanwhile. */
async function noteStored(key: string, before: Compose, stored: Compose): Promise<void> {
  const now = composerNow(key);
  if (!now) return;
  const blobs = new Map(stored.attachments.map((file) => [file.key, file.blobId]));
  const attachments = now.attachments.map((file) => {
    const isSame = before.attachments.some(
      (it) => it.key === file.key && it.blobId === file.blobId,
    );
    return isSame ? { ...file, blobId: blobs.get(file.key) ?? file.blobId } : file;
  });
  const isUnchanged = now.state === 'saving';
  patchComposer(key, {
    draftId: stored.draftId,
    attachments,
    ...(isUnchanged ? { state: 'saved' as const } : {}),
  });
  if (isUnchanged && attachments.every((file) => file.blobId)) await dropDraft(key);
}

async function noteFailure(key: string, error: unknown): Promise<void> {
  if (composerNow(key)?.state !== 'saving') return;
  if (!isOffline(error)) return patchComposer(key, { state: 'failed' });
  uncertain.add(key);
  const isKept = await keep(key).then(
    () => true,
    () => false,
  );
  patchComposer(key, { state: isKept ? 'kept' : 'failed' });
}

/** Close it and keep the draft. Without a connection it stays in this browser until there is one. */
export async function closeComposer(key: string): Promise<void> {
  try {
    await uploadsOf(key);
    await save(key);
  } catch (error) {
    if (composerNow(key)?.state !== 'kept') return void toast.problem(error);
  }
  removeComposer(key);
}

/** Throw it away, with its draft; it can be had back for a moment. */
export async function discard(key: string, words: string): Promise<void> {
  stopSaving(key);
  stopUploads(key);
  const compose = composerNow(key);
  if (!compose) return;
  removeComposer(key);
  await dropDraft(key).catch(() => undefined);
  await inTurn(key, async () => {
    if (compose.draftId) await destroyDraft(compose.accountId, compose.draftId);
  }).catch(toast.problem);
  if (isEmpty(compose)) return;
  toast.show(words, { undo: () => restore(compose) });
}

/** Put what was thrown away back as it was. */
function restore(compose: Compose): void {
  const attachments = compose.attachments.filter(
    (file) => fileOf(file.key) || !file.blobId?.startsWith(`G${compose.draftId}-`),
  );
  addComposer({ ...compose, draftId: null, attachments, state: 'changed' });
  saveSoon(compose.key);
}
