/** Put labels on conversations and take them off. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconCheck, IconTag } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { isIn, type Head } from '../model/mail';
import { LabelDot } from './LabelChips';
import { useMail } from './MailContext';
import { useVerbs } from './useVerbs';

export function LabelMenu({ threads }: { threads: readonly (readonly Head[])[] }) {
  const { t } = useTranslation('mail');
  const { boxes } = useMail();
  const verbs = useVerbs();
  const labels = boxes.filter((box) => box.role === null);
  const has = (id: string) => threads.every((emails) => emails.some((email) => isIn(email, id)));
  return (
    <Menu position="bottom-start" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('label')}
          title={t('label')}
        >
          <IconTag size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: 'auto' }}>
        <Menu.Label>{t('labels')}</Menu.Label>
        {labels.length === 0 && <Menu.Item disabled>{t('labels.none')}</Menu.Item>}
        {labels.map((box) => (
          <Menu.Item
            key={box.id}
            leftSection={<LabelDot color={box.color} />}
            rightSection={has(box.id) ? <IconCheck size={16} /> : null}
            onClick={() => verbs.label(threads, box.id, !has(box.id))}
          >
            {box.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
