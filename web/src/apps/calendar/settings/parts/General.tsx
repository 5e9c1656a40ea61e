/** How the calendar looks and begins for this person. Every change is stored at once. */
import { Checkbox, Select, Switch } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { PageSection } from '@/ui';
import { useChangeSettings, useSettings, useWritable } from '@/apps/calendar/client/calendars';
import type { Settings } from '@/apps/calendar/client/types';
import { views } from '@/apps/calendar/model/views';
import { RemindersField } from '@/apps/calendar/features/editor/RemindersField';
import { useLengths } from '@/apps/calendar/features/useLengths';
import { useTimes } from '@/apps/calendar/features/useTimes';
import { WorkingHours } from './WorkingHours';
import classes from '../settings.module.css';

const flags = ['shows_weekends', 'shows_declined', 'dims_past'] as const;
const clocks = ['', '24', '12'] as const;

export function General() {
  const { t } = useTranslation('calendar');
  const { settings, zone } = useSettings();
  const change = useChangeSettings();
  const times = useTimes();
  const writable = useWritable();
  const lengths = useLengths();
  const set = (changes: Partial<Settings>) => change.mutate(changes);
  const zones = Intl.supportedValuesOf('timeZone').map((it) => ({
    value: it,
    label: it.replace(/_/g, ' '),
  }));
  return (
    <>
      <PageSection title={t('settings.time')}>
        <div className={classes.fields}>
          <Select
            searchable
            limit={60}
            allowDeselect={false}
            label={t('settings.zone')}
            data={withValue(zones, zone)}
            value={zone}
            onChange={(value) => value && set({ time_zone: value })}
          />
          <Select
            searchable
            limit={60}
            clearable
            label={t('settings.second')}
            description={t('settings.second.help')}
            data={zones}
            value={settings.second_time_zone}
            onChange={(value) => set({ second_time_zone: value })}
          />
          <Select
            label={t('settings.clock')}
            allowDeselect={false}
            data={clocks.map((it) => ({
              value: it || 'auto',
              label: t(`settings.clock.${it || 'auto'}`),
            }))}
            value={settings.clock || 'auto'}
            onChange={(value) => set({ clock: clocks.find((it) => it === value) ?? '' })}
          />
          <Select
            label={t('settings.weekStart')}
            allowDeselect={false}
            data={[0, 5, 6].map((it) => ({ value: String(it), label: times.weekday(it) }))}
            value={String(settings.week_start)}
            onChange={(value) => value && set({ week_start: Number(value) })}
          />
        </div>
      </PageSection>
      <PageSection title={t('settings.view')}>
        <div className={classes.fields}>
          <Select
            label={t('settings.firstView')}
            allowDeselect={false}
            data={views
              .filter((it) => it !== 'three')
              .map((it) => ({ value: it, label: t(`view.${it}`) }))}
            value={settings.view}
            onChange={(value) => value && set({ view: value })}
          />
          {flags.map((it) => (
            <Switch
              key={it}
              label={t(`settings.${it}`)}
              checked={settings[it]}
              onChange={(event) => set({ [it]: event.currentTarget.checked })}
            />
          ))}
        </div>
      </PageSection>
      <PageSection title={t('settings.events')}>
        <div className={classes.fields}>
          <Select
            label={t('settings.length')}
            allowDeselect={false}
            data={lengths(false, settings.default_duration_min)}
            value={String(settings.default_duration_min)}
            onChange={(value) => value && set({ default_duration_min: Number(value) })}
          />
          <Select
            label={t('settings.default')}
            allowDeselect={false}
            data={writable.map((it) => ({ value: it.id, label: it.name }))}
            value={settings.default_calendar_id}
            onChange={(value) => value && set({ default_calendar_id: value })}
          />
          <div>
            <p>{t('settings.reminders')}</p>
            <RemindersField
              reminders={settings.default_reminders}
              onChange={(reminders) => set({ default_reminders: reminders })}
            />
          </div>
          <Checkbox
            label={t('settings.daily')}
            checked={settings.daily_agenda}
            onChange={(event) => set({ daily_agenda: event.currentTarget.checked })}
          />
        </div>
      </PageSection>
      <PageSection title={t('settings.hours')} description={t('settings.hours.help')}>
        <WorkingHours
          hours={settings.working_hours}
          onChange={(hours) => set({ working_hours: hours })}
        />
      </PageSection>
    </>
  );
}

interface Choice {
  value: string;
  label: string;
}

const withValue = (choices: Choice[], value: string): Choice[] =>
  choices.some((it) => it.value === value) ? choices : [{ value, label: value }, ...choices];
