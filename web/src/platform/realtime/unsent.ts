/**
 * At the start of the program: send what was written offline and not sent before the browser was
 * closed, also when its document is not opened again; and forget what others left on this device.
 * Costs nothing where no document was ever opened: the engine is loaded only when there is work.
 */
import { currentMe } from '../session';

const DATABASE = 'bureau-documents';
const PATIENCE_MS = 30_000;
const LOCK = 'bureau-unsent';

async function hasStore(): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return false;
  if (typeof indexedDB.databases !== 'function') return true;
  return (await indexedDB.databases()).some((it) => it.name === DATABASE);
}

async function sweep(): Promise<void> {
  const me = currentMe();
  const [{ recordsOf, forgetOthers, trim }, { sendStored }] = await Promise.all([
    import('./offlineStore'),
    import('./sendStored'),
  ]);
  if (me) await forgetOthers(me.id);
  await trim();
  const unsent = (await recordsOf()).filter((it) => it.isDirty);
  for (const record of unsent) await sendStored(record, me, PATIENCE_MS);
}

/** Send what is left, in one tab at a time. Never fails: the next start tries again. */
export async function sendUnsent(): Promise<void> {
  if (!(await hasStore().catch(() => false))) return;
  const work = () => sweep().catch(() => undefined);
  if (!('locks' in navigator)) return work();
  await navigator.locks.request(LOCK, { ifAvailable: true }, (lock) => lock && work());
}

/** Nobody is signed in any more: nothing of them stays in this browser. */
export async function forgetDocuments(): Promise<void> {
  if (!(await hasStore().catch(() => false))) return;
  const { forgetOthers } = await import('./offlineStore');
  await forgetOthers(null).catch(() => undefined);
}
