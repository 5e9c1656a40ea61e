/** Search over everything, help, notifications and the account. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconBook2, IconCommand, IconHelp, IconKeyboard } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Kbd } from '@/ui';
import { AccountMenu } from './AccountMenu';
import { Notifications } from './Notifications';
import { SearchBox } from './SearchBox';
import classes from './TopBar.module.css';

interface Props {
  onKeys: () => void;
  onPalette: () => void;
}

function HelpMenu({ onKeys, onPalette }: Props) {
  const { t } = useTranslation('shell');
  return (
    <Menu width={260}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" size={36} aria-label={t('help.label')}>
          <IconHelp size={20} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconKeyboard size={18} stroke={1.75} />}
          rightSection={<Kbd keys="?" />}
          onClick={onKeys}
        >
          {t('help.keys')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconCommand size={18} stroke={1.75} />}
          rightSection={<Kbd keys="mod+k" />}
          onClick={onPalette}
        >
          {t('help.palette')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconBook2 size={18} stroke={1.75} />}
          component="a"
          href="/api/docs"
          target="_blank"
        >
          {t('help.api')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export default function TopBar(props: Props) {
  return (
    <header className={classes.bar}>
      <SearchBox />
      <div className={classes.buttons}>
        <span className={classes.wideOnly}>
          <HelpMenu {...props} />
        </span>
        <Notifications />
        <AccountMenu />
      </div>
    </header>
  );
}
