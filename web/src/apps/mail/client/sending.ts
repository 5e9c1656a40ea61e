/** Sends a message being written: with Undo, later, or from the outbox when there is no connection. */
import { OFFLINE, ProblemError } from '@/platform/api';
import { jmap } from '@/platform/jmap';
import { toast } from '@/ui';
import type { Compose } from '../model/compose';
import { addComposer, composerNow, patchComposer, removeComposer } from './composers';
import { inTurn, isOffline, isUncertain, keep, noteUncertain, stopSaving } from './drafts';
import { dropDraft, type SendWish } from './draftStore';
import { uploadsOf } from './files';
import { lookSoon } from './outbox';
import { settingsNow } from './settings';
import { upload } from './uploads';
import { markOriginal, submit, takeBack, type Sent } from './storing';

export interface SendWords {
  sent: string;
  undone: string;
  scheduled: string;
  waiting: string;
}

const SUBMISSION = 'urn:ietf:params:jmap:submission';

/** For how long the server can hold a message of this account; 0 where it cannot. */
export async function longestHold(accountId: string): Promise<number> {
  const { accounts } = await jmap.session();
  const ability = accounts[accountId]?.accountCapabilities[SUBMISSION];
  const seconds = (ability as { maxDelayedSend?: unknown } | undefined)?.maxDelayedSend;
  return typeof seconds === 'number' ? seconds : 0;
}

/** Send it. On success the composer closes; on failure it stays, its draft saved. */
export async function sendMessage(key: string, wish: SendWish, words: SendWords): Promise<void> {
  stopSaving(key);
  patchComposer(key, { state: 'sending' });
  await uploadsOf(key);
  const before = composerNow(key);
  if (!before) return;
  try {
    const sent = await inTurn(key, () => sendNow(key, wish));
    removeComposer(key);
    await dropDraft(key).catch(() => undefined);
    void markOriginal(sent.compose);
    announce(sent, wish, words);
  } catch (error) {
    if (!isOffline(error)) {
      patchComposer(key, { state: 'failed' });
      throw error;
    }
    await putIntoOutbox(key, wish, words);
  }
}

async function sendNow(key: string, wish: SendWish): Promise<Sent> {
  const compose = composerNow(key);
  if (!compose) throw new Error('closed');
  const hold = Math.min(settingsNow().undo_s, await longestHold(compose.accountId));
  return submit(await withFiles(compose), wish, hold, isUncertain(key));
}

/** Upload what an earlier break of the connection left here. */
async function withFiles(compose: Compose): Promise<Compose> {
  const missing = compose.attachments.filter((file) => !file.blobId);
  if (missing.length === 0) return compose;
  for (const file of missing) await upload(compose.key, file.key);
  const now = composerNow(compose.key) ?? compose;
  if (now.attachments.some((file) => !file.blobId)) {
    throw new ProblemError(OFFLINE, 'offline', '', 'NET');
  }
  return now;
}

/** It goes out when there is a connection again, even if this page is closed until then. */
async function putIntoOutbox(key: string, wish: SendWish, words: SendWords): Promise<void> {
  noteUncertain(key);
  await keep(key, wish);
  const compose = composerNow(key);
  removeComposer(key);
  lookSoon();
  toast.show(words.waiting, {
    undo: async () => {
      await dropDraft(key);
      if (compose) reopen(compose);
    },
  });
}

const reopen = (compose: Compose) => addComposer({ ...compose, state: 'changed' });

function announce(sent: Sent, wish: SendWish, words: SendWords): void {
  const { compose, submissionId } = sent;
  const held = wish.at !== null || Date.parse(sent.sendAt) > Date.now();
  const undo = async () => {
    try {
      await takeBack(compose.accountId, submissionId);
      addComposer({ ...compose, state: 'saved' });
      toast.show(words.undone);
    } catch (error) {
      toast.problem(error);
    }
  };
  toast.show(wish.at ? words.scheduled : words.sent, {
    tone: 'success',
    ...(held && submissionId ? { undo, forMs: Math.max(5, settingsNow().undo_s) * 1000 } : {}),
  });
}
