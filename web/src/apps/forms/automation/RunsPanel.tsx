/** Every time a rule matched: what it did, what went wrong, and running it once more. */
import { Button } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState, RightPanel, StatusBadge, toast, When } from '@/ui';
import { useReplay, useRuns, type Rule, type Run } from '../client/rules';
import { asLine } from '../model/parameters';
import classes from './automation.module.css';

const look = {
  done: { tone: 'success', icon: IconCircleCheck },
  failed: { tone: 'danger', icon: IconCircleX },
  stopped: { tone: 'warning', icon: IconPlayerPause },
  waiting: { tone: 'neutral', icon: IconClock },
} as const;
type State = keyof typeof look;
const stateOf = (run: Run): State => (run.state in look ? (run.state as State) : 'waiting');

export function RunsPanel({ rule, onClose }: { rule: Rule; onClose: () => void }) {
  const { t } = useTranslation('forms');
  const runs = useRuns(rule.id);
  return (
    <RightPanel title={t('runs')} onClose={onClose}>
      <p className={classes.runsOf}>{rule.title}</p>
      <QueryState
        query={runs}
        isEmpty={runs.items.length === 0}
        empty={
          <EmptyState drawing="list" title={t('empty.runs')}>
            {t('empty.runs.body')}
          </EmptyState>
        }
      >
        <ul className={classes.runs}>
          {runs.items.map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </ul>
        {runs.hasMore && (
          <Button variant="subtle" fullWidth onClick={runs.more}>
            {t('runs.more')}
          </Button>
        )}
      </QueryState>
    </RightPanel>
  );
}

function RunLine({ run }: { run: Run }) {
  const { t } = useTranslation('forms');
  const replay = useReplay(run.rule_id);
  const state = stateOf(run);
  const again = () => replay.mutate(run.id, { onSuccess: () => void toast.show(t('run.started')) });
  return (
    <li className={classes.run}>
      <div className={classes.runHead}>
        <StatusBadge {...look[state]}>{t(`run.${state}`)}</StatusBadge>
        <When at={run.started_at} />
      </div>
      {run.effects.map((effect, index) => (
        <p key={index} className={classes.effect}>
          {effectWords(effect)}
        </p>
      ))}
      {run.error && <p className={classes.error}>{run.error}</p>}
      {(state === 'failed' || state === 'stopped') && (
        <Button size="compact-xs" variant="default" loading={replay.isPending} onClick={again}>
          {t('run.again')}
        </Button>
      )}
    </li>
  );
}

function effectWords(effect: Readonly<Record<string, unknown>>): string {
  const given = (effect.arguments ?? {}) as Record<string, unknown>;
  return [asLine(effect.action), asLine(given.to ?? given.queue), asLine(given.subject)]
    .filter(Boolean)
    .join(' · ');
}
