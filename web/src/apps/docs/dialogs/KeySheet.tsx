/** All shortcuts, by menu, with a search. */
import { useState } from 'react';
import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Kbd } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { menusOf } from '../menus';
import { actionsIn, search, type FoundAction } from '../model/menu';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

export function KeySheet({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const [typed, setTyped] = useState('');
  const keyed = actionsIn(menusOf(bench, t)).filter((action) => action.keys);
  const shown = typed.trim() ? search(keyed, typed) : keyed;
  const groups = grouped(shown);
  const typing = t('keys.typing');
  const extra: [string, string][] = [
    ['/', t('keys.slash')],
    ['@', t('keys.mention')],
    ['Tab', t('keys.tab')],
    ['shift+Enter', t('keys.break')],
  ];
  return (
    <Sheet title={t('keys')} size={720} onClose={onClose}>
      <TextInput
        aria-label={t('search')}
        placeholder={t('search')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        data-autofocus
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={classes.keys}>
        {[...groups].map(([name, actions]) => (
          <Group key={name} name={name} rows={actions.map((it) => [it.keys ?? '', it.label])} />
        ))}
        {!typed.trim() && <Group name={typing} rows={extra} />}
      </div>
    </Sheet>
  );
}

function grouped(actions: readonly FoundAction[]): Map<string, FoundAction[]> {
  const groups = new Map<string, FoundAction[]>();
  for (const action of actions) {
    const name = action.path[0] ?? '';
    groups.set(name, [...(groups.get(name) ?? []), action]);
  }
  return groups;
}

function Group({ name, rows }: { name: string; rows: readonly [string, string][] }) {
  return (
    <section className={classes.keyGroup}>
      <h3>{name}</h3>
      <dl>
        {rows.map(([keys, label]) => (
          <div key={`${keys} ${label}`}>
            <dt>{label}</dt>
            <dd>
              <Kbd keys={keys} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
