/** One change for every message that a filter finds, done by the server, with progress and Undo. */
import { useSyncExternalStore } from 'react';
import { ProblemError, queries, send } from '@/platform/api';
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
const LOOK_MS = 400;
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

const wait = (ms: number) => new Promise((resolve) => window.setTimeout(resolve, ms));

async function follow(accountId: string, job: Job): Promise<Job> {
  let now = job;
  while (now.state === 'running') {
    publish(now);
    await wait(LOOK_MS);
    now = (await (await send(`${PATH}/${job.id}`)).json()) as Job;
  }
  publish(null);
  void queries.invalidateQueries({ queryKey: ['mail', accountId] });
  if (now.state === 'failed') throw new ProblemError(500, 'failed', '', 'mail_bulk_failed');
  return now;
}

async function begin(accountId: string, path: string, body?: unknown): Promise<Job> {
  const answer = await send(path, { method: 'POST', ...(body ? { body } : {}) });
  return follow(accountId, (await answer.json()) as Job);
}

/** Do it to all; `words` say so when it is done, with the way back. */
export async function actOnAll(
  accountId: string,
  filter: Filter,
  update: Patch,
  words: string,
): Promise<void> {
  try {
    const job = await begin(accountId, PATH, { accountId, filter, update });
    offerUndo(words, () => void begin(accountId, `${PATH}/${job.id}/undo`).catch(toast.problem));
  } catch (error) {
    publish(null);
    toast.problem(error);
  }
}
