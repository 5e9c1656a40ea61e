/** Is everything well? What `bureau doctor` checks, in the browser. */
import { Button } from '@mantine/core';
import { IconAlertTriangle, IconCircleCheck, IconExclamationCircle } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  ListRow,
  Notice,
  Page,
  PageSection,
  QueryState,
  RowList,
  StatusBadge,
  Toolbar,
  type Tone,
} from '@/ui';
import { useHealth, type Health } from '../client/administration';
import { PeopleSide } from '../features/PeopleSide';

const tones: Record<string, Tone> = { ok: 'success', warning: 'warning', failed: 'danger' };
const icons = { ok: IconCircleCheck, warning: IconExclamationCircle, failed: IconAlertTriangle };
const isState = (state: string): state is keyof typeof icons => state in icons;

/** Where one does something about a finding. */
const cures: Record<string, string> = {
  'background work': '/people/work',
  'dead letters': '/people/work',
  'outgoing mail': '/people/work',
  administrators: '/people?role=admin',
};

function Findings({ health }: { health: Health }) {
  const { t } = useTranslation('people');
  return (
    <RowList label={t('health.title')}>
      {health.findings.map(({ check, state, message }) => {
        const Icon = isState(state) ? icons[state] : IconAlertTriangle;
        const cure = state === 'ok' ? undefined : cures[check];
        return (
          <ListRow
            key={check}
            title={t(`check.${check.replace(' ', '-')}`)}
            description={message}
            actions={
              <>
                {cure && (
                  <Button component={Link} to={cure} variant="subtle" size="compact-sm">
                    {t('health.look')}
                  </Button>
                )}
                <StatusBadge tone={tones[state] ?? 'neutral'} icon={Icon}>
                  {t(`health.${state}`)}
                </StatusBadge>
              </>
            }
          />
        );
      })}
    </RowList>
  );
}

export default function HealthPage() {
  const { t } = useTranslation('people');
  const query = useHealth();
  const health = query.data;
  return (
    <AppLayout title={t('health.title')} side={<PeopleSide />}>
      <Toolbar title={t('health.title')} />
      <Page>
        <QueryState query={query} isEmpty={!health}>
          {health && (
            <>
              <Notice
                tone={tones[health.state] ?? 'neutral'}
                title={t(`health.all.${health.state}`)}
              >
                {t('health.body')}
              </Notice>
              <PageSection
                title={t('health.checks')}
                actions={
                  <Button
                    variant="default"
                    loading={query.isFetching}
                    onClick={() => void query.refetch()}
                  >
                    {t('health.again')}
                  </Button>
                }
              >
                <Findings health={health} />
              </PageSection>
            </>
          )}
        </QueryState>
      </Page>
    </AppLayout>
  );
}
