/** Where one is signed in, and how to end that. */
import { Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { ListRow, PageSection, QueryState, RowList, StatusBadge, toast, When } from '@/ui';
import { isDismissed } from '../client/auth';
import { deviceName } from '../client/deviceName';
import { endSessions, isoOf, sessionsKey, useSessions, type OpenSession } from '../client/factors';
import { useGuard } from './Reauthenticate';

export function SessionsSection() {
  const { t } = useTranslation('account');
  const cache = useQueryClient();
  const guard = useGuard();
  const query = useSessions();
  const sessions = query.data ?? [];
  const others = sessions.filter((it) => !it.is_current);

  async function end(ended: OpenSession[]): Promise<void> {
    try {
      await guard(() => endSessions(ended.map((it) => it.id)));
      await cache.invalidateQueries({ queryKey: sessionsKey });
      toast.show(t('sessions.ended', { count: ended.length }));
    } catch (error) {
      if (!isDismissed(error)) toast.problem(error);
    }
  }
  return (
    <PageSection
      title={t('sessions.title')}
      description={t('sessions.body')}
      actions={
        others.length > 0 && (
          <Button variant="default" onClick={() => void end(others)}>
            {t('sessions.endOthers')}
          </Button>
        )
      }
    >
      <QueryState query={query} isEmpty={sessions.length === 0}>
        <RowList label={t('sessions.title')}>
          {sessions.map((session) => {
            const isMobile = /Mobi/.test(session.user_agent);
            const Icon = isMobile ? IconDeviceMobile : IconDeviceDesktop;
            return (
              <ListRow
                key={session.id}
                mark={<Icon size={20} stroke={1.75} aria-hidden />}
                title={deviceName(session.user_agent)}
                description={
                  <>
                    {session.ip} · <When at={isoOf(session.created_at)} style="ago" />
                  </>
                }
                actions={
                  session.is_current ? (
                    <StatusBadge tone="success">{t('sessions.current')}</StatusBadge>
                  ) : (
                    <Button variant="subtle" color="gray" onClick={() => void end([session])}>
                      {t('sessions.end')}
                    </Button>
                  )
                }
              />
            );
          })}
        </RowList>
      </QueryState>
    </PageSection>
  );
}
