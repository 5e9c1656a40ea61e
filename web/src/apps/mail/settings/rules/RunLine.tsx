/** How far a rule that is applied to what is there has come, with a way back. */
import { Button, Group, Progress, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '@/apps/mail/features/MailContext';
import { runQuery, undoRun } from '../client/rules';
import { work } from '../work';

export function RunLine({ runId }: { runId: string }) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const cache = useQueryClient();
  const query = runQuery(account.id, runId);
  const { data: run } = useQuery(query);
  if (!run) return null;
  const isMoving = run.state === 'running' || run.state === 'undoing';
  const undo = () =>
    work(async () => cache.setQueryData(query.queryKey, await undoRun(account.id, runId)));
  return (
    <Group gap="sm" wrap="nowrap" role="status">
      {isMoving && (
        <Progress
          w={160}
          size={6}
          value={(100 * run.seen) / Math.max(1, run.total)}
          aria-label={t('run.progress')}
        />
      )}
      <Text>{t(`run.${run.state}`, { count: run.changed })}</Text>
      {run.state === 'done' && run.changed > 0 && (
        <Button variant="subtle" size="compact-sm" onClick={() => void undo()}>
          {t('run.undo')}
        </Button>
      )}
    </Group>
  );
}
