/** All shortcuts that hold on this screen. */
import { Modal } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useAllShortcuts, type Shortcut } from '@/platform/keys';
import { Kbd } from '@/ui';
import classes from './ShortcutSheet.module.css';

/** Of several for the same keys only the last one holds. */
const holding = (shortcuts: readonly Shortcut[]): Shortcut[] =>
  shortcuts.filter((it, at) => !shortcuts.slice(at + 1).some((later) => later.keys === it.keys));

function grouped(shortcuts: readonly Shortcut[], everywhere: string): [string, Shortcut[]][] {
  const groups = new Map<string, Shortcut[]>();
  for (const shortcut of shortcuts) {
    const name = shortcut.group ?? everywhere;
    groups.set(name, [...(groups.get(name) ?? []), shortcut]);
  }
  return [...groups];
}

export default function ShortcutSheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell');
  const shortcuts = useAllShortcuts();
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('keys.title')}
      size="xl"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.groups}>
        {grouped(holding(shortcuts), t('keys.everywhere')).map(([name, entries]) => (
          <section key={name} className={classes.group}>
            <h3>{name}</h3>
            <dl>
              {entries.map((it) => (
                <div key={it.keys + it.label}>
                  <dt>{it.label}</dt>
                  <dd>
                    <Kbd keys={it.keys} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  );
}
