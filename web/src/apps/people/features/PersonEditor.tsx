/** Change a person: names, addresses, place and manager. */
import { useState } from 'react';
import { Button, Group, Select, Stack, TagsInput, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { languageNames, languages, useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { PeoplePicker, toast } from '@/ui';
import { usePersonActions } from '../client/directory';
import type { Person } from '../client/types';
import { changesBetween, draftOf, type Draft } from './personChanges';
import { searchPersons } from './searchGroups';
import { UnitSelect } from './UnitSelect';

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
