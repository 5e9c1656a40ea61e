/** A rule being written: when a response arrives and these answers hold, do these actions. */
import { useState } from 'react';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { IconFlask, IconPlus } from '@tabler/icons-react';
import { asProblem } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { Notice, toast } from '@/ui';
import {
  useDryRun,
  useSaveRule,
  type ActionKind,
  type DryRun,
  type RuleAction,
  type RuleFields,
} from '../client/rules';
import { ConditionEditor } from '../features/ConditionEditor';
import { moveItem, type Block } from '../model/blocks';
import { fieldsOf, type Condition, type Field } from '../model/conditions';
import { asLine, asList, parametersOf } from '../model/parameters';
import { ActionEditor } from './ActionEditor';
import { usePlaceholders } from './placeholders';
import classes from './automation.module.css';

interface Props {
  formId: string;
  /** Empty for a new rule. */
  ruleId: string;
  fields: RuleFields;
  blocks: readonly Block[];
  actions: readonly ActionKind[];
  onClose: () => void;
}

export function RuleEditor({ formId, ruleId, fields, blocks, actions, onClose }: Props) {
  const { t } = useTranslation('forms');
  const [rule, setRule] = useState(fields);
  const save = useSaveRule(formId);
  const trial = useDryRun();
  const placeholders = usePlaceholders(blocks);
  const problem = asProblem(save.error ?? trial.error ?? undefined);
  const change = (part: Partial<RuleFields>) => setRule({ ...rule, ...part });
  const setActions = (next: RuleAction[]) => change({ actions: next });
  const sent = () => withLists(rule, actions);

  const submit = () =>
    save.mutate(
      { id: ruleId, fields: sent() },
      {
        onSuccess: () => {
          toast.show(t('rule.saved'), { tone: 'success' });
          onClose();
        },
        onError: (error) => void toast.problem(error),
      },
    );
  const first = actions[0];

  return (
    <form
      className={classes.editor}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextInput
        label={t('rule.title')}
        required
        data-autofocus
        maxLength={200}
        error={problem.messageFor('title')}
        value={rule.title}
        onChange={(event) => change({ title: event.currentTarget.value })}
      />
      <ConditionEditor
        lead={t('rule.when')}
        tree={(rule.condition_tree ?? undefined) as Condition | undefined}
        fields={ruleFields(blocks, t('fill.respondent'))}
        onChange={(tree) => change({ condition: '', condition_tree: tree ? { ...tree } : null })}
      />
      {!rule.condition_tree && rule.condition && (
        <Notice tone="info" title={t('rule.source')}>
          <code>{rule.condition}</code>
        </Notice>
      )}
      {problem.messageFor('condition') && (
        <Notice tone="danger">{problem.messageFor('condition')}</Notice>
      )}
      <div>
        <h3 className={classes.then}>{t('rule.then')}</h3>
        <ol className={classes.actions}>
          {rule.actions.map((action, index) => (
            <ActionEditor
              key={index}
              action={action}
              index={index}
              count={rule.actions.length}
              kinds={actions}
              placeholders={placeholders}
              wrong={(field) => problem.messageFor(field)}
              onChange={(next) =>
                setActions(rule.actions.map((it, at) => (at === index ? next : it)))
              }
              onMove={(by) => setActions(moveItem(rule.actions, index, index + by))}
              onRemove={() => setActions(rule.actions.filter((_, at) => at !== index))}
            />
          ))}
        </ol>
        {first && (
          <Button
            variant="subtle"
            size="compact-sm"
            leftSection={<IconPlus size={16} />}
            onClick={() => setActions([...rule.actions, { action: first.name, arguments: {} }])}
          >
            {t('action.add')}
          </Button>
        )}
      </div>
      <Checkbox
        label={t('rule.stops')}
        checked={rule.stops}
        onChange={(event) => change({ stops: event.currentTarget.checked })}
      />
      {trial.data && <Trial result={trial.data} />}
      <Group justify="flex-end" gap="xs">
        <Button
          variant="subtle"
          color="gray"
          leftSection={<IconFlask size={18} stroke={1.75} />}
          loading={trial.isPending}
          onClick={() => trial.mutate(sent(), { onError: (error) => void toast.problem(error) })}
        >
          {t('trial')}
        </Button>
        <span className={classes.grow} />
        <Button variant="default" onClick={onClose}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={save.isPending}>
          {t('rule.save')}
        </Button>
      </Group>
    </form>
  );
}

function Trial({ result }: { result: DryRun }) {
  const { t } = useTranslation('forms');
  if (result.examined === 0) return <Notice tone="info">{t('trial.none')}</Notice>;
  const counts = { matched: result.matched, count: result.examined };
  return (
    <Notice tone={result.matched > 0 ? 'success' : 'info'}>{t('trial.result', counts)}</Notice>
  );
}

function ruleFields(blocks: readonly Block[], respondent: string): Field[] {
  const who: Field = { path: 'respondent.email', label: respondent, kind: 'email', options: [] };
  return [who, ...fieldsOf(blocks)];
}

/** Addresses were typed as one line; actions take them as a list. */
function withLists(rule: RuleFields, kinds: readonly ActionKind[]): RuleFields {
  const actions = rule.actions.map((action) => {
    const kind = kinds.find((it) => it.name === action.action);
    const lists = parametersOf(kind?.parameters ?? {}).filter((it) => it.kind === 'addresses');
    const given = { ...action.arguments };
    for (const { name } of lists) {
      if (given[name] !== undefined) given[name] = asList(asLine(given[name]));
    }
    return { ...action, arguments: given };
  });
  return { ...rule, actions };
}
