/** Answers being written within a conversation. */
import { lazy, Suspense } from 'react';
import { LoadingRows } from '@/ui';
import { useComposers } from '@/apps/mail/client/composers';
import classes from './thread.module.css';

const Composer = lazy(() => import('../composer/Composer'));

export function InlineComposers({ threadId }: { threadId: string }) {
  const composers = useComposers().filter(
    (it) => it.place === 'inline' && it.threadId === threadId,
  );
  return composers.map((compose) => (
    <div key={compose.key} className={classes.inline}>
      <Suspense fallback={<LoadingRows rows={3} />}>
        <Composer compose={compose} />
      </Suspense>
    </div>
  ));
}
