/** Uploads files for a message being written (JMAP upload, RFC 8620 section 6.1), with progress. */
import { csrfToken, ProblemError } from '@/platform/api';
import type { UploadedBlob } from '@/platform/jmap';
import { toast } from '@/ui';
import type { Attachment } from '../model/compose';
import { composerNow, patchComposer } from './composers';
import { saveSoon } from './drafts';

const transfers = new Map<string, Set<{ request: XMLHttpRequest; done: Promise<void> }>>();

function problemOf(request: XMLHttpRequest): ProblemError {
  try {
    const body = JSON.parse(request.responseText) as { title?: string; detail?: string };
    const { title = '', detail = '' } = body;
    return new ProblemError(request.status, title, detail, String(request.status));
  } catch {
    return new ProblemError(request.status, '', '', String(request.status));
  }
}

function transfer(request: XMLHttpRequest, file: File, onProgress: (share: number) => void) {
  return new Promise<UploadedBlob>((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(event.total, 1));
    request.onload = () => {
      if (request.status === 201 || request.status === 200) {
        resolve(JSON.parse(request.responseText) as UploadedBlob);
      } else reject(problemOf(request));
    };
    request.onerror = () => reject(problemOf(request));
    request.onabort = () => reject(new ProblemError(-1, 'aborted', '', 'ABORTED'));
    request.send(file);
  });
}

function patchFile(key: string, fileKey: string, patch: Partial<Attachment>): void {
  const attachments = composerNow(key)?.attachments.map((file) =>
    file.key === fileKey ? { ...file, ...patch } : file,
  );
  if (attachments) patchComposer(key, { attachments });
}

async function upload(key: string, accountId: string, file: File, request: XMLHttpRequest) {
  const fileKey = crypto.randomUUID();
  const type = file.type || 'application/octet-stream';
  const entry: Attachment = {
    key: fileKey,
    name: file.name,
    type,
    size: file.size,
    blobId: null,
    progress: 0,
    hasFailed: false,
    cid: null,
  };
  patchComposer(key, { attachments: [...(composerNow(key)?.attachments ?? []), entry] });
  request.open('POST', `/jmap/upload/${accountId}`);
  request.setRequestHeader('X-CSRFToken', csrfToken());
  request.setRequestHeader('Content-Type', type);
  try {
    // Sent is not stored: the last share comes with the answer.
    const blob = await transfer(request, file, (share) =>
      patchFile(key, fileKey, { progress: Math.min(share, 0.99) }),
    );
    patchFile(key, fileKey, { blobId: blob.blobId, progress: 1 });
    patchComposer(key, { state: 'changed' });
    saveSoon(key);
  } catch (error) {
    patchFile(key, fileKey, { hasFailed: true });
    if (composerNow(key)) toast.problem(error);
  }
}

export function attach(key: string, files: readonly File[]): void {
  const accountId = composerNow(key)?.accountId;
  if (!accountId) return;
  const mine = transfers.get(key) ?? new Set();
  transfers.set(key, mine);
  for (const file of files) {
    const request = new XMLHttpRequest();
    const entry = { request, done: upload(key, accountId, file, request) };
    mine.add(entry);
    void entry.done.then(() => mine.delete(entry));
  }
}

/** Resolves when no upload of this message is running. */
export async function uploadsOf(key: string): Promise<void> {
  await Promise.all([...(transfers.get(key) ?? [])].map((entry) => entry.done));
}

export function stopUploads(key: string): void {
  for (const { request } of transfers.get(key) ?? []) request.abort();
}
