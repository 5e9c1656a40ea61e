/** Opens a stored document unseen for as long as it takes to send what is left of it. */
import type { Me } from '../session';
import type { StoredRecord } from './offlineStore';
import { DocumentProvider } from './provider';

export async function sendStored(
  record: StoredRecord,
  me: Me | null,
  patience: number,
): Promise<void> {
  const provider = new DocumentProvider({
    item: record.item,
    person: me && record.owner === me.id ? { id: me.id, name: me.name } : null,
    schema: record.schema,
    isUnseen: true,
    link: record.link,
    guest: record.guest,
  });
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, patience);
    const look = () => {
      const { saved, error } = provider.getState();
      if (saved !== 'saved' && error === null) return;
      clearTimeout(timer);
      resolve();
    };
    provider.subscribe(look);
  });
  await provider.destroy();
}
