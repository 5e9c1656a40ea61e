/** Mail that goes on to other addresses, once whoever reads them agreed. */
import { ActionIcon, Select, Switch } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, ListRow, Notice, PageSection, QueryState, RowList, StatusBadge } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import {
  addForwarding,
  changeForwarding,
  forwardingQuery,
  removeForwarding,
  type Forwarding as Address,
  type Keep,
} from '../client/forwarding';
import { work } from '../work';
import { AddLine } from './AddLine';

const keeps: readonly Keep[] = ['inbox', 'archive', 'trash'];

export default function Forwarding() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(forwardingQuery(account.id));
  const items = query.data?.items ?? [];
  return (
    <PageSection title={t('forwarding')} description={t('forwarding.body')}>
      {query.data && !query.data.outside_allowed && (
        <Notice tone="info">{t('forwarding.insideOnly')}</Notice>
      )}
      <AddLine
        label={t('forwarding.address')}
        placeholder={t('forwarding.address.example')}
        action={t('forwarding.add')}
        onAdd={(email) => addForwarding(account.id, email)}
      />
      <QueryState
        query={query}
        isEmpty={items.length === 0}
        empty={<EmptyState drawing="inbox" title={t('forwarding.none')} />}
      >
        <RowList label={t('forwarding')}>
          {items.map((it) => (
            <Line key={it.id} address={it} />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}

function Line({ address }: { address: Address }) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const { id, email, confirmed, enabled, keep } = address;
  const change = (body: { enabled: boolean; keep: Keep }) =>
    void work(() => changeForwarding(account.id, id, body));
  return (
    <ListRow
      title={email}
      description={
        confirmed ? (
          <StatusBadge tone={enabled ? 'success' : 'neutral'}>
            {enabled ? t('forwarding.on') : t('forwarding.confirmed')}
          </StatusBadge>
        ) : (
          <StatusBadge tone="warning">{t('forwarding.waiting')}</StatusBadge>
        )
      }
      actions={
        <>
          {confirmed && enabled && (
            <Select
              w={220}
              aria-label={t('forwarding.keep')}
              allowDeselect={false}
              data={keeps.map((value) => ({ value, label: t(`forwarding.keep.${value}`) }))}
              value={keep}
              onChange={(value) => value && change({ enabled, keep: value })}
            />
          )}
          {confirmed && (
            <Switch
              aria-label={t('forwarding.all', { email })}
              checked={enabled}
              onChange={(event) => change({ enabled: event.currentTarget.checked, keep })}
            />
          )}
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('forwarding.remove', { email })}
            onClick={() => void work(() => removeForwarding(account.id, id))}
          >
            <IconTrash size={18} stroke={1.75} />
          </ActionIcon>
        </>
      }
    />
  );
}
