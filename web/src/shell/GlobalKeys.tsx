/** The shortcuts that hold everywhere. */
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts, type Shortcut } from '@/platform/keys';
import { useOfferedApps } from './AppsContext';

interface Props {
  onPalette: () => void;
  onKeys: () => void;
}

export function GlobalKeys({ onPalette, onKeys }: Props) {
  const { t } = useTranslation('shell');
  const go = useGo();
  const apps = useOfferedApps();
  const opening: Shortcut[] = apps
    .filter((app) => app.key)
    .map((app) => ({
      keys: `g ${app.key}`,
      label: t('keys.open', { app: t(app.labelKey, { ns: app.name }) }),
      run: () => go(app.home),
    }));
  const commands: Shortcut[] = apps
    .flatMap((app) => (app.commands ?? []).map((command) => ({ app, command })))
    .filter(({ command }) => command.keys)
    .map(({ app, command }) => ({
      keys: command.keys ?? '',
      label: t(command.labelKey, { ns: app.name }),
      group: t(app.labelKey, { ns: app.name }),
      run: () => go(command.to),
    }));
  useShortcuts([
    { keys: 'mod+k', label: t('keys.palette'), run: onPalette },
    { keys: '?', label: t('keys.sheet'), run: onKeys },
    { keys: '/', label: t('keys.search'), run: () => document.getElementById('search')?.focus() },
    ...opening,
    ...commands,
  ]);
  return null;
}
