/** Offers shortcuts of mail, unless the person switched them off. */
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { useMailSettings } from '../client/settings';

export type Key = readonly [keys: string, label: string, run: () => unknown];

export function useMailKeys(group: 'list' | 'thread' | 'everywhere', keys: readonly Key[]): void {
  const { t } = useTranslation('mail');
  const { keyboard_on: areOn } = useMailSettings();
  const name = t(`keys.${group}`);
  useShortcuts(
    areOn
      ? keys.map(([it, label, run]) => ({ keys: it, label, group: name, run: () => void run() }))
      : [],
  );
}
