/**
 * What this browser keeps of documents, in IndexedDB: the changes since the last compaction and,
 * per document, what the server has made durable. Changes and the mark "not sent yet" are written
 * in one transaction, so a closed browser never forgets that something is left to send.
 */
import * as Y from 'yjs';
import type { DocumentRole } from './protocol';
import { decodeVector, encodeVector, type Vector } from './vectors';

const DATABASE = 'bureau-documents';
const RECORDS = 'records';
const UPDATES = 'updates';
const COMPACT_AFTER = 200;
const KEPT_DOCUMENTS = 60;
const LARGEST_BYTES = 40 * 1024 * 1024;

/** A document in this browser. */
export interface StoredRecord {
  key: string;
  item: string;
  /** Whose it is: a person's id, or the link that opened it. */
  owner: string;
  link: string | null;
  guest: string | null;
  /** The role when it was last open; decides whether it can be edited while offline. */
  role: DocumentRole;
  /** The schema version of the program that wrote it. */
  schema: number;
  /** State vector of what the server has made durable, encoded. */
  durable: Uint8Array;
  /** Whether changes are left to send. */
  isDirty: boolean;
  bytes: number;
  usedAt: number;
}

export interface Restored {
  updates: Uint8Array[];
  durable: Vector;
  isDirty: boolean;
  role: DocumentRole;
}

interface StoredUpdate {
  id?: number;
  key: string;
  update: Uint8Array;
}

export const storeKey = (owner: string, item: string): string => `${owner}/${item}`;

let opened: Promise<IDBDatabase> | null = null;

function prepare(db: IDBDatabase): void {
  db.createObjectStore(RECORDS, { keyPath: 'key' });
  const updates = db.createObjectStore(UPDATES, { keyPath: 'id', autoIncrement: true });
  updates.createIndex('key', 'key');
}

function database(): Promise<IDBDatabase> {
  opened ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => prepare(request.result);
    request.onerror = () => reject(request.error ?? new Error('no offline store'));
    request.onsuccess = () => {
      // Another tab clears or upgrades: let it, and open anew at the next use.
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

const result = <T>(request: IDBRequest<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('the offline store failed'));
  });

async function within<T>(
  mode: IDBTransactionMode,
  work: (records: IDBObjectStore, updates: IDBObjectStore) => Promise<T>,
): Promise<T> {
  const db = await database();
  const transaction = db.transaction([RECORDS, UPDATES], mode);
  const done = new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new Error('the offline store is full'));
  });
  done.catch(() => undefined);
  const value = await work(transaction.objectStore(RECORDS), transaction.objectStore(UPDATES));
  await done;
  return value;
}

const readRecord = async (records: IDBObjectStore, key: string): Promise<StoredRecord | null> =>
  ((await result(records.get(key))) as StoredRecord | undefined) ?? null;

const updatesOf = async (updates: IDBObjectStore, key: string): Promise<StoredUpdate[]> =>
  (await result(updates.index('key').getAll(key))) as StoredUpdate[];

function removeAll(records: IDBObjectStore, updates: IDBObjectStore, key: string): Promise<void> {
  records.delete(key);
  const cursor = updates.index('key').openKeyCursor(key);
  return new Promise((resolve) => {
    cursor.onsuccess = () => {
      if (!cursor.result) return resolve();
      updates.delete(cursor.result.primaryKey);
      cursor.result.continue();
    };
  });
}

export async function restore(key: string): Promise<Restored | null> {
  return within('readonly', async (records, updates) => {
    const record = await readRecord(records, key);
    if (!record) return null;
    const stored = await updatesOf(updates, key);
    return {
      updates: stored.map((it) => it.update),
      durable: decodeVector(record.durable),
      isDirty: record.isDirty,
      role: record.role,
    };
  });
}

export interface Kept {
  record: Pick<StoredRecord, 'key' | 'item' | 'owner' | 'link' | 'guest' | 'role' | 'schema'>;
  updates: Uint8Array[];
  durable: Vector;
  isDirty: boolean;
  /** Whether the changes continue a record; when that was forgotten, they make no sense alone. */
  isContinued: boolean;
}

/** Append changes and say whether some are left to send; both or nothing. */
export async function keep(kept: Kept): Promise<void> {
  const { record, updates: added, durable, isDirty } = kept;
  const count = await within('readwrite', async (records, updates) => {
    const before = await readRecord(records, record.key);
    if (kept.isContinued && !before) throw new Error('the document was forgotten here');
    const size = added.reduce((sum, it) => sum + it.length, before?.bytes ?? 0);
    if (size > LARGEST_BYTES) throw new Error('the document is too large to be kept here');
    const usedAt = Date.now();
    records.put({ ...record, durable: encodeVector(durable), isDirty, bytes: size, usedAt });
    for (const update of added) updates.add({ key: record.key, update });
    return result(updates.index('key').count(record.key));
  });
  if (count > COMPACT_AFTER) await compact(record.key);
}

/** Merge all changes of a document into one. */
export async function compact(key: string): Promise<void> {
  await within('readwrite', async (records, updates) => {
    const record = await readRecord(records, key);
    const stored = await updatesOf(updates, key);
    if (!record || stored.length < 2) return;
    const doc = new Y.Doc();
    doc.transact(() => stored.forEach((it) => Y.applyUpdate(doc, it.update)));
    const update = Y.encodeStateAsUpdate(doc);
    doc.destroy();
    for (const { id } of stored) if (id !== undefined) updates.delete(id);
    updates.add({ key, update });
    records.put({ ...record, bytes: update.length });
  });
}

export const forget = (key: string): Promise<void> =>
  within('readwrite', (records, updates) => removeAll(records, updates, key));

export const recordsOf = (): Promise<StoredRecord[]> =>
  within('readonly', async (records) => (await result(records.getAll())) as StoredRecord[]);

/** Forget what belongs to others than `owner`; all of it when nobody is signed in. */
export async function forgetOthers(owner: string | null): Promise<void> {
  await within('readwrite', async (records, updates) => {
    const all = (await result(records.getAll())) as StoredRecord[];
    for (const it of all) {
      if (it.owner !== owner) await removeAll(records, updates, it.key);
    }
  });
}

/** Keep the documents used last; what is left to send is never dropped. */
export async function trim(kept = KEPT_DOCUMENTS): Promise<void> {
  await within('readwrite', async (records, updates) => {
    const all = (await result(records.getAll())) as StoredRecord[];
    const clean = all.filter((it) => !it.isDirty).sort((a, b) => b.usedAt - a.usedAt);
    for (const it of clean.slice(kept)) await removeAll(records, updates, it.key);
  });
}
