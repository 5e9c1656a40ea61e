/** Contacts that look like one, to be merged; merging can be undone. */
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  ListRow,
  Page,
  PageSection,
  PersonAvatar,
  QueryState,
  RowList,
  toast,
  Toolbar,
} from '@/ui';
import { undoMerge, useDuplicates, useMerge, type Duplicate } from '../client';
import { ContactsSide } from '../features/ContactsSide';

function Alike({ duplicate }: { duplicate: Duplicate }) {
  const { t } = useTranslation('contacts');
  const merge = useMerge();
  const { contacts, shared } = duplicate;
  const name = contacts[0]?.name ?? '';
  const join = () =>
    merge.mutate(
      contacts.map((one) => one.id),
      {
        onSuccess: ({ merge_id }) =>
          toast.show(t('merge.done', { name }), { undo: () => undoMerge(merge_id) }),
      },
    );
  return (
    <PageSection
      title={t('merge.shared', { what: shared.map((it) => t(`shared.${it}`)).join(', ') })}
    >
      <RowList label={name}>
        {contacts.map((one) => (
          <ListRow
            key={one.id}
            mark={<PersonAvatar name={one.name} seed={one.id} photoUrl={one.photo_url} size={28} />}
            title={one.name}
            description={[one.email, one.phone].filter(Boolean).join(' · ')}
          />
        ))}
      </RowList>
      <Button
        mt="sm"
        variant="default"
        loading={merge.isPending}
        aria-label={t('merge.one', { name })}
        onClick={join}
      >
        {t('merge')}
      </Button>
    </PageSection>
  );
}

export default function DuplicatesPage() {
  const { t } = useTranslation('contacts');
  const query = useDuplicates();
  const found = query.data ?? [];
  return (
    <AppLayout title={t('duplicates')} side={<ContactsSide />}>
      <Toolbar title={t('duplicates')} />
      <Page>
        <QueryState
          query={query}
          isEmpty={found.length === 0}
          empty={
            <EmptyState drawing="person" title={t('duplicates.empty')}>
              {t('duplicates.emptyBody')}
            </EmptyState>
          }
        >
          {found.map((one) => (
            <Alike key={one.contacts.map((it) => it.id).join()} duplicate={one} />
          ))}
        </QueryState>
      </Page>
    </AppLayout>
  );
}
