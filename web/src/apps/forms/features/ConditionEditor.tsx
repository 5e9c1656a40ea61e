/**
 * Edits the tree of a condition: rows of field, comparison and value, joined by all or any, with
 * groups inside of groups. Values of choices are picked, never typed.
 */
import { ActionIcon, Button, MultiSelect, NumberInput, Select, TextInput } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import {
  firstLeaf,
  groupOf,
  isLeaf,
  isList,
  needsValue,
  operatorsOf,
  treeOf,
  withOperator,
  type Condition,
  type Field,
  type Group,
  type Joint,
  type Leaf,
  type Operator,
  type Value,
} from '../model/conditions';
import classes from './condition.module.css';

interface Props {
  /** Said before the joint: "Show only if". */
  lead: string;
  tree: Condition | undefined;
  fields: readonly Field[];
  onChange: (tree: Condition | undefined) => void;
}

export function ConditionEditor({ lead, tree, fields, onChange }: Props) {
  return (
    <GroupEditor
      lead={lead}
      group={groupOf(tree)}
      fields={fields}
      depth={0}
      onChange={(group) => onChange(treeOf(group))}
    />
  );
}

interface GroupProps {
  lead: string;
  group: Group;
  fields: readonly Field[];
  depth: number;
  onChange: (group: Group) => void;
}

function GroupEditor({ lead, group, fields, depth, onChange }: GroupProps) {
  const { t } = useTranslation('forms');
  const { joint, parts } = group;
  const first = fields.at(-1);
  const put = (index: number, part: Condition | undefined) =>
    onChange({
      joint,
      parts: parts.flatMap((it, at) => (at === index ? (part ? [part] : []) : [it])),
    });
  const add = (part: Condition) => onChange({ joint, parts: [...parts, part] });
  return (
    <div className={classes.group} data-depth={depth} role="group" aria-label={lead}>
      <div className={classes.lead}>
        <span>{lead}</span>
        {parts.length > 1 && (
          <Select
            size="xs"
            w={92}
            allowDeselect={false}
            aria-label={t('condition.joint')}
            value={joint}
            data={(['all', 'any'] as const).map((it) => ({
              value: it,
              label: t(`condition.${it}`),
            }))}
            onChange={(next) => next && onChange({ joint: next as Joint, parts })}
          />
        )}
      </div>
      {parts.map((part, index) =>
        isLeaf(part) ? (
          <Row key={index} row={part} fields={fields} onChange={(next) => put(index, next)} />
        ) : (
          <GroupEditor
            key={index}
            lead={t('condition.group')}
            group={groupOf(part)}
            fields={fields}
            depth={depth + 1}
            onChange={(inner) => put(index, grouped(inner))}
          />
        ),
      )}
      {first && (
        <div className={classes.adds}>
          <Button
            size="compact-xs"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => add(firstLeaf(first))}
          >
            {t('condition.add')}
          </Button>
          {depth === 0 && parts.length > 0 && (
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={14} />}
              onClick={() => add({ any: [firstLeaf(first)] })}
            >
              {t('condition.add.group')}
            </Button>
          )}
        </div>
      )}
    </div>
  );
}

/** A group inside stays a group, even with one comparison, so that it can grow. */
function grouped({ joint, parts }: Group): Condition | undefined {
  if (parts.length === 0) return undefined;
  return joint === 'all' ? { all: parts } : { any: parts };
}

interface RowProps {
  row: Leaf;
  fields: readonly Field[];
  onChange: (row: Leaf | undefined) => void;
}

function Row({ row, fields, onChange }: RowProps) {
  const { t } = useTranslation('forms');
  const field = fields.find((it) => it.path === row.field);
  const known = fields.map((it) => ({ value: it.path, label: it.label }));
  const choices = field ? known : [{ value: row.field, label: t('condition.gone') }, ...known];
  return (
    <div className={classes.row}>
      <Select
        className={classes.field}
        size="xs"
        searchable={fields.length > 7}
        allowDeselect={false}
        aria-label={t('condition.question')}
        error={field ? undefined : t('condition.gone.help')}
        value={row.field}
        data={choices}
        onChange={(path) => {
          const next = fields.find((it) => it.path === path);
          if (next && path !== row.field) onChange(firstLeaf(next));
        }}
      />
      {field && (
        <Select
          className={classes.operator}
          size="xs"
          allowDeselect={false}
          aria-label={t('condition.comparison')}
          value={row.op}
          data={operatorsOf(field.kind).map((op) => ({ value: op, label: t(`op.${op}`) }))}
          onChange={(op) => op && onChange(withOperator(row, field, op as Operator))}
        />
      )}
      {field && needsValue(row.op) && (
        <ValueInput
          row={row}
          field={field}
          onChange={(value) => onChange({ field: row.field, op: row.op, value })}
        />
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('condition.remove')}
        onClick={() => onChange(undefined)}
      >
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

interface ValueProps {
  row: Leaf;
  field: Field;
  onChange: (value: Value) => void;
}

function ValueInput({ row, field, onChange }: ValueProps) {
  const { t } = useTranslation('forms');
  const shared = { className: classes.value, size: 'xs', 'aria-label': t('condition.value') };
  const options = field.options.map((it) =>
    it.value === 'other' && it.label === '…' ? { ...it, label: t('option.other') } : it,
  );
  if (row.op === 'one_of') {
    return (
      <MultiSelect
        {...shared}
        value={isList(row.value) ? row.value : []}
        data={options}
        onChange={(chosen) => chosen.length > 0 && onChange(chosen)}
      />
    );
  }
  if (options.length > 0) {
    const value = String(row.value ?? '');
    const isKnown = options.some((it) => it.value === value);
    return (
      <Select
        {...shared}
        searchable={options.length > 7}
        allowDeselect={false}
        value={isKnown ? value : null}
        error={isKnown ? undefined : t('condition.option.gone')}
        data={options}
        onChange={(chosen) => chosen && onChange(chosen)}
      />
    );
  }
  if (typeof row.value === 'number') {
    return (
      <NumberInput
        {...shared}
        value={row.value}
        onChange={(value) => typeof value === 'number' && onChange(value)}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      type={field.kind === 'date' ? 'date' : 'text'}
      value={String(row.value ?? '')}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}
