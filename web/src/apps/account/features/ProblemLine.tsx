/** What went wrong in a form, unless a field shows it already. */
import type { ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { Notice } from '@/ui';

interface Props {
  problem: ProblemError | null;
  /** Fields that show their own message. */
  fields?: string[];
}

export function ProblemLine({ problem, fields = [] }: Props) {
  const { t } = useTranslation('account');
  if (!problem) return null;
  const rest = problem.errors.filter((it) => !fields.includes(it.field));
  if (problem.errors.length > 0 && rest.length === 0) return null;
  const words = rest[0]?.message || problem.detail || problem.title;
  return (
    <Notice tone="danger">
      {problem.status === 0
        ? t('problem.offline')
        : problem.status === 429
          ? t('problem.busy')
          : words}
    </Notice>
  );
}
