/** The person's calendar settings, and those of each calendar. */
import { useQueryParam, usePathname } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, Page, SideLink, SideSection, Toolbar } from '@/ui';
import { IconArrowLeft, IconSettings } from '@tabler/icons-react';
import { useCalendars, useCalendarsById } from '@/apps/calendar/client/calendars';
import { safeColor } from '@/apps/calendar/model/colors';
import { Questions } from '@/apps/calendar/features/Questions';
import { CalendarPart } from '../parts/CalendarPart';
import { General } from '../parts/General';
import classes from '../settings.module.css';

export default function SettingsPage() {
  const { t } = useTranslation('calendar');
  const isCalendar = usePathname().endsWith('/calendar');
  const [id] = useQueryParam('id');
  const calendar = useCalendarsById().get(id);
  const title = isCalendar ? (calendar?.name ?? '') : t('settings');
  return (
    <AppLayout title={t('settings')} side={<Side id={id} />}>
      <Toolbar title={title} />
      <Page>
        {isCalendar ? calendar && <CalendarPart key={id} calendar={calendar} /> : <General />}
      </Page>
      <Questions />
    </AppLayout>
  );
}

function Side({ id }: { id: string }) {
  const { t } = useTranslation('calendar');
  const { calendars } = useCalendars();
  return (
    <>
      <SideSection>
        <SideLink to="/calendar" exact isActive={false} icon={IconArrowLeft} label={t('back')} />
        <SideLink to="/calendar/settings" exact icon={IconSettings} label={t('settings.general')} />
      </SideSection>
      <SideSection title={t('settings.calendars')}>
        {calendars.map((it) => (
          <SideLink
            key={it.id}
            to={`/calendar/settings/calendar?id=${it.id}`}
            isActive={it.id === id}
            mark={
              <span
                className={classes.dot}
                style={{ '--event': safeColor(it.color) } as React.CSSProperties}
              />
            }
            label={it.name}
          />
        ))}
      </SideSection>
    </>
  );
}
