/** An event in full: everything one can say of it, with rooms and free times beside. */
import { lazy, Suspense, type ReactNode } from 'react';
import { ActionIcon, Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import {
  IconAlignLeft,
  IconArrowLeft,
  IconBell,
  IconBriefcase,
  IconCalendar,
  IconClock,
  IconMapPin,
  IconRepeat,
  IconVideo,
  IconWorld,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { useMe } from '@/platform/session';
import { AppLayout, ErrorState, LoadingRows, Notice, Toolbar } from '@/ui';
import { useCalendarsById, useSettings, useWritable } from '../client/calendars';
import type { BusyWord, Visibility } from '../client/types';
import type { Draft } from '../model/draft';
import { isZone } from '../model/zone';
import { ColorSwatches } from '../features/ColorSwatches';
import { Field } from '../features/editor/Field';
import { FindTime } from '../features/editor/FindTime';
import { GuestsField } from '../features/editor/GuestsField';
import { RemindersField } from '../features/editor/RemindersField';
import { RepeatField } from '../features/editor/RepeatField';
import { RoomsField } from '../features/editor/RoomsField';
import { useEditing, type Editing } from '../features/editor/useEditing';
import { WhenFields } from '../features/editor/WhenFields';
import { Questions } from '../features/Questions';
import classes from '../features/editor/editor.module.css';

const RichText = lazy(() => import('@/editor'));
const Description = lazy(() => import('../features/event/Description'));

export default function EventPage() {
  const { t } = useTranslation('calendar');
  const editing = useEditing();
  const { draft, error, isNew, isReadOnly, isSaving, isChanged, save, leave } = editing;
  useShortcuts([
    { keys: 'mod+s', label: t('save'), group: t('app'), run: () => void save() },
    { keys: 'mod+Enter', label: t('save'), group: t('app'), run: () => void save() },
    { keys: 'Escape', label: t('back'), group: t('app'), run: () => void leave() },
  ]);
  return (
    <AppLayout title={isNew ? t('create') : t('event')}>
      <Toolbar
        title={
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('back')}
            onClick={() => void leave()}
          >
            <IconArrowLeft size={18} stroke={1.75} />
          </ActionIcon>
        }
        actions={
          !isReadOnly && (
            <Button
              loading={isSaving}
              disabled={!draft || (!isChanged && !isNew)}
              onClick={() => void save()}
            >
              {t(isNew && draft && draft.guests.length > 0 ? 'save.send' : 'save')}
            </Button>
          )
        }
      >
        <strong>{t(isNew ? 'event.new' : isReadOnly ? 'event' : 'event.edit')}</strong>
      </Toolbar>
      {error && !draft ? (
        <ErrorState error={error} onRetry={editing.retry} />
      ) : draft ? (
        <div className={classes.page}>
          <div className={classes.columns}>
            <Main editing={editing} draft={draft} />
            <Aside editing={editing} draft={draft} />
          </div>
        </div>
      ) : (
        <LoadingRows />
      )}
      <Questions />
    </AppLayout>
  );
}

interface PartProps {
  editing: Editing;
  draft: Draft;
}

function Main({ editing, draft }: PartProps) {
  const { t } = useTranslation('calendar');
  const { event, setDraft, isReadOnly } = editing;
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) =>
    setDraft({ ...draft, [name]: value });
  return (
    <div className={classes.fields}>
      {isReadOnly && <Notice>{t('event.readOnly')}</Notice>}
      <TextInput
        className={classes.title}
        size="md"
        aria-label={t('field.title')}
        placeholder={t('field.title')}
        autoFocus={editing.isNew}
        readOnly={isReadOnly}
        value={draft.title}
        onChange={(change) => set('title', change.currentTarget.value)}
      />
      <Field icon={IconClock}>
        <WhenFields draft={draft} onChange={setDraft} isReadOnly={isReadOnly} />
      </Field>
      <Field icon={IconRepeat}>
        <RepeatField
          draft={draft}
          text={event?.recurrence_text ?? ''}
          isReadOnly={isReadOnly}
          onChange={(recurrence) => set('recurrence', recurrence)}
        />
      </Field>
      {!draft.is_all_day && (
        <Field icon={IconWorld}>
          <ZoneSelect
            zone={draft.time_zone}
            isReadOnly={isReadOnly}
            onChange={(zone) => set('time_zone', zone)}
          />
        </Field>
      )}
      <Field icon={IconMapPin}>
        <TextInput
          aria-label={t('field.location')}
          placeholder={t('field.location')}
          readOnly={isReadOnly}
          value={draft.location}
          onChange={(change) => set('location', change.currentTarget.value)}
        />
      </Field>
      <Field icon={IconVideo}>
        <TextInput
          type="url"
          aria-label={t('field.conference')}
          placeholder={t('field.conference')}
          readOnly={isReadOnly}
          value={draft.conference_url}
          onChange={(change) => set('conference_url', change.currentTarget.value.trim())}
        />
      </Field>
      <Field icon={IconBell}>
        <RemindersField
          reminders={draft.reminders ?? []}
          onChange={(reminders) => set('reminders', reminders)}
        />
      </Field>
      <CalendarFields draft={draft} onChange={setDraft} isReadOnly={isReadOnly} />
      <Field icon={IconAlignLeft}>
        {isReadOnly ? (
          <Suspense>{draft.description && <Description html={draft.description} />}</Suspense>
        ) : (
          <div className={classes.rich}>
            <Suspense>
              <RichText
                label={t('field.description')}
                placeholder={t('field.description')}
                initialHtml={draft.description}
                onChange={(html) =>
                  set('description', html === '<p style="margin:0"></p>' ? '' : html)
                }
              />
            </Suspense>
          </div>
        )}
      </Field>
    </div>
  );
}

interface ZoneProps {
  zone: string;
  isReadOnly: boolean;
  onChange: (zone: string) => void;
}

function ZoneSelect({ zone, isReadOnly, onChange }: ZoneProps) {
  const { t } = useTranslation('calendar');
  const zones = Intl.supportedValuesOf('timeZone');
  const all = zones.includes(zone) ? zones : [zone, ...zones];
  return (
    <Select
      searchable
      aria-label={t('field.zone')}
      allowDeselect={false}
      limit={60}
      readOnly={isReadOnly}
      data={all.map((it) => ({ value: it, label: it.replace(/_/g, ' ') }))}
      value={zone}
      onChange={(value) => value && isZone(value) && onChange(value)}
    />
  );
}

interface CalendarProps {
  draft: Draft;
  isReadOnly: boolean;
  onChange: (draft: Draft) => void;
}

const busyWords: readonly BusyWord[] = ['busy', 'free', 'tentative', 'unavailable'];
const visibilities: readonly Visibility[] = ['public', 'private', 'confidential'];
const kinds = ['event', 'out_of_office', 'focus_time', 'working_location'] as const;

function CalendarFields({ draft, isReadOnly, onChange }: CalendarProps) {
  const { t } = useTranslation('calendar');
  const writable = useWritable();
  const calendar = useCalendarsById().get(draft.calendar_id);
  const set = <K extends keyof Draft>(name: K, value: Draft[K]) =>
    onChange({ ...draft, [name]: value });
  const choices =
    writable.some((it) => it.id === draft.calendar_id) || !calendar
      ? writable
      : [calendar, ...writable];
  return (
    <>
      <Field icon={IconCalendar}>
        <Select
          aria-label={t('field.calendar')}
          allowDeselect={false}
          readOnly={isReadOnly}
          data={choices.map((it) => ({ value: it.id, label: it.name }))}
          value={draft.calendar_id}
          onChange={(value) => value && set('calendar_id', value)}
        />
        <ColorSwatches
          value={draft.color}
          label={t('field.color')}
          inherited={calendar?.color ?? ''}
          onChange={(color) => !isReadOnly && set('color', color)}
        />
      </Field>
      <Field icon={IconBriefcase}>
        <div className={classes.pair}>
          <Select
            aria-label={t('field.busy')}
            allowDeselect={false}
            readOnly={isReadOnly}
            data={busyWords.map((it) => ({ value: it, label: t(`busy.${it}`) }))}
            value={draft.busy}
            onChange={(value) => set('busy', busyWords.find((it) => it === value) ?? 'busy')}
          />
          <Select
            aria-label={t('field.visibility')}
            allowDeselect={false}
            readOnly={isReadOnly}
            data={visibilities.map((it) => ({ value: it, label: t(`visibility.${it}`) }))}
            value={draft.visibility}
            onChange={(value) =>
              set('visibility', visibilities.find((it) => it === value) ?? 'public')
            }
          />
          <Select
            aria-label={t('field.kind')}
            allowDeselect={false}
            readOnly={isReadOnly}
            data={[
              ...kinds.map((it) => ({ value: it as string, label: t(`kind.${it}`) })),
              ...(kinds.some((it) => it === draft.kind)
                ? []
                : [{ value: draft.kind, label: draft.kind }]),
            ]}
            value={draft.kind}
            onChange={(value) => value && set('kind', value)}
          />
        </div>
      </Field>
    </>
  );
}

function Aside({ editing, draft }: PartProps) {
  const { t } = useTranslation('calendar');
  const me = useMe();
  const { zone } = useSettings();
  const { event, setDraft, isReadOnly } = editing;
  const mayInvite = !isReadOnly || (event?.may_invite ?? false);
  return (
    <div className={classes.aside}>
      <Part title={t('guests')}>
        <GuestsField
          guests={draft.guests}
          known={event?.guests ?? []}
          isReadOnly={!mayInvite}
          onChange={(guests) => setDraft({ ...draft, guests })}
        />
        {draft.guests.length > 0 && !isReadOnly && (
          <GuestRights draft={draft} onChange={setDraft} />
        )}
      </Part>
      {draft.guests.length > 0 && !isReadOnly && !draft.is_all_day && (
        <FindTime
          draft={draft}
          myEmail={me.email}
          zone={zone}
          onChoose={(start, end) => setDraft({ ...draft, start, end })}
        />
      )}
      {!isReadOnly && (
        <Part title={t('rooms')}>
          <RoomsField
            draft={draft}
            zone={zone}
            onChange={(resources) => setDraft({ ...draft, resources })}
          />
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

const rights = ['modify', 'invite', 'see_guests'] as const;

function GuestRights({ draft, onChange }: { draft: Draft; onChange: (draft: Draft) => void }) {
  const { t } = useTranslation('calendar');
  return (
    <Stack gap={6} mt="sm">
      <Group gap="xs">
        <strong>{t('guests.can')}</strong>
      </Group>
      {rights.map((it) => (
        <Checkbox
          key={it}
          size="xs"
          label={t(`guests.can.${it}`)}
          checked={draft.guests_can[it]}
          onChange={(change) =>
            onChange({
              ...draft,
              guests_can: { ...draft.guests_can, [it]: change.currentTarget.checked },
            })
          }
        />
      ))}
    </Stack>
  );
}
