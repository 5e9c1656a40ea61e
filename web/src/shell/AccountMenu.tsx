/** Who is signed in, how the product looks, and the way out. */
import { Menu, Text, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import {
  IconCheck,
  IconDeviceDesktop,
  IconLogout,
  IconMoon,
  IconSettings,
  IconShieldLock,
  IconSun,
} from '@tabler/icons-react';
import { send } from '@/platform/api';
import { useGo } from '@/platform/app';
import {
  currentLanguage,
  languageNames,
  languages,
  setLanguage,
  useTranslation,
} from '@/platform/i18n';
import { forgetDocuments } from '@/platform/realtime';
import { useMe } from '@/platform/session';
import { PersonAvatar, toast } from '@/ui';
import { keepTheme } from './useLook';
import classes from './TopBar.module.css';

const schemes = [
  { value: 'light', icon: IconSun },
  { value: 'dark', icon: IconMoon },
  { value: 'auto', icon: IconDeviceDesktop },
] as const;

async function signOut(): Promise<void> {
  // The sign-out address answers 401 to say that nobody is signed in any more.
  await send('/_allauth/browser/v1/auth/session', { method: 'DELETE' }).catch(() => undefined);
  await forgetDocuments();
  window.location.assign('/sign-in');
}

function ThemeItems() {
  const { t } = useTranslation('shell');
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <Menu.Label>{t('account.theme')}</Menu.Label>
      {schemes.map(({ value, icon: Icon }) => (
        <Menu.RadioItem
          key={value}
          value={value}
          checked={colorScheme === value}
          checkIcon={<IconCheck size={16} />}
          rightSection={<Icon size={18} stroke={1.75} />}
          onChange={() => {
            setColorScheme(value);
            void keepTheme(value).catch(toast.problem);
          }}
        >
          {t(`theme.${value}`)}
        </Menu.RadioItem>
      ))}
    </>
  );
}

function LanguageItems() {
  const { t } = useTranslation('shell');
  async function choose(language: string): Promise<void> {
    await setLanguage(language);
    await send('/api/v1/me', { method: 'PATCH', body: { language } }).catch(toast.problem);
  }
  return (
    <>
      <Menu.Label>{t('account.language')}</Menu.Label>
      {languages.map((language) => (
        <Menu.RadioItem
          key={language}
          value={language}
          lang={language}
          checked={language === currentLanguage()}
          closeMenuOnClick
          checkIcon={<IconCheck size={16} />}
          onChange={() => void choose(language)}
        >
          {languageNames[language]}
        </Menu.RadioItem>
      ))}
    </>
  );
}

export function AccountMenu() {
  const { t } = useTranslation('shell');
  const me = useMe();
  const go = useGo();
  return (
    <Menu width={260}>
      <Menu.Target>
        <UnstyledButton className={classes.avatar} aria-label={t('account.label')}>
          <PersonAvatar name={me.name} seed={me.id} photoUrl={me.photo_url} size={32} />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Text px="sm" pt="xs" fw={600}>
          {me.name}
        </Text>
        <Text px="sm" pb="xs" size="xs" c="dimmed">
          {me.email}
        </Text>
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconSettings size={18} stroke={1.75} />}
          onClick={() => go('/settings')}
        >
          {t('account.settings')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconShieldLock size={18} stroke={1.75} />}
          onClick={() => go('/settings/security')}
        >
          {t('account.security')}
        </Menu.Item>
        <Menu.Divider />
        <ThemeItems />
        <Menu.Divider />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item
          leftSection={<IconLogout size={18} stroke={1.75} />}
          onClick={() => void signOut()}
        >
          {t('account.signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
