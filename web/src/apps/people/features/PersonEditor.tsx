/** Change a person: names, addresses, place and manager. */
import { useState } from 'react';
import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { languageNames, languages, useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { PeoplePicker, toast, type PersonChoice } from '@/ui';
import { usePersonActions, type PersonChanges } from '../client/directory';
import type { Person } from '../client/types';
import { searchPersons } from './searchGroups';
import { UnitSelect } from './UnitSelect';

const aliasesOf = (person: Person) =>
  person.addresses.filter((it) => it.kind === 'alias').map((it) => it.email);

const draftOf = (person: Person) => ({
  name: person.name,
  given_name: person.given_name,
  family_name: person.family_name,
  title: person.title,
  phone: person.phone,
  email: person.email,
  recovery_email: person.recovery_email ?? '',
  start_date: person.start_date ?? '',
  language: person.language ?? 'en',
  time_zone: person.time_zone,
  aliases: aliasesOf(person),
  unit_id: person.unit?.id ?? null,
  manager: person.manager ? { ...person.manager, kind: 'person' as const } : null,
});

type Draft = Omit<ReturnType<typeof draftOf>, 'manager'> & { manager: PersonChoice | null };

/** Only what differs is sent, so that two people may edit different fields at once. */
export function changesBetween(before: Draft, after: Draft): PersonChanges {
  const pick = ({ manager, start_date, ...rest }: Draft) => ({
    ...rest,
    manager_id: manager?.id ?? null,
    start_date: start_date || null,
  });
  const old: Record<string, unknown> = pick(before);
  const changed = Object.entries(pick(after)).filter(
    ([field, value]) => JSON.stringify(value) !== JSON.stringify(old[field]),
  );
  return Object.fromEntries(changed);
}

export function PersonEditor({ person, onDone }: { person: Person; onDone: () => void }) {
  const { t } = useTranslation('people');
  const me = useMe();
  const { update } = usePersonActions();
  const [draft, setDraft] = useState<Draft>(() => draftOf(person));
  const [problem, setProblem] = useState<ProblemError | null>(null);

  async function save(): Promise<void> {
    setProblem(null);
    try {
      await update(person.id, changesBetween(draftOf(person), draft));
      onDone();
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  const field = (
    name: 'name' | 'given_name' | 'family_name' | 'title' | 'phone' | 'email' | 'recovery_email',
  ) => ({
    value: draft[name],
    error: problem?.messageFor(name),
    onChange: (event: React.ChangeEvent<HTMLInputElement>) =>
      setDraft({ ...draft, [name]: event.currentTarget.value }),
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack gap="sm">
        <TextInput label={t('field.given')} autoFocus {...field('given_name')} />
        <TextInput label={t('field.family')} {...field('family_name')} />
        <TextInput label={t('field.shown')} {...field('name')} />
        <TextInput label={t('field.title')} {...field('title')} />
        <TextInput type="tel" label={t('field.phone')} {...field('phone')} />
        <UnitSelect
          label={t('field.unit')}
          value={draft.unit_id}
          error={problem?.messageFor('unit_id')}
          onChange={(unit_id) => setDraft({ ...draft, unit_id })}
        />
        <PeoplePicker
          label={t('field.manager')}
          limit={1}
          search={searchPersons}
          value={draft.manager ? [draft.manager] : []}
          error={problem?.messageFor('manager_id')}
          onChange={([manager]) => setDraft({ ...draft, manager: manager ?? null })}
        />
        {me.abilities.administer && (
          <TextInput
            type="email"
            label={t('field.email')}
            description={t('field.emailBody')}
            {...field('email')}
          />
        )}
        <TagsInput
          label={t('field.aliases')}
          description={t('field.aliasesBody')}
          value={draft.aliases}
          splitChars={[',', ' ', ';']}
          error={problem?.messageFor('aliases')}
          onChange={(aliases) => setDraft({ ...draft, aliases })}
        />
        <TextInput type="email" label={t('field.outside')} {...field('recovery_email')} />
        <TextInput
          type="date"
          label={t('field.start')}
          value={draft.start_date}
          error={problem?.messageFor('start_date')}
          onChange={(event) => setDraft({ ...draft, start_date: event.currentTarget.value })}
        />
        <Select
          label={t('field.language')}
          allowDeselect={false}
          value={draft.language}
          data={languages.map((value) => ({ value, label: languageNames[value] }))}
          onChange={(language) => setDraft({ ...draft, language: language ?? draft.language })}
        />
        <Select
          label={t('field.zone')}
          searchable
          allowDeselect={false}
          limit={50}
          value={draft.time_zone}
          data={[...new Set(['UTC', ...Intl.supportedValuesOf('timeZone'), draft.time_zone])]}
          onChange={(zone) => setDraft({ ...draft, time_zone: zone ?? draft.time_zone })}
        />
        <Group gap="xs">
          <Button type="submit">{t('save')}</Button>
          <Button variant="subtle" color="gray" onClick={onDone}>
            {t('cancel')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
