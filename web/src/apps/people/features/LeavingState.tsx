/** Where a leaving stands. */
import { useTranslation } from '@/platform/i18n';
import { StatusBadge, type Tone } from '@/ui';

const tones: Record<string, Tone> = {
  planned: 'info',
  applying: 'warning',
  held: 'success',
  deleted: 'danger',
};

export function LeavingState({ state }: { state: string }) {
  const { t } = useTranslation('people');
  return <StatusBadge tone={tones[state] ?? 'neutral'}>{t(`leaving.${state}`)}</StatusBadge>;
}
