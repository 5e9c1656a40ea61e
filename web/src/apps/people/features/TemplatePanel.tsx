/** A joiner template: for whom it is, and what it gives them. */
import { useState } from 'react';
import { Button, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { languageNames, languages, useTranslation } from '@/platform/i18n';
import { confirm, PeoplePicker, RightPanel, toast, type PersonChoice } from '@/ui';
import { useTemplateActions, type TemplateFields } from '../client/templates';
import type { Template } from '../client/types';
import { CourseWishes } from './CourseWishes';
import { DriveWishes } from './DriveWishes';
import { searchGroups } from './searchGroups';
import { UnitSelect } from './UnitSelect';

const GB = 1_000_000_000;
const empty: TemplateFields = {
  name: '',
  unit_id: null,
  country: '',
  settings: { groups: [], shared_drives: [], courses: [] },
};

const groupChoice = (email: string): PersonChoice => ({
  id: '',
  name: email,
  email,
  kind: 'group',
});

interface PartProps {
  fields: TemplateFields;
  problem: ProblemError | null;
  onChange: (fields: TemplateFields) => void;
}

function ForWhom({ fields, problem, onChange }: PartProps) {
  const { t } = useTranslation('people');
  return (
    <Stack gap="sm">
      <TextInput
        label={t('field.name')}
        value={fields.name}
        autoFocus={!fields.name}
        error={problem?.messageFor('name')}
        onChange={(event) => onChange({ ...fields, name: event.currentTarget.value })}
      />
      <UnitSelect
        label={t('template.unit')}
        placeholder={t('template.anyUnit')}
        value={fields.unit_id ?? null}
        error={problem?.messageFor('unit_id')}
        onChange={(unit_id) => onChange({ ...fields, unit_id })}
      />
      <TextInput
        label={t('template.country')}
        placeholder={t('template.anyCountry')}
        description={t('template.countryBody')}
        maxLength={2}
        value={fields.country}
        error={problem?.messageFor('country')}
        onChange={(event) => onChange({ ...fields, country: event.currentTarget.value })}
      />
    </Stack>
  );
}

function Gives({ fields, problem, onChange }: PartProps) {
  const { t } = useTranslation('people');
  const { settings } = fields;
  const set = (changes: Partial<Template['settings']>) =>
    onChange({ ...fields, settings: { ...settings, ...changes } });
  return (
    <Stack gap="sm">
      <PeoplePicker
        label={t('field.groups')}
        placeholder={t('template.addGroup')}
        value={(settings.groups ?? []).map(groupChoice)}
        search={async (text) => (await searchGroups(text)).filter((it) => it.email)}
        error={problem?.messageFor('groups')}
        onChange={(groups) => set({ groups: groups.map((it) => it.email) })}
      />
      <DriveWishes
        wishes={settings.shared_drives ?? []}
        onChange={(shared_drives) => set({ shared_drives })}
      />
      <CourseWishes wishes={settings.courses ?? []} onChange={(courses) => set({ courses })} />
      <NumberInput
        label={t('template.quota')}
        placeholder={t('template.noQuota')}
        min={0.1}
        decimalScale={1}
        suffix=" GB"
        value={settings.drive_quota_bytes ? settings.drive_quota_bytes / GB : ''}
        onChange={(value) =>
          set({ drive_quota_bytes: Number(value) ? Math.round(Number(value) * GB) : null })
        }
      />
      <Select
        label={t('template.language')}
        placeholder={t('template.asRoster')}
        clearable
        value={settings.language ?? null}
        data={languages.map((value) => ({ value, label: languageNames[value] }))}
        onChange={(value) => set({ language: languages.find((it) => it === value) ?? null })}
      />
      <Select
        label={t('template.zone')}
        placeholder={t('template.asRoster')}
        clearable
        searchable
        limit={50}
        value={settings.time_zone ?? null}
        error={problem?.messageFor('time_zone')}
        data={['UTC', ...Intl.supportedValuesOf('timeZone').filter((it) => it !== 'UTC')]}
        onChange={(time_zone) => set({ time_zone })}
      />
    </Stack>
  );
}

export function TemplatePanel({
  template,
  onClose,
}: {
  template: Template | null;
  onClose: () => void;
}) {
  const { t } = useTranslation('people');
  const actions = useTemplateActions();
  const [fields, setFields] = useState<TemplateFields>(() => {
    if (!template) return empty;
    const { name, unit_id, country, settings } = template;
    return { name, unit_id, country, settings };
  });
  const [problem, setProblem] = useState<ProblemError | null>(null);

  async function save(): Promise<void> {
    setProblem(null);
    try {
      await actions.save(template?.id ?? null, fields);
      toast.show(t('template.saved', { name: fields.name }), { tone: 'success' });
      onClose();
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  async function remove(): Promise<void> {
    if (!template) return;
    const isSure = await confirm({
      title: t('template.deleteTitle', { name: template.name }),
      body: t('template.deleteBody'),
      action: t('template.delete'),
      isDangerous: true,
    });
    if (!isSure) return;
    await actions.remove(template.id);
    onClose();
  }
  const parts = { fields, problem, onChange: setFields };
  return (
    <RightPanel
      title={template ? template.name : t('template.new')}
      onClose={onClose}
      foot={
        <>
          {template && (
            <Button variant="subtle" color="red" onClick={() => void remove().catch(toast.problem)}>
              {t('template.delete')}
            </Button>
          )}
          <Button disabled={!fields.name.trim()} onClick={() => void save()}>
            {t('save')}
          </Button>
        </>
      }
    >
      <Stack gap="lg">
        <ForWhom {...parts} />
        <Text c="dimmed">{t('template.gives')}</Text>
        <Gives {...parts} />
      </Stack>
    </RightPanel>
  );
}
