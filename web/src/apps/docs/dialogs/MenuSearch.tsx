/** Search the menus: type what to do, press Enter. */
import { useState } from 'react';
import { Combobox, TextInput, useCombobox } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Kbd } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { menusOf } from '../menus';
import { actionsIn, search } from '../model/menu';
import { Sheet } from './Sheet';
import classes from './dialogs.module.css';

const MOST = 9;

export function MenuSearch({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const [typed, setTyped] = useState('');
  const combobox = useCombobox({ opened: true });
  const found = search(actionsIn(menusOf(bench, t)), typed).slice(0, MOST);
  function run(id: string): void {
    onClose();
    // After the dialog has given the focus back.
    window.setTimeout(() => void found.find((action) => action.id === id)?.run(), 180);
  }
  return (
    <Sheet title={t('menus.search')} size={520} onClose={onClose}>
      <Combobox store={combobox} withinPortal={false} onOptionSubmit={run}>
        <Combobox.EventsTarget>
          <TextInput
            aria-label={t('menus.search')}
            placeholder={t('menus.search.hint')}
            leftSection={<IconSearch size={16} stroke={1.75} />}
            data-autofocus
            value={typed}
            onKeyDown={(event) => {
              // The list of choices would keep the key to itself.
              if (event.key === 'Escape') onClose();
            }}
            onChange={(event) => {
              setTyped(event.currentTarget.value);
              combobox.selectFirstOption();
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options className={classes.found ?? ''} aria-label={t('menus.search')}>
          {found.map((action) => (
            <Combobox.Option key={action.id} value={action.id} className={classes.foundRow ?? ''}>
              <span>
                {action.label} <small>{action.path.join(' › ')}</small>
              </span>
              {action.keys && <Kbd keys={action.keys} />}
            </Combobox.Option>
          ))}
          {typed.trim() && found.length === 0 && <Combobox.Empty>{t('menus.none')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox>
    </Sheet>
  );
}
