/** A rule in words, with its switch, its place and its history. */
import { ActionIcon, Menu, Switch } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconDots,
  IconHistory,
  IconPencil,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Notice, toast } from '@/ui';
import type { Form } from '../client/forms';
import {
  fieldsOfRule,
  useAddRules,
  useDeleteRule,
  useEnableRule,
  type ActionKind,
  type Rule,
} from '../client/rules';
import { useConditionWords } from '../features/conditionWords';
import type { Block } from '../model/blocks';
import { fieldsOf, type Condition } from '../model/conditions';
import { asLine } from '../model/parameters';
import { titleOf } from './ActionEditor';
import classes from './automation.module.css';

interface Props {
  rule: Rule;
  form: Form;
  blocks: readonly Block[];
  actions: readonly ActionKind[];
  isFirst: boolean;
  isLast: boolean;
  onEdit: () => void;
  onMove: (by: number) => void;
  onRuns: () => void;
}

export function RuleCard(props: Props) {
  const { rule, form, blocks, actions, onEdit } = props;
  const { t } = useTranslation('forms');
  const wordsOf = useConditionWords();
  const { mutate: enable } = useEnableRule(form.id);
  const tree = rule.condition_tree as Condition | null;
  const when = tree ? wordsOf(tree, fieldsOf(blocks)) : rule.condition || t('rule.always');
  const does = rule.actions.map((action) => {
    const kind = actions.find((it) => it.name === action.action);
    const to = asLine(action.arguments?.to ?? action.arguments?.queue);
    return [kind ? titleOf(kind, t) : action.action, to].filter(Boolean).join(' → ');
  });
  return (
    <div className={classes.card}>
      <div className={classes.cardHead}>
        <h3>
          <button type="button" className={classes.openRule} onClick={onEdit}>
            {rule.title}
          </button>
        </h3>
        <Switch
          aria-label={t('rule.enabled', { name: rule.title })}
          checked={rule.is_enabled}
          onChange={(event) => enable({ id: rule.id, isEnabled: event.currentTarget.checked })}
        />
        <CardMenu {...props} />
      </div>
      <dl className={classes.saying}>
        <div>
          <dt>{t('rule.if')}</dt>
          <dd>{when}</dd>
        </div>
        <div>
          <dt>{t('rule.do')}</dt>
          <dd>{does.join(', ')}</dd>
        </div>
      </dl>
      {rule.pause_reason && (
        <Notice tone="warning" title={t('rule.paused')}>
          {rule.pause_reason}
        </Notice>
      )}
    </div>
  );
}

function CardMenu({ rule, form, isFirst, isLast, onEdit, onMove, onRuns }: Props) {
  const { t } = useTranslation('forms');
  const { mutate: remove } = useDeleteRule(form.id);
  const { mutate: add } = useAddRules(form.id);
  const onDelete = () =>
    remove(rule.id, {
      onSuccess: () =>
        void toast.show(t('rule.deleted', { name: rule.title }), {
          undo: () => add([fieldsOfRule(rule)]),
        }),
    });
  const icon = { size: 18, stroke: 1.75 };
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('more.of', { name: rule.title })}>
          <IconDots {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil {...icon} />} onClick={onEdit}>
          {t('edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory {...icon} />} onClick={onRuns}>
          {t('runs')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowUp {...icon} />}
          disabled={isFirst}
          onClick={() => onMove(-1)}
        >
          {t('up')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown {...icon} />}
          disabled={isLast}
          onClick={() => onMove(1)}
        >
          {t('down')}
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash {...icon} />} onClick={onDelete}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
