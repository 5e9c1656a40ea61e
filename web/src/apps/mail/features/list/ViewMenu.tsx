/** How lists look: density, reading pane, order, tabs. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconAdjustmentsHorizontal, IconCheck } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { changeSettings, useMailSettings } from '@/apps/mail/client/settings';

const densities = ['comfortable', 'normal', 'compact'] as const;
const panes = ['off', 'right', 'below'] as const;

export function ViewMenu() {
  const { t } = useTranslation('mail');
  const settings = useMailSettings();
  const isPhone = usePhone();
  const item = (isOn: boolean, label: string, patch: Parameters<typeof changeSettings>[0]) => (
    <Menu.Item
      key={label}
      aria-current={isOn || undefined}
      leftSection={isOn ? <IconCheck size={16} /> : <span style={{ width: 16 }} />}
      onClick={() => void changeSettings(patch)}
    >
      {label}
    </Menu.Item>
  );
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('view')}
          title={t('view')}
        >
          <IconAdjustmentsHorizontal size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('view.density')}</Menu.Label>
        {densities.map((it) => item(settings.density === it, t(`view.${it}`), { density: it }))}
        {!isPhone && <Menu.Label>{t('view.pane')}</Menu.Label>}
        {!isPhone &&
          panes.map((it) =>
            item(settings.reading_pane === it, t(`view.pane.${it}`), { reading_pane: it }),
          )}
        <Menu.Divider />
        {item(settings.unread_first, t('view.unread'), { unread_first: !settings.unread_first })}
        {item(settings.categories_on, t('view.tabs'), { categories_on: !settings.categories_on })}
        {item(settings.keyboard_on, t('view.keys'), { keyboard_on: !settings.keyboard_on })}
      </Menu.Dropdown>
    </Menu>
  );
}
