/** Attaches files and pictures to a message being written: uploads them with progress. */
import { asProblem, OFFLINE } from '@/platform/api';
import { toast } from '@/ui';
import type { Picture } from '@/editor/wire';
import type { Attachment } from '../model/compose';
import { composerNow, patchComposer } from './composers';
import { edit, saveSoon } from './drafts';
import { noteFile, sendFile, stopUpload } from './files';

/** Larger files are too much for most mail servers; they go into Drive. */
export const LARGEST_BYTES = 25_000_000;

function patchFile(key: string, fileKey: string, patch: Partial<Attachment>): void {
  const attachments = composerNow(key)?.attachments.map((file) =>
    file.key === fileKey ? { ...file, ...patch } : file,
  );
  if (attachments) patchComposer(key, { attachments });
}

const ABORTED = -1;

/** Upload a file that is among the attachments already. */
export async function upload(key: string, fileKey: string): Promise<void> {
  const accountId = composerNow(key)?.accountId;
  if (!accountId) return;
  patchFile(key, fileKey, { hasFailed: false, progress: 0 });
  try {
    // Sent is not stored: the last share comes with the answer.
    const blob = await sendFile(key, accountId, fileKey, (share) =>
      patchFile(key, fileKey, { progress: Math.min(share, 0.99) }),
    );
    patchFile(key, fileKey, { blobId: blob.blobId, progress: 1 });
    if (composerNow(key)) edit(key, {});
  } catch (error) {
    const { status } = asProblem(error);
    // Without a connection it waits; the outbox uploads it later.
    if (status === ABORTED || !composerNow(key)) return;
    if (status === OFFLINE) return saveSoon(key);
    patchFile(key, fileKey, { hasFailed: true });
    toast.problem(error);
  }
}

function add(key: string, file: File, cid: string | null): string {
  const fileKey = crypto.randomUUID();
  noteFile(fileKey, file);
  const entry: Attachment = {
    key: fileKey,
    name: file.name,
    type: file.type || 'application/octet-stream',
    size: file.size,
    blobId: null,
    progress: 0,
    hasFailed: false,
    cid,
  };
  const before = composerNow(key)?.attachments ?? [];
  patchComposer(key, { attachments: [...before, entry], state: 'changed' });
  void upload(key, fileKey);
  return fileKey;
}

/** Attach files; those too large to be mailed are returned. */
export function attach(key: string, files: readonly File[]): File[] {
  const compose = composerNow(key);
  if (!compose) return [];
  let room = LARGEST_BYTES - compose.attachments.reduce((sum, file) => sum + file.size, 0);
  return files.filter((file) => {
    if (file.size > room) return true;
    room -= file.size;
    add(key, file, null);
    return false;
  });
}

/** Keep a picture that was put into the text. */
export function keepPicture(key: string, file: File): Picture {
  const domain = composerNow(key)?.identity.email.split('@')[1] ?? 'localhost';
  const cid = `${crypto.randomUUID()}@${domain}`;
  add(key, file, cid);
  return { src: URL.createObjectURL(file), cid };
}

export function removeFile(key: string, fileKey: string): void {
  stopUpload(key, fileKey);
  const attachments = composerNow(key)?.attachments ?? [];
  edit(key, { attachments: attachments.filter((file) => file.key !== fileKey) });
}

/** Try again what has no upload yet. */
export function uploadMissing(key: string): void {
  for (const file of composerNow(key)?.attachments ?? []) {
    if (!file.blobId && !file.hasFailed) void upload(key, file.key);
  }
}
