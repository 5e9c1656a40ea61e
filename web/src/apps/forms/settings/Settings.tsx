/** The settings of a form. Each is saved as soon as it is changed. */
import { useState, type ReactNode } from 'react';
import { NumberInput, Radio, Select, Stack, Switch, Textarea, TextInput } from '@mantine/core';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { Page, PageSection, toast } from '@/ui';
import { useUpdateForm, type Form } from '../client/forms';
import { readSettings, toInputTime, toServerTime, type Settings as Values } from './formSettings';

const MAX_RESPONSES = 1_000_000;

function useSettings(form: Form) {
  const { t } = useTranslation('forms');
  const update = useUpdateForm(form);
  const problem = update.error ? asProblem(update.error) : undefined;
  const save = (settings: Partial<Values>) =>
    update.mutate(
      { settings },
      {
        onSuccess: () => void toast.show(t('save.saved'), { tone: 'success' }),
        onError: (error) => void toast.problem(error),
      },
    );
  return { values: readSettings(form.settings), save, update, problem };
}

export default function Settings({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { values, save, update, problem } = useSettings(form);
  const wrong = (name: keyof Values) => problem?.messageFor(`settings.${name}`);
  return (
    <Page>
      <PageSection title={t('settings.who')}>
        <Stack gap="md">
          <Radio.Group
            label={t('audience')}
            value={form.audience}
            onChange={(audience) => update.mutate({ audience })}
          >
            {(['public', 'organisation'] as const).map((it) => (
              <Radio
                key={it}
                mt={8}
                value={it}
                label={t(`audience.${it}`)}
                description={t(`audience.${it}.help`)}
              />
            ))}
          </Radio.Group>
          <Select
            label={t('collect')}
            description={t('collect.help')}
            allowDeselect={false}
            value={values.collect_email}
            data={(['none', 'typed', 'signed_in'] as const).map((value) => ({
              value,
              label: t(`collect.${value}`),
            }))}
            onChange={(value) => value && save({ collect_email: value as Values['collect_email'] })}
          />
        </Stack>
      </PageSection>
      <PageSection title={t('settings.when')} description={t('settings.when.help')}>
        <Stack gap="md">
          <TimeInput
            label={t('opens')}
            value={values.opens_at}
            error={wrong('opens_at')}
            onSave={(opens_at) => save({ opens_at })}
          />
          <TimeInput
            label={t('closes')}
            value={values.closes_at}
            error={wrong('closes_at')}
            onSave={(closes_at) => save({ closes_at })}
          />
          <CountInput
            label={t('most')}
            description={t('most.help')}
            value={values.max_responses === MAX_RESPONSES ? '' : values.max_responses}
            error={wrong('max_responses')}
            onSave={(count) => save({ max_responses: count || MAX_RESPONSES })}
          />
        </Stack>
      </PageSection>
      <PageSection title={t('settings.words')}>
        <Stack gap="md">
          <WordsInput
            label={t('description')}
            description={t('description.help')}
            value={values.description}
            onSave={(description) => save({ description })}
          />
          <WordsInput
            label={t('confirmation')}
            description={t('confirmation.help')}
            value={values.confirmation}
            onSave={(confirmation) => save({ confirmation })}
          />
        </Stack>
      </PageSection>
      <PageSection title={t('settings.after')}>
        <Stack gap="md">
          <Switch
            label={t('notify', { name: form.owner.name })}
            checked={values.notify}
            onChange={(event) => save({ notify: event.currentTarget.checked })}
          />
          <CountInput
            label={t('fill')}
            description={t('fill.help')}
            value={values.minimum_fill_s}
            error={wrong('minimum_fill_s')}
            onSave={(seconds) => save({ minimum_fill_s: seconds || 0 })}
          />
        </Stack>
      </PageSection>
    </Page>
  );
}

interface FieldProps<T> {
  label: string;
  description?: ReactNode;
  value: T;
  error?: string | undefined;
  onSave: (value: T) => void;
}

function WordsInput({ label, description, value, onSave }: FieldProps<string>) {
  const [words, setWords] = useState(value);
  return (
    <Textarea
      label={label}
      description={description}
      autosize
      minRows={2}
      maxLength={10_000}
      value={words}
      onChange={(event) => setWords(event.currentTarget.value)}
      onBlur={() => words !== value && onSave(words)}
    />
  );
}

function TimeInput({ label, value, error, onSave }: FieldProps<string>) {
  const [time, setTime] = useState(toInputTime(value));
  return (
    <TextInput
      type="datetime-local"
      label={label}
      maw={280}
      error={error}
      value={time}
      onChange={(event) => setTime(event.currentTarget.value)}
      onBlur={() => time !== toInputTime(value) && onSave(toServerTime(time))}
    />
  );
}

function CountInput({ label, description, value, error, onSave }: FieldProps<number | ''>) {
  const [count, setCount] = useState<number | ''>(value);
  return (
    <NumberInput
      label={label}
      description={description}
      maw={280}
      min={0}
      error={error}
      value={count}
      onChange={(next) => setCount(next === '' ? '' : Number(next))}
      onBlur={() => count !== value && onSave(count)}
    />
  );
}
