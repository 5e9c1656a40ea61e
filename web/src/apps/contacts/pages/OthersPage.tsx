/** Whom one wrote to and who is no contact yet: to keep or to forget. */
import { Button, Group } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  ListRow,
  Page,
  PersonAvatar,
  QueryState,
  RowList,
  Toolbar,
} from '@/ui';
import { useCreateContact, useForgetOther, useOthers, type Other } from '../client';
import { ContactsSide } from '../features/ContactsSide';

function OtherActions({ other }: { other: Other }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const create = useCreateContact();
  const forget = useForgetOther();
  const name = other.name || other.email;
  const keep = () =>
    create.mutate(
      { name, emails: [{ value: other.email, type: '', is_primary: false }] },
      { onSuccess: (made) => go(`/contacts/${made.id}`) },
    );
  return (
    <Group gap="xs" wrap="nowrap">
      <Button variant="default" size="xs" aria-label={t('others.keepOne', { name })} onClick={keep}>
        {t('others.keep')}
      </Button>
      <Button
        variant="subtle"
        size="xs"
        aria-label={t('others.forgetOne', { name })}
        onClick={() => forget.mutate(other.id)}
      >
        {t('others.forget')}
      </Button>
    </Group>
  );
}

export default function OthersPage() {
  const { t } = useTranslation('contacts');
  const list = useOthers();
  return (
    <AppLayout title={t('others')} side={<ContactsSide />}>
      <Toolbar title={t('others')} />
      <Page>
        <QueryState
          query={list}
          isEmpty={list.items.length === 0}
          empty={
            <EmptyState drawing="person" title={t('others.empty')}>
              {t('others.emptyBody')}
            </EmptyState>
          }
        >
          <RowList label={t('others')}>
            {list.items.map((other) => (
              <ListRow
                key={other.id}
                mark={
                  <PersonAvatar name={other.name || other.email} seed={other.email} size={28} />
                }
                title={other.name || other.email}
                description={other.name ? other.email : undefined}
                actions={<OtherActions other={other} />}
              />
            ))}
          </RowList>
          {list.hasMore && (
            <Button variant="subtle" onClick={list.more}>
              {t('more')}
            </Button>
          )}
        </QueryState>
      </Page>
    </AppLayout>
  );
}
