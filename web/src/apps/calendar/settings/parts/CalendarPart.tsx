/** One calendar: its name and look, who sees it, its address for other programs, and its end. */
import { useState } from 'react';
import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, PageSection, toast } from '@/ui';
import {
  useChangeCalendar,
  useChangeEntry,
  useDeleteCalendar,
  useLeaveCalendar,
} from '@/apps/calendar/client/calendars';
import type { Calendar } from '@/apps/calendar/client/types';
import { ColorSwatches } from '@/apps/calendar/features/ColorSwatches';
import { Sharing } from '@/apps/calendar/features/share/ShareDialog';
import classes from '../settings.module.css';

export function CalendarPart({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar');
  const isManager = calendar.role === 'manager';
  return (
    <>
      <PageSection title={t('calendar.about')}>
        <About calendar={calendar} isManager={isManager} />
      </PageSection>
      {isManager && (
        <PageSection title={t('share.heading')} description={t('share.help')}>
          <Sharing id={calendar.id} />
        </PageSection>
      )}
      {calendar.dav_url && (
        <PageSection title={t('dav.title')} description={t('dav.help')}>
          <code className={classes.copy}>{window.location.origin + calendar.dav_url}</code>
        </PageSection>
      )}
      <PageSection title={t('calendar.files')}>
        <Group>
          <Button
            component="a"
            variant="default"
            href={`/api/v1/calendar/calendars/${calendar.id}/export.ics`}
            download
          >
            {t('calendar.export')}
          </Button>
          <Ending calendar={calendar} />
        </Group>
      </PageSection>
    </>
  );
}

function About({ calendar, isManager }: { calendar: Calendar; isManager: boolean }) {
  const { t } = useTranslation('calendar');
  const change = useChangeCalendar(calendar.id);
  const entry = useChangeEntry();
  const [name, setName] = useState(calendar.name);
  const [description, setDescription] = useState(calendar.description);
  const zones = Intl.supportedValuesOf('timeZone');
  const isChanged = name.trim() !== calendar.name || description !== calendar.description;
  function save(): void {
    if (!isManager) {
      entry.mutate({ id: calendar.id, name: name.trim() });
      return;
    }
    change.mutate(
      { name: name.trim(), description },
      { onSuccess: () => toast.show(t('saved'), { tone: 'success' }), onError: toast.problem },
    );
  }
  return (
    <div className={classes.fields}>
      <TextInput
        label={t('calendar.name')}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {isManager && (
        <>
          <Textarea
            label={t('calendar.description')}
            autosize
            minRows={2}
            value={description}
            onChange={(event) => setDescription(event.currentTarget.value)}
          />
          <Select
            searchable
            limit={60}
            label={t('settings.zone')}
            data={
              zones.includes(calendar.time_zone) || !calendar.time_zone
                ? zones
                : [calendar.time_zone, ...zones]
            }
            value={calendar.time_zone || null}
            onChange={(value) =>
              value && change.mutate({ time_zone: value }, { onError: toast.problem })
            }
          />
        </>
      )}
      <ColorSwatches
        value={calendar.color}
        label={t('calendar.color')}
        onChange={(color) => entry.mutate({ id: calendar.id, color })}
      />
      <Group>
        <Button disabled={!isChanged || !name.trim()} loading={change.isPending} onClick={save}>
          {t('save')}
        </Button>
      </Group>
    </div>
  );
}

function Ending({ calendar }: { calendar: Calendar }) {
  const { t } = useTranslation('calendar');
  const go = useGo();
  const remove = useDeleteCalendar(calendar.id);
  const leave = useLeaveCalendar(calendar.id);
  if (calendar.is_default) return null;
  if (!calendar.is_mine) {
    return (
      <Button
        variant="default"
        onClick={() => leave.mutate(undefined, { onSuccess: () => go('/calendar/settings') })}
      >
        {t('calendar.leave')}
      </Button>
    );
  }
  async function end(): Promise<void> {
    const isSure = await confirm({
      title: t('calendar.delete.title', { name: calendar.name }),
      body: t('calendar.delete.body'),
      action: t('calendar.delete'),
      isDangerous: true,
    });
    if (isSure) remove.mutate(undefined, { onSuccess: () => go('/calendar/settings') });
  }
  return (
    <Button variant="default" color="red" onClick={() => void end()}>
      {t('calendar.delete')}
    </Button>
  );
}
