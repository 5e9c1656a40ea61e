/** All shortcuts that hold on this screen. */
import { Modal } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useAllShortcuts, type Shortcut } from '@/platform/keys';
import { Kbd } from '@/ui';
import classes from './ShortcutSheet.module.css';

/** Of several for the same keys only the last one holds. */
const holding = (shortcuts: readonly Shortcut[]): Shortcut[] =>
  shortcuts.filter((it, at) => !shortcuts.slice(at + 1).some((later) => later.keys === it.keys));

/** What the shortcuts of a heading do, each with the keys that do it. */
type Deeds = ReadonlyMap<string, readonly string[]>;

function grouped(shortcuts: readonly Shortcut[], everywhere: string): [string, Deeds][] {
  const groups = new Map<string, Map<string, string[]>>();
  for (const { group = everywhere, label, keys } of shortcuts) {
    const deeds = groups.get(group) ?? new Map<string, string[]>();
    deeds.set(label, [...(deeds.get(label) ?? []), keys]);
    groups.set(group, deeds);
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
        {grouped(holding(shortcuts), t('keys.everywhere')).map(([name, deeds]) => (
          <section key={name} className={classes.group}>
            <h3>{name}</h3>
            <dl>
              {[...deeds].map(([label, ways]) => (
                <div key={label}>
                  <dt>{label}</dt>
                  <dd className={classes.ways}>
                    {ways.map((keys) => (
                      <Kbd key={keys} keys={keys} />
                    ))}
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
