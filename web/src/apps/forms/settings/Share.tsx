/** Who answers and who works with the form: its address, open or closed, people and their roles. */
import { useState } from 'react';
import { ActionIcon, Button, CopyButton, Group, Select, Switch, TextInput } from '@mantine/core';
import { IconCheck, IconCopy, IconExternalLink, IconTrash } from '@tabler/icons-react';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import {
  EmptyState,
  ListRow,
  Notice,
  Page,
  PageSection,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RowList,
  toast,
  type PersonChoice,
} from '@/ui';
import { useGrants, useSetGrant, useUpdateForm, type Form } from '../client/forms';
import { usePrincipals } from '../client/principals';

/** Roles of access, by what they allow on a form. */
const roles = ['10', '30', '40', '50'] as const;

export default function Share({ form }: { form: Form }) {
  return (
    <Page>
      <PublicLink form={form} />
      {form.abilities.manage && <People form={form} />}
    </Page>
  );
}

function PublicLink({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const update = useUpdateForm(form);
  const isPublished = form.version_number > 0;
  return (
    <PageSection title={t('share.link')} description={t(`share.link.${audienceOf(form)}`)}>
      {!isPublished && <Notice tone="info">{t('share.publish.first')}</Notice>}
      <Group gap="xs" align="flex-end" wrap="nowrap" mt="sm">
        <TextInput
          style={{ flex: 1 }}
          label={t('share.address')}
          readOnly
          value={form.url}
          onFocus={(event) => event.currentTarget.select()}
        />
        <CopyButton value={form.url}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={18} /> : <IconCopy size={18} stroke={1.75} />}
              onClick={copy}
            >
              {copied ? t('copied') : t('copy')}
            </Button>
          )}
        </CopyButton>
        <ActionIcon
          component="a"
          href={form.url}
          target="_blank"
          rel="noopener"
          variant="default"
          size={36}
          aria-label={t('open.public')}
        >
          <IconExternalLink size={18} stroke={1.75} />
        </ActionIcon>
      </Group>
      <Slug key={form.slug} form={form} />
      {isPublished && (
        <Switch
          mt="md"
          label={t('share.open')}
          description={t('share.open.help')}
          checked={form.state === 'open'}
          onChange={(event) =>
            update.mutate(
              { state: event.currentTarget.checked ? 'open' : 'closed' },
              { onError: (error) => void toast.problem(error) },
            )
          }
        />
      )}
    </PageSection>
  );
}

const audienceOf = (form: Form) => (form.audience === 'public' ? 'public' : 'organisation');

function Slug({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const update = useUpdateForm(form);
  const [slug, setSlug] = useState(form.slug);
  const problem = update.error ? asProblem(update.error) : undefined;
  const save = () =>
    update.mutate(
      { slug },
      { onSuccess: () => void toast.show(t('save.saved'), { tone: 'success' }) },
    );
  return (
    <Group gap="xs" align="flex-end" mt="sm" wrap="nowrap">
      <TextInput
        style={{ flex: 1 }}
        label={t('share.slug')}
        description={t('share.slug.help')}
        maxLength={80}
        error={problem?.messageFor('slug') ?? problem?.detail}
        value={slug}
        onChange={(event) => setSlug(event.currentTarget.value.toLowerCase())}
      />
      {slug !== form.slug && (
        <Button variant="default" loading={update.isPending} onClick={save}>
          {t('share.slug.save')}
        </Button>
      )}
    </Group>
  );
}

function People({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const grants = useGrants(form.id, true);
  const rows = grants.data ?? [];
  const named = usePrincipals(rows.map((row) => row.principal_id));
  const { mutate: setGrant } = useSetGrant(form.id);
  const [chosen, setChosen] = useState<PersonChoice[]>([]);
  const [role, setRole] = useState<string>('10');
  const choices = roles.map((value) => ({ value: value as string, label: t(`role.${value}`) }));

  function add(): void {
    for (const one of chosen) setGrant({ principal: one.id, role: Number(role) });
    setChosen([]);
  }

  return (
    <PageSection title={t('share.people')} description={t('share.people.help')}>
      <Group align="flex-end" gap="xs" mb="sm">
        <div style={{ flex: '1 1 220px' }}>
          <PeoplePicker
            label={t('share.people.add')}
            placeholder={t('share.people.placeholder')}
            value={chosen}
            onChange={setChosen}
          />
        </div>
        <Select
          aria-label={t('role')}
          w={176}
          allowDeselect={false}
          value={role}
          data={choices}
          onChange={(value) => value && setRole(value)}
        />
        <Button variant="default" disabled={chosen.length === 0} onClick={add}>
          {t('share.add')}
        </Button>
      </Group>
      <QueryState
        query={grants}
        isEmpty={rows.length === 0}
        empty={<EmptyState drawing="person" title={t('share.nobody')} />}
      >
        <RowList label={t('share.people')}>
          {rows.map((row, index) => {
            const person = named[index];
            const name = person?.name ?? '';
            const isOwner = row.principal_id === form.owner.id;
            return (
              <ListRow
                key={row.principal_id}
                mark={<PersonAvatar name={name} seed={row.principal_id} size={28} />}
                title={name}
                description={person?.email}
                actions={
                  isOwner ? (
                    <span>{t('role.owner')}</span>
                  ) : (
                    <>
                      <Select
                        size="xs"
                        w={168}
                        aria-label={t('role.of', { name })}
                        allowDeselect={false}
                        value={String(row.role)}
                        data={choices}
                        onChange={(value) =>
                          value && setGrant({ principal: row.principal_id, role: Number(value) })
                        }
                      />
                      <ActionIcon
                        variant="subtle"
                        color="gray"
                        aria-label={t('remove.of', { name })}
                        onClick={() => setGrant({ principal: row.principal_id, role: 0 })}
                      >
                        <IconTrash size={18} stroke={1.75} />
                      </ActionIcon>
                    </>
                  )
                }
              />
            );
          })}
        </RowList>
      </QueryState>
    </PageSection>
  );
}
