/** Bringing mail in from a file or another server, and taking it along as a file. */
import { Button, Group, Select } from '@mantine/core';
import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PageSection, QueryState, RowList } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import { pathOf } from '@/apps/mail/model/labels';
import { isLabel } from '@/apps/mail/model/mail';
import { exportMail, transfersQuery } from '../client/transfers';
import { work } from '../work';
import { ImportFile } from './ImportFile';
import { ImportImap } from './ImportImap';
import { TransferLine } from './TransferLine';

export default function Transfers() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(transfersQuery(account.id));
  const items = query.data ?? [];
  return (
    <>
      <PageSection title={t('import')} description={t('import.body')}>
        <ImportFile />
      </PageSection>
      <PageSection title={t('imap')} description={t('imap.body')}>
        <ImportImap />
      </PageSection>
      <PageSection title={t('export')} description={t('export.body')}>
        <Export />
      </PageSection>
      <QueryState query={query} isEmpty={items.length === 0}>
        <PageSection title={t('transfers')}>
          <RowList label={t('transfers')}>
            {items.map((it) => (
              <TransferLine key={it.id} transfer={it} />
            ))}
          </RowList>
        </PageSection>
      </QueryState>
    </>
  );
}

function Export() {
  const { t } = useTranslation('mail-settings');
  const { account, boxes } = useMail();
  const [label, setLabel] = useState<string | null>(null);
  return (
    <Group gap="xs">
      <Select
        w={280}
        clearable
        aria-label={t('export.what')}
        placeholder={t('export.all')}
        data={boxes.filter(isLabel).map((box) => ({ value: box.id, label: pathOf(box, boxes) }))}
        value={label}
        onChange={setLabel}
      />
      <Button
        variant="default"
        onClick={() => void work(() => exportMail(account.id, label), t('export.begun'))}
      >
        {t('export.do')}
      </Button>
    </Group>
  );
}
