/** An invitation that came with a message: what, when, where, by whom. */
import { Anchor } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconCalendarEvent } from '@tabler/icons-react';
import { send } from '@/platform/api';
import { currentLocale, useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { useFormats } from '@/platform/time';
import { downloadHref } from '@/apps/mail/client/threads';
import { invitationOf, type Invitation } from '@/apps/mail/model/invitation';
import type { Body } from '@/apps/mail/model/mail';
import { isCalendar } from '@/apps/mail/model/preview';
import { localOf } from '@/apps/mail/model/snooze';
import classes from './thread.module.css';

const LARGEST = 500_000;

export function InvitationCard({ body, accountId }: { body: Body; accountId: string }) {
  const part = body.attachments.find((it) => isCalendar(it) && it.size <= LARGEST);
  return part?.blobId ? <Card blobId={part.blobId} accountId={accountId} /> : null;
}

/** When it ends: the time alone on the day that it begins. */
function endOf({ start, end }: Invitation, zone: string): string {
  if (end.length <= 10 || start.length <= 10) return '';
  const dayOf = (at: string) => localOf(Date.parse(at), zone).slice(0, 10);
  const isSameDay = dayOf(start) === dayOf(end);
  const format = new Intl.DateTimeFormat(currentLocale(), {
    timeZone: zone,
    timeStyle: 'short',
    ...(isSameDay ? {} : { dateStyle: 'medium' }),
  });
  return format.format(Date.parse(end));
}

function Card({ blobId, accountId }: { blobId: string; accountId: string }) {
  const { t } = useTranslation('mail');
  const formats = useFormats();
  const zone = useMe().time_zone || 'UTC';
  const href = downloadHref(accountId, blobId, 'invitation.ics', 'text/calendar');
  const { data } = useQuery({
    queryKey: ['mail-invitation', accountId, blobId],
    staleTime: Infinity,
    queryFn: async () => (await send(href, { headers: { Accept: '*/*' } })).text(),
  });
  const invitation = data ? invitationOf(data, zone) : null;
  if (!invitation) return null;
  const when = (at: string) => (at.length === 10 ? formats.date(at) : formats.exact(at));
  const method = invitation.method === 'CANCEL' ? 'cancelled' : 'invited';
  const end = endOf(invitation, zone);
  return (
    <section className={classes.invitation} aria-label={t(`invitation.${method}`)}>
      <IconCalendarEvent size={22} stroke={1.75} aria-hidden />
      <div>
        <small>{t(`invitation.${method}`)}</small>
        <strong>{invitation.summary || t('subject.none')}</strong>
        {invitation.start && (
          <p>
            {when(invitation.start)}
            {end && ` – ${end}`}
            {invitation.repeats && ` · ${t('invitation.repeats')}`}
          </p>
        )}
        {invitation.location && <p>{invitation.location}</p>}
        {invitation.organizer && <p>{t('invitation.by', { name: invitation.organizer })}</p>}
        <Anchor href={href} download="invitation.ics" size="sm" mt={4}>
          {t('invitation.download')}
        </Anchor>
      </div>
    </section>
  );
}
