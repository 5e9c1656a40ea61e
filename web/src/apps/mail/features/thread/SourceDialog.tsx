/** The original of a message: how it was verified, and its bytes as they came. */
import { Button, CopyButton, Modal, Table } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { send } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { KeyValues, QueryState, StatusBadge } from '@/ui';
import { downloadHref } from '@/apps/mail/client/threads';
import type { Head, Trust } from '@/apps/mail/model/mail';
import { addressText } from '@/apps/mail/model/people';
import { checksOf } from '@/apps/mail/model/trust';
import { useMail } from '../MailContext';
import classes from './thread.module.css';

const MOST_SHOWN = 200_000;

interface Props {
  email: Head;
  trust: Trust | null;
  onClose: () => void;
}

export default function SourceDialog({ email, trust, onClose }: Props) {
  const { t } = useTranslation('mail');
  const formats = useFormats();
  const { account } = useMail();
  const href = downloadHref(account.id, email.blobId, 'message.txt', 'text/plain');
  const raw = downloadHref(account.id, email.blobId, 'message.eml', 'message/rfc822');
  const source = useQuery({
    queryKey: ['mail-original', email.blobId],
    gcTime: 60_000,
    queryFn: async () => (await send(href, { headers: { Accept: '*/*' } })).text(),
  });
  const checks = checksOf(trust);
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('message.source')}
      size="min(960px, 94vw)"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <KeyValues
        items={[
          [t('from'), addressText(email.from)],
          [t('to'), addressText(email.to)],
          [t('subject'), email.subject],
          [t('date'), formats.exact(email.receivedAt)],
          [t('size'), formats.size(email.size)],
        ]}
      />
      {checks.length > 0 && (
        <Table className={classes.checks} aria-label={t('checks')}>
          <Table.Tbody>
            {checks.map(({ method, result, tone }) => (
              <Table.Tr key={method}>
                <Table.Th scope="row">{method.toUpperCase()}</Table.Th>
                <Table.Td>
                  <StatusBadge tone={tone}>{t(`check.${result}`)}</StatusBadge>
                </Table.Td>
                <Table.Td>{t(`check.${method}`)}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
      {checks.length === 0 && <p className={classes.unchecked}>{t('checks.none')}</p>}
      <div className={classes.sourceBar}>
        <Button component="a" href={raw} variant="default" size="xs">
          {t('message.download')}
        </Button>
        <CopyButton value={source.data ?? ''}>
          {({ copied, copy }) => (
            <Button variant="default" size="xs" disabled={!source.data} onClick={copy}>
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <QueryState query={source} isEmpty={source.data === undefined}>
        <pre className={classes.source} tabIndex={0} role="region" aria-label={t('message.source')}>
          {source.data?.slice(0, MOST_SHOWN)}
        </pre>
        {(source.data?.length ?? 0) > MOST_SHOWN && <p>{t('source.cut')}</p>}
      </QueryState>
    </Modal>
  );
}
