/** Editing, suggesting or viewing. */
import { Button, Menu } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { modeIcons, modeItems } from '../menus/view';
import { useWorkbench } from './workbench';
import classes from './header.module.css';

export function ModeSwitch() {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const Icon = modeIcons[bench.mode];
  return (
    <Menu width={300} returnFocus={false}>
      <Menu.Target>
        <Button
          variant="default"
          className={classes.mode ?? ''}
          leftSection={<Icon size={18} stroke={1.75} />}
          rightSection={<IconChevronDown size={14} stroke={2} />}
          aria-label={t('mode.is', { mode: t(`mode.${bench.mode}`) })}
        >
          <span className={classes.modeWords}>{t(`mode.${bench.mode}`)}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {modeItems(bench, t).map(({ id, label, icon: ItemIcon, isOn, isOff, run }) => (
          <Menu.RadioItem
            key={id}
            value={id}
            checked={isOn ?? false}
            closeMenuOnClick
            disabled={isOff ?? false}
            checkIcon={<IconCheck size={16} stroke={2} />}
            rightSection={ItemIcon && <ItemIcon size={18} stroke={1.75} />}
            onChange={() => void run()}
          >
            {label}
            <span className={classes.help}>{t(`about.${id}`)}</span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
