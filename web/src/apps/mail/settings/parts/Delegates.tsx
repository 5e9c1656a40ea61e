/** Who else reads this mailbox, and whether they send for it. */
import { useState } from 'react';
import { ActionIcon, Button, Group, Select, Stack } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import {
  EmptyState,
  ListRow,
  PageSection,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RowList,
  type PersonChoice,
} from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import {
  delegate,
  delegatesQuery,
  rightOf,
  rights,
  undelegate,
  type Right,
} from '../client/delegates';
import { work } from '../work';

export default function Delegates() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(delegatesQuery(account.id));
  const items = query.data ?? [];
  if (query.error?.status === 403 || query.error?.status === 404) {
    return <EmptyState drawing="key" title={t('delegation.notYours')} />;
  }
  return (
    <PageSection title={t('delegation')} description={t('delegation.body')}>
      <New />
      <QueryState
        query={query}
        isEmpty={items.length === 0}
        empty={<EmptyState drawing="person" title={t('delegation.none')} />}
      >
        <RowList label={t('delegation')}>
          {items.map((it) => (
            <ListRow
              key={it.principal_id}
              mark={<PersonAvatar name={it.name} seed={it.principal_id} size={32} />}
              title={it.name}
              description={it.email}
              actions={
                <>
                  <RightChoice
                    value={rightOf(it)}
                    label={t('delegation.right.of', { name: it.name })}
                    onChange={(right) =>
                      void work(() => delegate(account.id, it.principal_id, right))
                    }
                  />
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('delegation.remove', { name: it.name })}
                    onClick={() => void work(() => undelegate(account.id, it.principal_id))}
                  >
                    <IconTrash size={18} stroke={1.75} />
                  </ActionIcon>
                </>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}

interface RightProps {
  label: string;
  value: Right;
  onChange: (right: Right) => void;
}

function RightChoice({ label, value, onChange }: RightProps) {
  const { t } = useTranslation('mail-settings');
  return (
    <Select
      w={220}
      aria-label={label}
      allowDeselect={false}
      data={rights.map((right) => ({ value: right, label: t(`right.${right}`) }))}
      value={value}
      onChange={(chosen) => {
        const right = rights.find((it) => it === chosen);
        if (right) onChange(right);
      }}
    />
  );
}

function New() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [people, setPeople] = useState<PersonChoice[]>([]);
  const [right, setRight] = useState<Right>('read');
  const add = async () => {
    for (const one of people) {
      if (!(await work(() => delegate(account.id, one.id, right)))) return;
    }
    setPeople([]);
  };
  return (
    <Stack gap="xs" mb="md" maw={560}>
      <PeoplePicker
        label={t('delegation.who')}
        placeholder={t('delegation.who.example')}
        value={people}
        onChange={setPeople}
      />
      <Group gap="xs">
        <RightChoice label={t('delegation.right')} value={right} onChange={setRight} />
        <Button disabled={people.length === 0} onClick={() => void add()}>
          {t('delegation.add')}
        </Button>
      </Group>
    </Stack>
  );
}
