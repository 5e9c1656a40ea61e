/** One plan: what it would do, then, once applied, how far everybody is. */
import { useState } from 'react';
import { Button, Progress as Bar } from '@mantine/core';
import { IconUsersPlus } from '@tabler/icons-react';
import { usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, Crumbs, Notice, QueryState, toast, Toolbar } from '@/ui';
import { useApplyPlan, usePlan, useProgress } from '../client/provisioning';
import type { Plan, Progress } from '../client/types';
import { PeopleSide } from '../features/PeopleSide';
import { PlanState } from '../features/PlanState';
import { PlanTable } from '../features/PlanTable';
import { ProgressTable } from '../features/ProgressTable';
import classes from './PlanPage.module.css';

function Summary({ plan }: { plan: Plan }) {
  const { t } = useTranslation('people');
  if (plan.state === 'refused') {
    return (
      <Notice tone="danger" title={t('plan.refusedTitle', { count: plan.problems.length })}>
        {t('plan.refusedBody')}
      </Notice>
    );
  }
  const { create = 0, update = 0, repair = 0, unchanged = 0 } = plan.counts;
  return (
    <Notice tone="info" title={t('plan.readyTitle')}>
      {t('plan.counts', { create, update, repair, unchanged })}
      {plan.notices.map((notice) => (
        <div key={notice}>{notice}</div>
      ))}
    </Notice>
  );
}

function Overall({ progress }: { progress: Progress }) {
  const { t } = useTranslation('people');
  const all = progress.persons.length;
  const over = progress.persons.filter((it) =>
    ['ready', 'failed', 'unchanged'].includes(it.state),
  ).length;
  const failed = progress.counts.failed ?? 0;
  return (
    <div className={classes.overall} role="status">
      <strong>{t('progress.overall', { done: over, count: all })}</strong>
      {failed > 0 && (
        <span className={classes.failed}>{t('progress.failures', { count: failed })}</span>
      )}
      <Bar
        value={all ? (100 * over) / all : 100}
        color={failed ? 'red' : over === all ? 'green' : 'indigo'}
        aria-label={t('progress.label')}
        mt={8}
      />
    </div>
  );
}

export default function PlanPage() {
  const { t } = useTranslation('people');
  const id = usePathParam('id');
  const query = usePlan(id);
  const plan = query.data;
  const apply = useApplyPlan(id);
  const [isApplying, setApplying] = useState(false);
  const isBegun = plan?.state === 'applying' || plan?.state === 'applied';
  const progress = useProgress(id, isBegun).data;
  const begin = async () => {
    setApplying(true);
    await apply().catch(toast.problem);
    setApplying(false);
  };
  const name = plan?.source || t('joiners.roster');
  return (
    <AppLayout title={t('joiners.title')} side={<PeopleSide />}>
      <Toolbar
        title={
          <Crumbs items={[{ label: t('joiners.title'), to: '/people/joiners' }, { label: name }]} />
        }
        actions={
          plan && (
            <>
              <PlanState state={progress?.state ?? plan.state} />
              {plan.abilities.apply && (
                <Button
                  leftSection={<IconUsersPlus size={18} stroke={1.75} />}
                  loading={isApplying}
                  onClick={() => void begin()}
                >
                  {t('plan.apply')}
                </Button>
              )}
            </>
          )
        }
      />
      <QueryState query={query} isEmpty={!plan}>
        <div className={classes.body}>
          {plan && !isBegun && <Summary plan={plan} />}
          {progress && <Overall progress={progress} />}
          {progress ? <ProgressTable progress={progress} /> : plan && <PlanTable plan={plan} />}
        </div>
      </QueryState>
    </AppLayout>
  );
}
