/** The state of a plan, of a row, of a step: one word with a colour. */
import { useTranslation } from '@/platform/i18n';
import { StatusBadge, type Tone } from '@/ui';

const planTones: Record<string, Tone> = {
  refused: 'danger',
  ready: 'info',
  applying: 'warning',
  applied: 'success',
};

export function PlanState({ state }: { state: string }) {
  const { t } = useTranslation('people');
  return <StatusBadge tone={planTones[state] ?? 'neutral'}>{t(`plan.${state}`)}</StatusBadge>;
}

const progressTones: Record<string, Tone> = {
  waiting: 'neutral',
  working: 'info',
  ready: 'success',
  failed: 'danger',
  unchanged: 'neutral',
};

export function ProgressState({ state }: { state: string }) {
  const { t } = useTranslation('people');
  return (
    <StatusBadge tone={progressTones[state] ?? 'neutral'}>{t(`progress.${state}`)}</StatusBadge>
  );
}

const actionTones: Record<string, Tone> = { create: 'success', update: 'info', repair: 'warning' };

export function RowAction({ action }: { action: string }) {
  const { t } = useTranslation('people');
  return <StatusBadge tone={actionTones[action] ?? 'neutral'}>{t(`action.${action}`)}</StatusBadge>;
}
