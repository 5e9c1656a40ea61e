/**
 * What is being written, as this browser keeps it until the server has it: the text, files that
 * were not uploaded yet, and the wish to send. A closed tab and a lost connection lose nothing.
 */
import type { Compose } from '../model/compose';

const DATABASE = 'bureau-mail';
const STORE = 'drafts';

/** How it is to be sent: when, and for how long it can be taken back. */
export interface SendWish {
  /** An instant, or null for as soon as possible. */
  at: string | null;
}

export interface KeptDraft {
  key: string;
  /** The person's id: several people may use one browser. */
  owner: string;
  compose: Compose;
  /** By the attachment's key. */
  files: Record<string, File>;
  wish: SendWish | null;
  /** Whether an answer to sending or saving was lost, so that the server may have it already. */
  isUncertain: boolean;
  changedAt: number;
}

let opened: Promise<IDBDatabase> | null = null;

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'key' });
    request.onerror = () => reject(request.error ?? new Error('no store'));
    request.onsuccess = () => {
      request.result.onversionchange = () => {
        request.result.close();
        opened = null;
      };
      resolve(request.result);
    };
  });
  opened.catch(() => (opened = null));
  return opened;
}

async function run<T>(
  mode: IDBTransactionMode,
  work: (store: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  const db = await database();
  return new Promise<T>((resolve, reject) => {
    const transaction = db.transaction(STORE, mode, { durability: 'strict' });
    const request = work(transaction.objectStore(STORE));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onabort = () => reject(transaction.error ?? new Error('not kept'));
  });
}

export const keepDraft = (draft: KeptDraft): Promise<unknown> =>
  run('readwrite', (store) => store.put(draft));

export const keptDraft = (key: string): Promise<KeptDraft | undefined> =>
  run<KeptDraft | undefined>('readonly', (store) => store.get(key));

export const dropDraft = (key: string): Promise<unknown> =>
  run('readwrite', (store) => store.delete(key));

/** Those of a person, the oldest first. */
export async function keptDrafts(owner: string): Promise<KeptDraft[]> {
  const all = await run<KeptDraft[]>('readonly', (store) => store.getAll());
  return all.filter((it) => it.owner === owner).sort((a, b) => a.changedAt - b.changedAt);
}
