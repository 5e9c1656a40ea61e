/** Ways to have more calendars: one's own, a colleague's, holidays, an address, a file. */
import { useState } from 'react';
import { Button, FileInput, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { ListRow, Notice, PersonAvatar, RowList, toast } from '@/ui';
import {
  searchDirectory,
  useCountries,
  useCreateCalendar,
  useImport,
  useSubscribe,
  useWritable,
  type Imported,
} from '@/apps/calendar/client/calendars';
import { palette } from '@/apps/calendar/model/colors';
import { ColorSwatches } from '../ColorSwatches';

type What = 'calendar' | 'directory' | 'holidays' | 'url' | 'import';

interface Props {
  what: What;
  onClose: () => void;
}

const forms = {
  calendar: NewCalendar,
  directory: FromDirectory,
  holidays: Holidays,
  url: FromAddress,
  import: FromFile,
};

export default function AddDialog({ what, onClose }: Props) {
  const { t } = useTranslation('calendar');
  const Form = forms[what];
  return (
    <Modal
      opened
      onClose={onClose}
      size={460}
      title={t(`add.${what}`)}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Form onDone={onClose} />
    </Modal>
  );
}

interface FormProps {
  onDone: () => void;
}

function NewCalendar({ onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const create = useCreateCalendar();
  const [name, setName] = useState('');
  const [color, setColor] = useState<string>(palette[3].value);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate({ name: name.trim(), color }, { onSuccess: onDone });
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('calendar.name')}
          value={name}
          error={
            create.error && (asProblem(create.error).messageFor('name') ?? create.error.message)
          }
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <ColorSwatches value={color} label={t('calendar.color')} onChange={setColor} />
        <Group justify="flex-end">
          <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
            {t('calendar.create')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FromDirectory({ onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const [text, setText] = useState('');
  const [words] = useDebouncedValue(text.trim(), 150);
  const subscribe = useSubscribe();
  const { data = [] } = useQuery({
    queryKey: ['calendar', 'directory', words],
    queryFn: () => searchDirectory(words),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack gap="sm">
      <TextInput
        data-autofocus
        aria-label={t('directory.search')}
        placeholder={t('directory.search')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <RowList label={t('directory.found')}>
        {data.map((it) => {
          const id = it.person_id ?? it.calendar_id ?? '';
          return (
            <ListRow
              key={`${it.kind} ${id}`}
              mark={<PersonAvatar name={it.name} seed={id} size={30} />}
              title={it.name}
              description={it.email}
              actions={
                <Button
                  size="compact-sm"
                  variant="default"
                  disabled={it.is_added}
                  aria-label={t('directory.add.of', { name: it.name })}
                  onClick={() =>
                    subscribe.mutate(
                      it.kind === 'person' ? { person_id: id } : { calendar_id: id },
                      { onSuccess: onDone, onError: (error) => toast.problem(error) },
                    )
                  }
                >
                  {it.is_added ? t('directory.added') : t('directory.add')}
                </Button>
              }
            />
          );
        })}
      </RowList>
      {data.length === 0 && <p>{t('directory.none')}</p>}
    </Stack>
  );
}

function Holidays({ onDone }: FormProps) {
  const { t, i18n } = useTranslation('calendar');
  const subscribe = useSubscribe();
  const { data: countries = [] } = useCountries();
  const [code, setCode] = useState('');
  const names = new Intl.DisplayNames(i18n.language, { type: 'region' });
  const nameOf = (it: { code: string; name: string }) =>
    /^[A-Z]{2}$/.test(it.code) ? (names.of(it.code) ?? it.name) : it.name;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        subscribe.mutate({ holidays: code }, { onSuccess: onDone, onError: toast.problem });
      }}
    >
      <Stack gap="sm">
        <Select
          data-autofocus
          searchable
          label={t('holidays.country')}
          data={countries.map((it) => ({ value: it.code, label: nameOf(it) }))}
          value={code || null}
          onChange={(value) => setCode(value ?? '')}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!code} loading={subscribe.isPending}>
            {t('holidays.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FromAddress({ onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const subscribe = useSubscribe();
  const [url, setUrl] = useState('');
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        subscribe.mutate({ url: url.trim() }, { onSuccess: onDone });
      }}
    >
      <Stack gap="sm">
        <TextInput
          data-autofocus
          label={t('url.label')}
          description={t('url.help')}
          placeholder="https://example.com/calendar.ics"
          value={url}
          error={subscribe.error && asProblem(subscribe.error).message}
          onChange={(event) => setUrl(event.currentTarget.value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!url.trim()} loading={subscribe.isPending}>
            {t('url.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function FromFile({ onDone }: FormProps) {
  const { t } = useTranslation('calendar');
  const writable = useWritable();
  const load = useImport();
  const [file, setFile] = useState<File | null>(null);
  const [chosen, setChosen] = useState('');
  const calendarId = chosen || writable[0]?.id || '';
  if (load.data) return <Outcome outcome={load.data} onDone={onDone} />;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (file) load.mutate({ file, calendarId });
      }}
    >
      <Stack gap="sm">
        <FileInput
          label={t('import.file')}
          accept=".ics,.ical,.zip,text/calendar"
          value={file}
          error={load.error && asProblem(load.error).message}
          onChange={setFile}
        />
        <Select
          label={t('field.calendar')}
          allowDeselect={false}
          data={writable.map((it) => ({ value: it.id, label: it.name }))}
          value={calendarId}
          onChange={(value) => value && setChosen(value)}
        />
        <Group justify="flex-end">
          <Button type="submit" disabled={!file} loading={load.isPending}>
            {t('import.action')}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

const MOST_SKIPPED = 50;

function Outcome({ outcome, onDone }: { outcome: Imported; onDone: () => void }) {
  const { t } = useTranslation('calendar');
  const { added, changed, skipped } = outcome;
  return (
    <Stack gap="sm">
      <Notice tone="success">{t('import.done', { added, changed })}</Notice>
      {skipped.length > 0 && (
        <>
          <strong>{t('import.skipped', { count: skipped.length })}</strong>
          <ul>
            {skipped.slice(0, MOST_SKIPPED).map(({ line, why }) => (
              <li key={`${line} ${why}`}>{t('import.line', { line, why })}</li>
            ))}
          </ul>
        </>
      )}
      <Group justify="flex-end">
        <Button onClick={onDone}>{t('done')}</Button>
      </Group>
    </Stack>
  );
}
