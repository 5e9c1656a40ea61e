/** The rarer things: templates, a reminder, Smart Compose. */
import { lazy, Suspense, useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlarm,
  IconDeviceFloppy,
  IconDots,
  IconSparkles,
  IconTemplate,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { edit } from '@/apps/mail/client/drafts';
import { changeSettings, useMailSettings } from '@/apps/mail/client/settings';
import type { Compose } from '@/apps/mail/model/compose';

const TemplateDialog = lazy(() => import('./TemplateDialog'));
const KeepTemplateDialog = lazy(() => import('./KeepTemplateDialog'));

type Open = 'insert' | 'keep' | null;

const look = { size: 18, stroke: 1.75 };

export function MoreMenu({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [open, setOpen] = useState<Open>(null);
  const { smart_compose_on: isSmart } = useMailSettings();
  const close = () => setOpen(null);
  return (
    <>
      <Menu position="top-start" shadow="md" width={260}>
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={32}
            aria-label={t('more')}
            title={t('more')}
          >
            <IconDots {...look} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconTemplate {...look} />} onClick={() => setOpen('insert')}>
            {t('template.insert')}
          </Menu.Item>
          <Menu.Item leftSection={<IconDeviceFloppy {...look} />} onClick={() => setOpen('keep')}>
            {t('template.keep')}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Label>{t('followUp')}</Menu.Label>
          {[1, 3, 7].map((days) => (
            <Menu.Item
              key={days}
              leftSection={<IconAlarm {...look} />}
              onClick={() => edit(compose.key, { followUpDays: days })}
            >
              {t('followUp.days', { count: days })}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item
            leftSection={<IconSparkles {...look} />}
            onClick={() => void changeSettings({ smart_compose_on: !isSmart })}
          >
            {isSmart ? t('smart.off') : t('smart.on')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense>
        {open === 'insert' && <TemplateDialog compose={compose} onClose={close} />}
        {open === 'keep' && <KeepTemplateDialog compose={compose} onClose={close} />}
      </Suspense>
    </>
  );
}
