/**
 * Open a document in a component. Components that ask for the same document share one provider;
 * it closes a moment after the last of them is gone (React mounts twice in development).
 */
import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type * as Y from 'yjs';
import { useMaybeMe } from '../session';
import { DocumentProvider, type DocumentState, type OpenOptions } from './provider';

const LINGER_MS = 1000;
/** A provider that a component asked for and then never held (rendering was given up). */
const UNUSED_MS = 10_000;

interface Opened {
  provider: DocumentProvider;
  users: number;
  closing?: ReturnType<typeof setTimeout> | undefined;
}

const opened = new Map<string, Opened>();

const keyOf = ({ item, person, link, guest }: OpenOptions): string =>
  JSON.stringify([item, person?.id, link, guest]);

function ask(options: OpenOptions): Opened {
  const key = keyOf(options);
  const known = opened.get(key);
  if (known) return known;
  const entry: Opened = { provider: new DocumentProvider(options), users: 0 };
  opened.set(key, entry);
  entry.closing = closeLater(key, entry, UNUSED_MS);
  return entry;
}

const closeLater = (key: string, entry: Opened, delay: number) =>
  setTimeout(() => {
    opened.delete(key);
    void entry.provider.destroy();
  }, delay);

function hold(options: OpenOptions): () => void {
  const key = keyOf(options);
  const entry = ask(options);
  clearTimeout(entry.closing);
  entry.users += 1;
  return () => {
    entry.users -= 1;
    if (entry.users > 0) return;
    entry.closing = closeLater(key, entry, LINGER_MS);
  };
}

export interface OpenDocument extends Omit<DocumentState, 'saved'> {
  ydoc: Y.Doc;
  provider: DocumentProvider;
  savedState: DocumentState['saved'];
  canEdit: boolean;
}

export interface DocumentAccess {
  /** The newest schema version that this program understands. */
  schema: number;
  link?: string | null;
  guest?: string | null;
}

export function useDocument(item: string, access: DocumentAccess): OpenDocument {
  const me = useMaybeMe();
  const { schema, link = null, guest = null } = access;
  const id = me?.id ?? null;
  const name = me?.name ?? '';
  const options = useMemo<OpenOptions>(
    () => ({ item, person: id === null ? null : { id, name }, schema, link, guest }),
    [item, id, name, schema, link, guest],
  );
  const { provider } = useMemo(() => ask(options), [options]);
  useEffect(() => {
    return hold(options);
  }, [options]);
  const { saved, ...state } = useSyncExternalStore(provider.subscribe, provider.getState);
  return { ...state, ydoc: provider.doc, provider, savedState: saved, canEdit: provider.canEdit };
}
