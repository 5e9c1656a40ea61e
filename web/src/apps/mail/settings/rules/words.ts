/** A rule in words: "From ana@x.org → label Orders, skip the inbox". */
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { useMail } from '@/apps/mail/features/MailContext';
import { pathOf } from '@/apps/mail/model/labels';
import type { Criteria, Deeds } from '../client/rules';

const texts = ['from', 'to', 'subject', 'has', 'has_not', 'list_id'] as const;
export const switches = [
  'skip_inbox',
  'mark_read',
  'star',
  'important',
  'never_important',
  'never_spam',
  'delete',
] as const;

/** Until when a rule may snooze. */
export const naps = ['evening', 'morning', 'workday', 'saturday', 'monday'] as const;
type Nap = (typeof naps)[number];
export const isNap = (name: string): name is Nap => naps.some((nap) => nap === name);

export function useRuleWords() {
  const { t } = useTranslation('mail-settings');
  const { size } = useFormats();
  const { boxes } = useMail();
  function criteria(given: Criteria): string {
    const parts = [
      ...texts.flatMap((name) => (given[name] ? [t(`says.${name}`, { value: given[name] })] : [])),
      given.has_attachment ? t('says.has_attachment') : '',
      given.larger ? t('says.larger', { value: size(given.larger) }) : '',
      given.smaller ? t('says.smaller', { value: size(given.smaller) }) : '',
    ];
    return parts.filter(Boolean).join(', ');
  }
  function labelOf(id: string): string {
    const box = boxes.find((it) => it.id === id);
    return box ? pathOf(box, boxes) : t('rules.labelGone');
  }
  function deeds(given: Deeds): string {
    const parts = [
      ...given.labels.map((id) => t('does.label', { name: labelOf(id) })),
      ...switches.flatMap((name) => (given[name] ? [t(`does.${name}`)] : [])),
      given.category ? t('does.category', { name: t(`category.${given.category}`) }) : '',
      given.snooze ? t(`does.snooze.${given.snooze}`) : '',
      given.forward_to ? t('does.forward_to', { value: given.forward_to }) : '',
      given.stop ? t('does.stop') : '',
    ];
    return parts.filter(Boolean).join(', ');
  }
  return { criteria, deeds };
}
