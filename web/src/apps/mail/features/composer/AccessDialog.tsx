/** Some recipients cannot open a linked file: give access, or send it as it is. */
import { useState } from 'react';
import { Alert, Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { ListRow, RowList, toast } from '@/ui';
import { giveAccess, openLink, type Missing } from '@/apps/mail/client/driveLinks';
import { replaceLinks } from '@/apps/mail/client/editors';

interface Props {
  composeKey: string;
  missing: readonly Missing[];
  onClose: () => void;
  onSend: () => void;
}

const whoOf = ({ people, outside }: Missing): string =>
  [...people.map((one) => one.name), ...outside].join(', ');

export default function AccessDialog({ composeKey, missing, onClose, onSend }: Props) {
  const { t } = useTranslation('mail');
  const [isGiving, setGiving] = useState(false);
  const given = missing.filter((it) => it.mayShare);
  const hasOutside = given.some((it) => it.outside.length > 0);
  async function give(): Promise<void> {
    setGiving(true);
    try {
      for (const one of given) {
        await giveAccess(one);
        if (one.outside.length) replaceLinks(composeKey, one.node, await openLink(one.node));
      }
      onSend();
    } catch (error) {
      toast.problem(error);
    } finally {
      setGiving(false);
    }
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('access.title')}
      size={520}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="md">
        <Text>{t('access.body')}</Text>
        <RowList label={t('access.files')}>
          {missing.map((it) => (
            <ListRow
              key={it.node}
              title={it.name}
              description={it.mayShare ? whoOf(it) : `${whoOf(it)} · ${t('access.notYours')}`}
            />
          ))}
        </RowList>
        {hasOutside && <Alert color="yellow">{t('access.link')}</Alert>}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onSend}>
            {t('access.without')}
          </Button>
          {given.length > 0 && (
            <Button data-autofocus loading={isGiving} onClick={() => void give()}>
              {t('access.give')}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}
