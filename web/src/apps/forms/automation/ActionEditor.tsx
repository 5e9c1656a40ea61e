/** One action of a rule: which one, and its arguments as the action describes them. */
import { ActionIcon, NumberInput, Select, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PeoplePicker } from '@/ui';
import { usePrincipals } from '../client/principals';
import type { ActionKind, RuleAction } from '../client/rules';
import { asLine, asList, parametersOf, type ParameterField } from '../model/parameters';
import { FilledInput } from './FilledInput';
import type { Placeholder } from './placeholders';
import classes from './automation.module.css';

interface Props {
  action: RuleAction;
  index: number;
  count: number;
  kinds: readonly ActionKind[];
  placeholders: readonly Placeholder[];
  wrong: (field: string) => string | undefined;
  onChange: (action: RuleAction) => void;
  onMove: (by: number) => void;
  onRemove: () => void;
}

export function ActionEditor(props: Props) {
  const { action, index, count, kinds, placeholders, wrong, onChange, onMove, onRemove } = props;
  const { t } = useTranslation('forms');
  const kind = kinds.find((it) => it.name === action.action);
  const given = action.arguments ?? {};
  const set = (name: string, value: unknown) => {
    const others = Object.entries(given).filter(([other]) => other !== name);
    const isEmpty = value === '' || value === undefined;
    onChange({
      ...action,
      arguments: Object.fromEntries(isEmpty ? others : [...others, [name, value]]),
    });
  };
  return (
    <li className={classes.action}>
      <div className={classes.actionHead}>
        <Select
          className={classes.grow}
          aria-label={t('action.number', { number: index + 1 })}
          allowDeselect={false}
          value={action.action}
          data={kinds.map((it) => ({ value: it.name, label: titleOf(it, t) }))}
          onChange={(name) => name && onChange({ action: name, arguments: {} })}
        />
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('up')}
          disabled={index === 0}
          onClick={() => onMove(-1)}
        >
          <IconArrowUp size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('down')}
          disabled={index === count - 1}
          onClick={() => onMove(1)}
        >
          <IconArrowDown size={16} stroke={1.75} />
        </ActionIcon>
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('action.remove')}
          disabled={count === 1}
          onClick={onRemove}
        >
          <IconX size={16} stroke={1.75} />
        </ActionIcon>
      </div>
      {kind &&
        parametersOf(kind.parameters).map((field) => (
          <Argument
            key={field.name}
            field={field}
            value={given[field.name]}
            placeholders={placeholders}
            error={wrong(`actions.${index}.${field.name}`)}
            onChange={(value) => set(field.name, value)}
          />
        ))}
    </li>
  );
}

/** Actions say their name in English; the usual ones are known here in the person's language. */
export function titleOf(kind: ActionKind, t: (key: string) => string): string {
  const known: Record<string, string> = {
    'mail.send': t('action.mail.send'),
    'desk.open_ticket': t('action.desk.open_ticket'),
    notify: t('action.notify'),
  };
  return known[kind.name] ?? kind.title;
}

interface ArgumentProps {
  field: ParameterField;
  value: unknown;
  placeholders: readonly Placeholder[];
  error: string | undefined;
  onChange: (value: unknown) => void;
}

function Argument({ field, value, placeholders, error, onChange }: ArgumentProps) {
  const { t } = useTranslation('forms');
  const shared = { label: field.label, error };
  switch (field.kind) {
    case 'people':
    case 'person':
      return <PeopleArgument field={field} value={value} error={error} onChange={onChange} />;
    case 'files':
      return (
        <Select
          {...shared}
          allowDeselect={false}
          value={value ? '{{files}}' : ''}
          data={[
            { value: '', label: t('files.none') },
            { value: '{{files}}', label: t('files.all') },
          ]}
          onChange={(chosen) => onChange(chosen ?? '')}
        />
      );
    case 'switch':
      return (
        <Switch
          label={field.label}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={onChange}
        />
      );
    default:
      return (
        <FilledInput
          {...shared}
          description={field.help || (field.kind === 'addresses' ? t('addresses.help') : '')}
          required={field.isNeeded}
          isLong={field.kind === 'text'}
          maxLength={field.longest}
          value={asLine(value)}
          placeholders={placeholders}
          onChange={(text) => onChange(text)}
        />
      );
  }
}

function PeopleArgument({ field, value, error, onChange }: Omit<ArgumentProps, 'placeholders'>) {
  const { t } = useTranslation('forms');
  const ids = Array.isArray(value) ? value.map(String) : asList(asLine(value));
  const people = usePrincipals(ids);
  const isOne = field.kind === 'person';
  return (
    <PeoplePicker
      label={field.label}
      placeholder={isOne ? t('person.rule.owner') : t('share.people.placeholder')}
      value={people}
      error={error}
      {...(isOne && { limit: 1 })}
      onChange={(chosen) => {
        const wanted = chosen.filter((it) => it.kind !== 'group').map((it) => it.id);
        onChange(isOne ? (wanted[0] ?? '') : wanted);
      }}
    />
  );
}
