/** The name of the list that is open. */
import { useTranslation } from '@/platform/i18n';
import { isCategory } from '../model/mail';
import { useMail } from './MailContext';

const named = [
  'inbox',
  'starred',
  'important',
  'snoozed',
  'scheduled',
  'sent',
  'drafts',
  'archive',
  'junk',
  'trash',
  'search',
  'all',
] as const;

export function useTitle(): string {
  const { t } = useTranslation('mail');
  const { boxes, boxId, place } = useMail();
  const known = named.find((it) => it === place.box);
  if (known) return t(`box.${known}`);
  if (isCategory(place.box)) return t(`category.${place.box}`);
  const box = boxes.find((it) => it.id === boxId);
  return box ? box.name : t('app');
}
