/** All rules in their order: dragged or moved by key, switched, changed, applied. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, PageSection, QueryState } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import { applyRule, noCriteria, noDeeds, orderRules, rulesQuery, type Rule } from '../client/rules';
import { work } from '../work';
import { fieldsOf, moved } from './model';
import { RuleForm } from './RuleForm';
import { RuleLine } from './RuleLine';
import { RunLine } from './RunLine';
import { useDragOrder } from './useDragOrder';
import classes from '../settings.module.css';

const fresh = { name: '', enabled: true, criteria: noCriteria, actions: noDeeds };

export default function Rules() {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const query = useQuery(rulesQuery(account.id));
  const [open, setOpen] = useState<Rule | 'new' | null>(null);
  const [runs, setRuns] = useState<Record<string, string>>({});
  const rules = query.data ?? [];
  const move = (from: number, to: number) =>
    void work(() => orderRules(account.id, moved(rules, from, to)));
  const drag = useDragOrder(move);
  const apply = (rule: Rule) =>
    work(async () => {
      const run = await applyRule(account.id, rule.id);
      setRuns((before) => ({ ...before, [rule.id]: run.id }));
    });
  if (open) {
    return (
      <PageSection title={open === 'new' ? t('rules.new') : open.name || t('rules.edit')}>
        <RuleForm
          id={open === 'new' ? null : open.id}
          start={open === 'new' ? fresh : fieldsOf(open)}
          onClose={() => setOpen(null)}
          onSaved={(rule, isToApply) => {
            setOpen(null);
            if (isToApply) void apply(rule);
          }}
        />
      </PageSection>
    );
  }
  return (
    <PageSection
      title={t('rules')}
      description={t('rules.body')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
          {t('rules.new')}
        </Button>
      }
    >
      <QueryState
        query={query}
        isEmpty={rules.length === 0}
        empty={
          <EmptyState drawing="list" title={t('rules.none')}>
            {t('rules.none.body')}
          </EmptyState>
        }
      >
        <ol className={classes.rules} aria-label={t('rules')}>
          {rules.map((rule, index) => (
            <RuleLine
              key={rule.id}
              rule={rule}
              place={{ index, last: rules.length - 1 }}
              drag={drag}
              onMove={(to) => move(index, to)}
              onOpen={() => setOpen(rule)}
              onApply={() => void apply(rule)}
              below={runs[rule.id] && <RunLine runId={runs[rule.id] ?? ''} />}
            />
          ))}
        </ol>
      </QueryState>
    </PageSection>
  );
}
