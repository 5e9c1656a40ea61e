/** A rule in three steps on one screen: which messages, a trial, what is done with them. */
import { useState } from 'react';
import { Alert, Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconTestPipe } from '@tabler/icons-react';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useMail } from '@/apps/mail/features/MailContext';
import { saveRule, tryRule, type Rule, type RuleFields, type Trial } from '../client/rules';
import { work } from '../work';
import { CriteriaFields } from './CriteriaFields';
import { DeedFields } from './DeedFields';
import { doesNothing, meansAll } from './model';
import { TrialFound } from './TrialFound';
import classes from '../settings.module.css';

interface Props {
  id: string | null;
  start: RuleFields;
  /** Parts of a search that no rule can ask. */
  leftOut?: readonly string[];
  onClose: () => void;
  onSaved: (rule: Rule, isToApply: boolean) => void;
}

export function RuleForm({ id, start, leftOut = [], onClose, onSaved }: Props) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [fields, setFields] = useState(start);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [isToApply, setToApply] = useState(false);
  const [error, setError] = useState('');
  const set = (patch: Partial<RuleFields>) => setFields((before) => ({ ...before, ...patch }));
  const isAll = meansAll(fields.criteria);

  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    setError('');
    try {
      onSaved(await saveRule(account.id, id, fields), isToApply);
    } catch (failure) {
      const problem = asProblem(failure);
      setError(problem.errors[0]?.message || problem.detail || t('rules.failed'));
    }
  }

  const test = () =>
    work(async () => setTrial(await tryRule(account.id, fields.criteria, fields.actions)));

  return (
    <form className={classes.steps} onSubmit={(event) => void save(event)}>
      {leftOut.length > 0 && (
        <Alert color="yellow">{t('rules.leftOut', { parts: leftOut.join(' ') })}</Alert>
      )}
      <h3>{t('rules.which')}</h3>
      <CriteriaFields
        value={fields.criteria}
        onChange={(criteria) => {
          set({ criteria });
          setTrial(null);
        }}
      />
      <Group>
        <Button
          variant="default"
          leftSection={<IconTestPipe size={18} stroke={1.75} />}
          disabled={isAll}
          onClick={() => void test()}
        >
          {t('trial.do')}
        </Button>
      </Group>
      {trial && <TrialFound trial={trial} />}
      <h3>{t('rules.what')}</h3>
      <DeedFields value={fields.actions} onChange={(actions) => set({ actions })} />
      <TextInput
        label={t('rules.name')}
        placeholder={t('rules.name.example')}
        value={fields.name}
        maxLength={200}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <Checkbox
        label={t('rules.applyToo')}
        checked={isToApply}
        onChange={(event) => setToApply(event.currentTarget.checked)}
      />
      {error && <Alert color="red">{error}</Alert>}
      <Group justify="flex-end" gap="xs">
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" disabled={isAll || doesNothing(fields.actions)}>
          {id ? t('save') : t('rules.create')}
        </Button>
      </Group>
    </form>
  );
}
