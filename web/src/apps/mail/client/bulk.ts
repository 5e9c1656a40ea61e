/** One change for every message that a filter finds, done by the server, with progress and Undo. */
import { useSyncExternalStore } from 'react';
import { queries, send } from '@/platform/api';
import { listenLive } from '@/platform/live';
import { toast } from '@/ui';
import type { Filter } from '../model/search';
import type { Patch } from '../model/changes';
import { offerUndo } from './act';

export interface Job {
  id: string;
  state: 'running' | 'done' | 'failed';
  done: number;
  total: number;
}

const PATH = '/api/v1/mail/bulk';
const LOOK_MS = 2000;
let running: Job | null = null;
const watchers = new Set<() => void>();

function publish(job: Job | null): void {
  running = job;
  for (const watcher of watchers) watcher();
}

const subscribe = (watcher: () => void) => {
  watchers.add(watcher);
  return () => void watchers.delete(watcher);
};

/** What is being done to many messages now, for the line above the list. */
export const useRunningJob = (): Job | null => useSyncExternalStore(subscribe, () => running);

/** Wait until the server says that it went on, or for a while: a message may be lost. */
function progressOf(jobId: string): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      stop();
      window.clearTimeout(timer);
      resolve();
    };
    const stop = listenLive('mail', (message) => {
      if (message.bulk === jobId) end();
    });
    const timer = window.setTimeout(end, LOOK_MS);
  });
}

async function follow(accountId: string, job: Job): Promise<Job> {
  let now = job;
  while (now.state === 'running') {
    publish(now);
    // Listens before it looks, so that nothing is missed in between.
    const progress = progressOf(job.id);
    now = (await (await send(`${PATH}/${job.id}`)).json()) as Job;
    if (now.state === 'running') {
      publish(now);
      await progress;
    }
  }
  publish(null);
  void queries.invalidateQueries({ queryKey: ['mail', accountId] });
  return now;
}

async function begin(accountId: string, path: string, body?: unknown): Promise<Job> {
  const answer = await send(path, { method: 'POST', ...(body ? { body } : {}) });
  return follow(accountId, (await answer.json()) as Job);
}

/** What is said when all of it was done, and when it came no further. */
export interface Words {
  done: string;
  failed: (job: Job) => string;
}

/** Do it to all, and offer the way back, also from where it failed. */
export async function actOnAll(
  accountId: string,
  filter: Filter,
  update: Patch,
  words: Words,
): Promise<void> {
  try {
    const job = await begin(accountId, PATH, { accountId, filter, update });
    const said = job.state === 'failed' ? words.failed(job) : words.done;
    offerUndo(said, () => void undoAll(accountId, job, words));
  } catch (error) {
    publish(null);
    toast.problem(error);
  }
}

async function undoAll(accountId: string, job: Job, words: Words): Promise<void> {
  try {
    const back = await begin(accountId, `${PATH}/${job.id}/undo`);
    if (back.state === 'failed')
      offerUndo(words.failed(back), () => void undoAll(accountId, back, words));
  } catch (error) {
    publish(null);
    toast.problem(error);
  }
}
