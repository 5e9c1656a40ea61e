/** On phones: all menus in one drawer, each of them to unfold. */
import { useState } from 'react';
import { Accordion, ActionIcon, Drawer, NavLink } from '@mantine/core';
import { IconCheck, IconDotsVertical } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { menusOf } from '../menus';
import { actionsIn, type FoundAction } from '../model/menu';
import { useWorkbench } from './workbench';

export function MenuDrawer() {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const [isOpen, setOpen] = useState(false);
  const menus = isOpen ? menusOf(bench, t) : [];
  const close = () => setOpen(false);
  return (
    <>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={36}
        aria-label={t('menus')}
        onClick={() => setOpen(true)}
      >
        <IconDotsVertical size={20} stroke={1.75} />
      </ActionIcon>
      <Drawer
        opened={isOpen}
        onClose={close}
        position="right"
        size="86%"
        title={bench.doc.name}
        returnFocus={false}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        <Accordion defaultValue="file" variant="default">
          {menus.map((menu) => (
            <Accordion.Item key={menu.id} value={menu.id}>
              <Accordion.Control>{menu.label}</Accordion.Control>
              <Accordion.Panel>
                {actionsIn([menu]).map((action) => (
                  <Line key={action.id} action={action} onDone={close} />
                ))}
              </Accordion.Panel>
            </Accordion.Item>
          ))}
        </Accordion>
      </Drawer>
    </>
  );
}

function Line({ action, onDone }: { action: FoundAction; onDone: () => void }) {
  const { label, icon: Icon, isOn, isOff, path, run } = action;
  return (
    <NavLink
      component="button"
      label={label}
      description={path.slice(1).join(' · ')}
      leftSection={Icon && <Icon size={18} stroke={1.75} />}
      rightSection={isOn && <IconCheck size={16} stroke={2} />}
      disabled={isOff ?? false}
      onClick={() => {
        onDone();
        void run();
      }}
    />
  );
}
