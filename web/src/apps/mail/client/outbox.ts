/**
 * The outbox: messages that wait in this browser for a connection, to be sent or stored as drafts.
 * One tab at a time works on a message; the Message-ID and a look at what the server has keep a
 * message from going out twice.
 */
import { useSyncExternalStore } from 'react';
import { jmap } from '@/platform/jmap';
import { currentMe } from '@/platform/session';
import { composerNow, composersNow } from './composers';
import { isOffline, save } from './drafts';
import { dropDraft, keepDraft, keptDrafts, type KeptDraft } from './draftStore';
import { markOriginal, storeDraft, submit } from './storing';
import { uploadMissing } from './uploads';

const RETRY_MS = 5_000;

interface Outbox {
  /** Those that are to be sent. */
  waiting: readonly KeptDraft[];
  /** What the server refused, with its words. */
  refused: ReadonlyMap<string, string>;
}

let outbox: Outbox = { waiting: [], refused: new Map() };
let timer: number | undefined;
let isWorking = false;
const watchers = new Set<() => void>();
let onSent: (count: number) => void = () => undefined;

function publish(next: Partial<Outbox>): void {
  outbox = { ...outbox, ...next };
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useOutbox = (): Outbox => useSyncExternalStore(subscribe, () => outbox);

/** Run only if no other tab is at this message. */
async function alone(key: string, work: () => Promise<void>): Promise<void> {
  if (!navigator.locks) return work();
  await navigator.locks.request(`bureau-mail-${key}`, { ifAvailable: true }, async (lock) => {
    if (lock) await work();
  });
}

/** Upload what is only here, noting each so that no file is uploaded twice. */
async function withUploads(kept: KeptDraft): Promise<KeptDraft> {
  let now = kept;
  for (const file of kept.compose.attachments) {
    const bytes = now.files[file.key];
    if (file.blobId || !bytes) continue;
    const { blobId } = await jmap.upload(kept.compose.accountId, bytes);
    const attachments = now.compose.attachments.map((it) =>
      it.key === file.key ? { ...it, blobId, progress: 1 } : it,
    );
    now = { ...now, compose: { ...now.compose, attachments } };
    await keepDraft(now);
  }
  return now;
}

async function deliver(kept: KeptDraft): Promise<void> {
  const ready = await withUploads(kept);
  try {
    if (ready.wish) {
      const isLate = ready.wish.at !== null && Date.parse(ready.wish.at) < Date.now() + 60_000;
      const wish = isLate ? { at: null } : ready.wish;
      const sent = await submit(ready.compose, wish, 0, ready.isUncertain);
      await markOriginal(sent.compose);
      onSent(1);
    } else await storeDraft(ready.compose, ready.isUncertain);
  } catch (error) {
    if (isOffline(error)) await keepDraft({ ...ready, isUncertain: true });
    throw error;
  }
  await dropDraft(kept.key);
}

async function workOn(kept: KeptDraft): Promise<boolean> {
  try {
    await alone(kept.key, () => deliver(kept));
    return true;
  } catch (error) {
    if (isOffline(error)) return false;
    const words = error instanceof Error ? error.message : '';
    publish({ refused: new Map([...outbox.refused, [kept.key, words]]) });
    return true;
  }
}

/** Look at what waits; try to get rid of it. */
export async function workOff(): Promise<void> {
  if (isWorking) return;
  isWorking = true;
  try {
    await saveOpen();
    for (const kept of await waitingNow()) {
      if (outbox.refused.has(kept.key)) continue;
      if (!(await workOn(kept))) break;
    }
  } finally {
    isWorking = false;
    await look();
  }
}

/** What is kept and not being written in this tab. */
async function waitingNow(): Promise<KeptDraft[]> {
  const kept = await keptDrafts(currentMe()?.id ?? '');
  return kept.filter((it) => it.wish || !composerNow(it.key));
}

async function saveOpen(): Promise<void> {
  for (const { key, state } of composersNow()) {
    uploadMissing(key);
    if (state === 'kept') await save(key).catch(() => undefined);
  }
}

/** Show what waits, and come back while there is something. */
async function look(): Promise<void> {
  const kept = await waitingNow().catch(() => []);
  publish({ waiting: kept.filter((it) => it.wish) });
  window.clearTimeout(timer);
  const isOpenKept = composersNow().some((it) => it.state === 'kept');
  if (kept.some((it) => !outbox.refused.has(it.key)) || isOpenKept) {
    timer = window.setTimeout(() => void workOff(), RETRY_MS);
  }
}

/** Note that something waits. */
export const lookSoon = (): void => {
  window.clearTimeout(timer);
  timer = window.setTimeout(() => void workOff(), RETRY_MS);
  void look();
};

/** Take a message out of the outbox, to go on writing it. */
export async function takeOut(kept: KeptDraft): Promise<void> {
  await dropDraft(kept.key);
  const refused = new Map(outbox.refused);
  refused.delete(kept.key);
  publish({ refused });
  await look();
}

/** Work on the outbox while mail is open; returns the way to stop. */
export function startOutbox(whenSent: (count: number) => void): () => void {
  onSent = whenSent;
  const wake = () => void workOff();
  window.addEventListener('online', wake);
  wake();
  return () => {
    window.removeEventListener('online', wake);
    window.clearTimeout(timer);
  };
}
