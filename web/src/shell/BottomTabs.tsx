/** The apps on phones, within reach of the thumb; those that find no room are behind "More". */
import { Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { useGo, type AppModule } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useOfferedApps } from './AppsContext';
import { AppLink } from './AppLink';
import link from './AppLink.module.css';
import classes from './Rail.module.css';

const MOST = 5;

function More({ apps }: { apps: readonly AppModule[] }) {
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

export function BottomTabs() {
  const { t } = useTranslation('shell');
  const apps = useOfferedApps().filter((app) => app.home);
  const shown = apps.length > MOST ? apps.slice(0, MOST - 1) : apps;
  return (
    <nav className={classes.tabs} aria-label={t('rail.label')}>
      {shown.map((app) => (
        <AppLink key={app.name} app={app} isLabelled />
      ))}
      {shown.length < apps.length && <More apps={apps.slice(shown.length)} />}
    </nav>
  );
}
