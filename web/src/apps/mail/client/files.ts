/** The files of messages being written, as long as this browser has them, and their uploads. */
import { csrfToken, ProblemError } from '@/platform/api';
import type { UploadedBlob } from '@/platform/jmap';
import type { Attachment } from '../model/compose';

const files = new Map<string, File>();
const transfers = new Map<string, Map<string, { request: XMLHttpRequest; done: Promise<void> }>>();

export const noteFile = (fileKey: string, file: File): void => void files.set(fileKey, file);
export const fileOf = (fileKey: string): File | undefined => files.get(fileKey);

/** The files among these attachments that are only here. */
export function filesOf(attachments: readonly Attachment[]): Record<string, File> {
  const own = attachments.flatMap(({ key, blobId }) => {
    const file = files.get(key);
    return file && !blobId ? [[key, file] as const] : [];
  });
  return Object.fromEntries(own);
}

function problemOf(request: XMLHttpRequest): ProblemError {
  try {
    const body = JSON.parse(request.responseText) as { title?: string; detail?: string };
    const { title = '', detail = '' } = body;
    return new ProblemError(request.status, title, detail, String(request.status));
  } catch {
    return new ProblemError(request.status, '', '', String(request.status));
  }
}

function transfer(
  request: XMLHttpRequest,
  file: File,
  onProgress: (share: number) => void,
): Promise<UploadedBlob> {
  return new Promise((resolve, reject) => {
    request.upload.onprogress = (event) => onProgress(event.loaded / Math.max(event.total, 1));
    request.onload = () => {
      const isStored = request.status === 201 || request.status === 200;
      if (isStored) resolve(JSON.parse(request.responseText) as UploadedBlob);
      else reject(problemOf(request));
    };
    request.onerror = () => reject(problemOf(request));
    request.onabort = () => reject(new ProblemError(-1, 'aborted', '', 'ABORTED'));
    request.send(file);
  });
}

/** Send a file to an account (JMAP upload, RFC 8620 section 6.1); can be stopped by its key. */
export function sendFile(
  owner: string,
  accountId: string,
  fileKey: string,
  onProgress: (share: number) => void,
): Promise<UploadedBlob> {
  const file = files.get(fileKey);
  if (!file) return Promise.reject(new ProblemError(-1, 'gone', '', 'GONE'));
  const request = new XMLHttpRequest();
  request.open('POST', `/jmap/upload/${accountId}`);
  request.setRequestHeader('X-CSRFToken', csrfToken());
  request.setRequestHeader('Content-Type', file.type || 'application/octet-stream');
  const sending = transfer(request, file, onProgress);
  const mine = transfers.get(owner) ?? new Map();
  transfers.set(owner, mine);
  const done = sending.then(
    () => undefined,
    () => undefined,
  );
  mine.set(fileKey, { request, done });
  return sending.finally(() => mine.delete(fileKey));
}

/** Resolves when no upload of this message is running. */
export async function uploadsOf(owner: string): Promise<void> {
  await Promise.all([...(transfers.get(owner)?.values() ?? [])].map((entry) => entry.done));
  // What follows an upload runs after it.
  await Promise.resolve();
}

export function stopUpload(owner: string, fileKey: string): void {
  transfers.get(owner)?.get(fileKey)?.request.abort();
}

export function stopUploads(owner: string): void {
  for (const { request } of transfers.get(owner)?.values() ?? []) request.abort();
}
