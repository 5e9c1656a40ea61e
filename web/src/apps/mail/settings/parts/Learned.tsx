/** What suggestions were learned from, and forgetting it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { forgetLearned, learnedQuery } from '@/platform/compose';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { confirm } from '@/ui';
import { useMailSettings } from '@/apps/mail/client/settings';
import { work } from '../work';
import { Choice } from './Choice';

export function Learned() {
  const { t } = useTranslation('mail-settings');
  const { number } = useFormats();
  const { smart_compose_on: isWanted } = useMailSettings();
  const { data } = useQuery(learnedQuery);
  if (!data || !isWanted) return null;
  const { texts: count, words } = data;
  const told = data.is_on
    ? t('learned.body', { count, texts: number(count), words: number(words) })
    : t('learned.off');
  return (
    <Choice label={t('learned')} description={told}>
      {(id) => (
        <Button id={id} variant="default" disabled={count === 0} onClick={() => void forget()}>
          {t('learned.forget')}
        </Button>
      )}
    </Choice>
  );

  async function forget(): Promise<void> {
    const question = { title: t('learned.ask'), body: t('learned.ask.body') };
    if (await confirm({ ...question, action: t('learned.forget'), isDangerous: true }))
      await work(forgetLearned, t('learned.forgotten'));
  }
}
