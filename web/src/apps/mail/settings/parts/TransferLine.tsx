/** An import or export: how far it is, what came of it, what was left out. */
import { Button, Progress, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { ListRow, StatusBadge, When, type Tone } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import { isMoving, stopTransfer, type Transfer } from '../client/transfers';
import { work } from '../work';

const tones: Record<Transfer['state'], Tone> = {
  waiting: 'neutral',
  running: 'info',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
};

export function TransferLine({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const { id, kind, state, source, total, done, created_at, file } = transfer;
  return (
    <ListRow
      title={
        <>
          {t(`kind.${kind}`)} {source}{' '}
          <StatusBadge tone={tones[state]}>{t(`transfer.${state}`)}</StatusBadge>
        </>
      }
      description={
        <>
          <When at={created_at} />
          {isMoving(transfer) && total > 0 && (
            <Progress
              w={240}
              my={6}
              size={6}
              value={Math.max(2, (100 * done) / total)}
              aria-label={t('transfer.progress')}
            />
          )}
          <Report transfer={transfer} />
        </>
      }
      actions={
        <>
          {file && (
            <Button component="a" href={file} download variant="default">
              {t('export.download')}
            </Button>
          )}
          {isMoving(transfer) && (
            <Button
              variant="subtle"
              color="gray"
              onClick={() => void work(() => stopTransfer(account.id, id))}
            >
              {t('transfer.stop')}
            </Button>
          )}
        </>
      }
    />
  );
}

function Report({ transfer }: { transfer: Transfer }) {
  const { t } = useTranslation('mail-settings');
  const { kind, filed, known, skipped, report, error } = transfer;
  const parts = [
    filed > 0 && t(kind === 'export' ? 'transfer.written' : 'transfer.filed', { count: filed }),
    known > 0 && t('transfer.known', { count: known }),
    skipped > 0 && t('transfer.skipped', { count: skipped }),
  ];
  return (
    <>
      <Text size="sm">{parts.filter(Boolean).join(' · ')}</Text>
      {error && (
        <Text size="sm" c="var(--b-danger)">
          {error}
        </Text>
      )}
      {report.length > 0 && (
        <details>
          <summary>{t('transfer.report')}</summary>
          {report.map((it) => (
            <Text key={it.where + it.why} size="sm">
              {it.where}: {it.why}
            </Text>
          ))}
        </details>
      )}
    </>
  );
}
