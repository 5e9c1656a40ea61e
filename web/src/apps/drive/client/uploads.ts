/**
 * Uploads of this tab. They go on while the person moves between pages; three at once, the others
 * wait. An upload that broke is continued from where the server stands: its key is kept until it
 * is whole, so the same file given again (even after a reload) finds its first bytes there.
 */
import { useSyncExternalStore } from 'react';
import { startUpload, type Upload } from '@/platform/upload';
import type { Incoming } from '../model/dropped';
import { createFolder } from './act';
import { refresh } from './cache';

export type UploadState = 'waiting' | 'sending' | 'paused' | 'done' | 'failed';

export interface Sending {
  id: string;
  name: string;
  size: number;
  sent: number;
  state: UploadState;
  error?: unknown;
  /** The file, once it is there. */
  node?: string;
}

interface Job extends Sending {
  file: File;
  /** The folder it goes to, or the file it replaces. */
  target: { parent: string } | { node: string };
  upload?: Upload;
}

const ENDPOINT = '/api/v1/drive/uploads/';
const AT_ONCE = 3;
const KEYS = 'bureau.drive.uploads.';
let jobs: readonly Job[] = [];
const watchers = new Set<() => void>();

function publish(next: readonly Job[]): void {
  jobs = next;
  for (const watcher of watchers) watcher();
}

const patch = (id: string, change: Partial<Job>): void =>
  publish(jobs.map((job) => (job.id === id ? { ...job, ...change } : job)));

/** Names the file well enough to continue it later. */
const fingerprint = ({ file, target }: Job): string =>
  KEYS + JSON.stringify([target, file.name, file.size, file.lastModified]);

function keyOf(job: Job): string {
  const place = fingerprint(job);
  const key = window.localStorage.getItem(place) ?? job.id;
  window.localStorage.setItem(place, key);
  return key;
}

const forget = (job: Job): void => window.localStorage.removeItem(fingerprint(job));

function next(): void {
  const room = AT_ONCE - jobs.filter((job) => job.state === 'sending').length;
  const waiting = jobs.filter((job) => job.state === 'waiting').slice(0, Math.max(0, room));
  for (const job of waiting) void send(job);
}

async function send(job: Job): Promise<void> {
  const upload = startUpload({
    endpoint: ENDPOINT,
    file: job.file,
    metadata: { filename: job.name, ...job.target, key: keyOf(job) },
    onProgress: (sent) => patch(job.id, { sent }),
  });
  patch(job.id, { state: 'sending', upload });
  try {
    const result = await upload.finished;
    forget(job);
    patch(job.id, {
      state: 'done',
      sent: job.size,
      node: result.headers.get('Bureau-Node') ?? '',
    });
    void refresh();
  } catch (error) {
    const isStopped = error instanceof DOMException && error.name === 'AbortError';
    if (!isStopped) patch(job.id, { state: 'failed', error });
  }
  next();
}

function add(file: File, target: Job['target']): void {
  const id = crypto.randomUUID();
  const job: Job = {
    id,
    name: file.name,
    size: file.size,
    sent: 0,
    state: 'waiting',
    file,
    target,
  };
  publish([...jobs, job]);
}

/** Upload files into a folder, making the folders they lie in. */
export async function uploadInto(parent: string, incoming: readonly Incoming[]): Promise<void> {
  const made = new Map<string, string>([['', parent]]);
  for (const { file, folders } of incoming) {
    let at = '';
    for (const name of folders) {
      const above = made.get(at) ?? parent;
      at += `/${name}`;
      if (!made.has(at)) made.set(at, (await createFolder(above, name)).id);
    }
    add(file, { parent: made.get(at) ?? parent });
    next();
  }
}

/** Upload a new version of a file. */
export function uploadVersion(node: string, file: File): void {
  add(file, { node });
  next();
}

export function pauseUpload(id: string): void {
  const job = jobs.find((one) => one.id === id);
  patch(id, { state: 'paused' });
  job?.upload?.abort();
}

/** Continue a paused or failed upload. */
export function resumeUpload(id: string): void {
  patch(id, { state: 'waiting', error: undefined });
  next();
}

export function cancelUpload(id: string): void {
  const job = jobs.find((one) => one.id === id);
  if (job) forget(job);
  publish(jobs.filter((one) => one.id !== id));
  job?.upload?.abort();
  next();
}

/** Clear the list; what is still on its way is stopped. */
export function closeUploads(): void {
  for (const job of jobs.filter((one) => one.state !== 'done')) cancelUpload(job.id);
  publish([]);
}

export const isUploading = (): boolean =>
  jobs.some((job) => job.state === 'sending' || job.state === 'waiting');

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

export const useUploads = (): readonly Sending[] => useSyncExternalStore(subscribe, () => jobs);

window.addEventListener('beforeunload', (event) => {
  if (isUploading()) event.preventDefault();
});
