/** The state and role of a person, in one word each. */
import { IconHeadset, IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { StatusBadge, type Tone } from '@/ui';

const tones: Record<string, Tone> = {
  invited: 'info',
  active: 'success',
  suspended: 'warning',
  deleted: 'danger',
};

export function PersonState({ state }: { state: string | null | undefined }) {
  const { t } = useTranslation('people');
  if (!state) return null;
  return <StatusBadge tone={tones[state] ?? 'neutral'}>{t(`state.${state}`)}</StatusBadge>;
}

/** Shown only for those who have more rights than members. */
export function PersonRole({ role }: { role: string | null | undefined }) {
  const { t } = useTranslation('people');
  if (!role || role === 'member') return null;
  return (
    <StatusBadge icon={role === 'admin' ? IconShieldCheck : IconHeadset}>
      {t(`role.${role}`)}
    </StatusBadge>
  );
}
