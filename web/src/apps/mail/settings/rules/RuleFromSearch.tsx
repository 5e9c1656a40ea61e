/** A rule made from what was searched for, in a dialog over the list. */
import { useState } from 'react';
import { Modal } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { QueryState, toast } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import '../catalogue';
import { applyRule, fromSearch, noCriteria, noDeeds } from '../client/rules';
import { work } from '../work';
import { RuleForm } from './RuleForm';
import { RunLine } from './RunLine';

interface Props {
  query: string;
  onClose: () => void;
}

export default function RuleFromSearch({ query, onClose }: Props) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [runId, setRunId] = useState('');
  const found = useQuery({
    queryKey: ['mail-rule-from', query],
    queryFn: () => fromSearch(query),
    gcTime: 0,
  });
  const criteria = { ...noCriteria, ...found.data?.criteria };
  return (
    <Modal
      opened
      onClose={onClose}
      size={680}
      title={t('rules.fromSearch')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {runId ? (
        <RunLine runId={runId} />
      ) : (
        <QueryState query={found} isEmpty={!found.data}>
          <RuleForm
            id={null}
            start={{ name: '', enabled: true, criteria, actions: noDeeds }}
            leftOut={found.data?.left_out ?? []}
            onClose={onClose}
            onSaved={(rule, isToApply) => {
              toast.show(t('rules.created'), { tone: 'success' });
              if (!isToApply) return onClose();
              void work(async () => setRunId((await applyRule(account.id, rule.id)).id));
            }}
          />
        </QueryState>
      )}
    </Modal>
  );
}
