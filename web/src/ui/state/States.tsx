/** What a list or page shows when it has nothing to show: empty, failed, still loading. */
import { useEffect, useState, type ReactNode } from 'react';
import { Button, Skeleton } from '@mantine/core';
import { asProblem, OFFLINE } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { drawings, type Drawing } from './drawings';
import classes from './States.module.css';

interface EmptyProps {
  drawing?: Drawing;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
}

/** Says what the list is for and offers one action. */
export function EmptyState({ drawing = 'list', title, children, action }: EmptyProps) {
  return (
    <div className={classes.state}>
      <svg className={classes.drawing} viewBox="0 0 120 72" aria-hidden>
        <path d={drawings[drawing]} />
      </svg>
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  );
}

function wordsOf(status: number): string {
  if (status === OFFLINE) return 'offline';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'missing';
  if (status === 429) return 'busy';
  return 'unexpected';
}

/** Says what happened and what to do, offers a retry, shows the code to quote. */
export function ErrorState({
  error,
  onRetry,
}: {
  error: unknown;
  onRetry?: (() => void) | undefined;
}) {
  const { t } = useTranslation('ui');
  const problem = asProblem(error);
  const kind = wordsOf(problem.status);
  return (
    <div className={classes.state} role="alert">
      <svg className={classes.drawing} viewBox="0 0 120 72" aria-hidden>
        <path d={drawings[kind === 'offline' ? 'cable' : 'cloud']} />
      </svg>
      <h2>{t(`error.${kind}.title`)}</h2>
      <p>{problem.status > 0 && problem.detail ? problem.detail : t(`error.${kind}.body`)}</p>
      {onRetry && kind !== 'missing' && (
        <Button variant="default" onClick={onRetry}>
          {t('retry')}
        </Button>
      )}
      <p className={classes.code}>{t('error.code', { code: problem.code })}</p>
    </div>
  );
}

/** True once something has taken longer than a person notices. */
export function useSlow(isWaiting: boolean, afterMs = 150): boolean {
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    if (!isWaiting) return undefined;
    const timer = window.setTimeout(() => setSlow(true), afterMs);
    return () => {
      window.clearTimeout(timer);
      setSlow(false);
    };
  }, [isWaiting, afterMs]);
  return isWaiting && isSlow;
}

/** Skeleton rows, shaped like a list, that appear only after 150 ms. */
export function LoadingRows({ rows = 8, height = 36 }: { rows?: number; height?: number }) {
  const { t } = useTranslation('ui');
  const isSlow = useSlow(true);
  if (!isSlow) return <div className={classes.quiet} aria-busy />;
  return (
    <div className={classes.rows} role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={classes.skeleton} style={{ height }}>
          <Skeleton circle height={Math.min(24, height - 12)} width={Math.min(24, height - 12)} />
          <Skeleton height={10} width={`${30 + ((row * 17) % 40)}%`} radius="sm" />
        </div>
      ))}
    </div>
  );
}

interface Waiting {
  isLoading: boolean;
  error: unknown;
  refetch?: () => unknown;
}

/** Chooses between loading, error, empty and content for one query. */
export function QueryState({
  query,
  isEmpty = false,
  empty,
  skeleton,
  children,
}: {
  query: Waiting;
  isEmpty?: boolean;
  empty?: ReactNode;
  skeleton?: ReactNode;
  children: ReactNode;
}) {
  if (query.isLoading) return skeleton ?? <LoadingRows />;
  if (query.error && isEmpty) {
    return <ErrorState error={query.error} onRetry={() => void query.refetch?.()} />;
  }
  if (isEmpty) return empty ?? null;
  return children;
}
