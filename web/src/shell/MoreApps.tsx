/** The menu of the apps that find no room among the tabs; loaded on its own, menus are heavy. */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useGo, type AppModule } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import link from './AppLink.module.css';

export default function MoreApps({ apps }: { apps: readonly AppModule[] }) {
  const { t } = useTranslation('shell');
  const go = useGo();
  return (
    <Menu width={220} position="top-end">
      <Menu.Target>
        <UnstyledButton className={link.link} data-labelled>
          <IconDots size={22} stroke={1.75} aria-hidden />
          <span className={link.name}>{t('rail.more')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {apps.map(({ name, labelKey, home, icon: Icon }) => (
          <Menu.Item
            key={name}
            leftSection={<Icon size={18} stroke={1.75} />}
            onClick={() => go(home)}
          >
            {t(labelKey, { ns: name })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
