/**
 * The options of a choice: written in place. Enter adds the next one, Backspace in an empty one
 * removes it, and several pasted lines become several options.
 */
import { useEffect, useRef, useState, type ClipboardEvent, type KeyboardEvent } from 'react';
import { ActionIcon, Button, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconEyeCheck,
  IconEyePlus,
  IconGripVertical,
  IconPlus,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { ConditionEditor } from '../features/ConditionEditor';
import { useDragOrder } from '../features/useDragOrder';
import { moveItem, newOption, type Block, type BlockChange, type Option } from '../model/blocks';
import { firstLeaf, type Field } from '../model/conditions';
import classes from './builder.module.css';

interface Props {
  block: Block;
  fields: readonly Field[];
  onChange: (change: BlockChange) => void;
  onSettle: (optionKey: string) => void;
}

export function OptionsEditor({ block, fields, onChange, onSettle }: Props) {
  const { t } = useTranslation('forms');
  const options = block.options ?? [];
  const list = useRef<HTMLFieldSetElement>(null);
  const [wanted, focusOn] = useState<{ index: number } | null>(null);
  useEffect(() => {
    if (wanted) list.current?.querySelectorAll<HTMLElement>('[data-option]')[wanted.index]?.focus();
  }, [wanted]);
  const set = (next: Option[]) => onChange({ options: next });
  const { handle, row } = useDragOrder((from, to) => set(moveItem(options, from, to)));

  const put = (index: number, option: Option) =>
    set(options.map((it, at) => (at === index ? option : it)));

  function insert(index: number, labels: string[]): void {
    set([...options.slice(0, index), ...labels.map(newOption), ...options.slice(index)]);
    focusOn({ index: index + labels.length - 1 });
  }

  function remove(index: number): void {
    set(options.filter((_, at) => at !== index));
    focusOn({ index: Math.max(0, index - 1) });
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>, index: number): void {
    if (event.nativeEvent.isComposing) return;
    const label = options[index]?.label ?? '';
    if (event.key === 'Enter') insert(index + 1, ['']);
    else if (event.key === 'Backspace' && label === '' && options.length > 1) remove(index);
    else if (event.altKey && event.key === 'ArrowUp') move(index, -1);
    else if (event.altKey && event.key === 'ArrowDown') move(index, 1);
    else return;
    event.preventDefault();
  }

  function move(index: number, by: number): void {
    if (index + by < 0 || index + by >= options.length) return;
    set(moveItem(options, index, index + by));
    focusOn({ index: index + by });
  }

  function onPaste(event: ClipboardEvent<HTMLInputElement>, index: number): void {
    const lines = event.clipboardData
      .getData('text/plain')
      .split(/\r?\n/)
      .map((it) => it.trim());
    const labels = lines.filter(Boolean);
    const option = options[index];
    if (labels.length < 2 || !option) return;
    event.preventDefault();
    const [first = '', ...rest] = labels;
    set([
      ...options.slice(0, index),
      { ...option, label: option.label + first },
      ...rest.map(newOption),
      ...options.slice(index + 1),
    ]);
  }

  return (
    <fieldset ref={list} className={classes.options}>
      <legend>{t('options')}</legend>
      {options.map((option, index) => (
        <div key={index} className={classes.optionRow} {...row(index)}>
          <div className={classes.option}>
            <span className={classes.grip} {...handle(index)} aria-hidden>
              <IconGripVertical size={16} stroke={1.75} />
            </span>
            <TextInput
              className={classes.optionInput}
              aria-label={t('option.label', { number: index + 1 })}
              placeholder={t('option.label', { number: index + 1 })}
              data-option
              maxLength={1000}
              value={option.label}
              onChange={(event) => put(index, { ...option, label: event.currentTarget.value })}
              onBlur={() => onSettle(option.key)}
              onKeyDown={(event) => onKeyDown(event, index)}
              onPaste={(event) => onPaste(event, index)}
            />
            <OptionButtons
              option={option}
              index={index}
              count={options.length}
              fields={fields}
              onMove={(by) => move(index, by)}
              onRemove={() => remove(index)}
              onChange={(next) => put(index, next)}
            />
          </div>
          {option.show_if && (
            <div className={classes.optionCondition}>
              <ConditionEditor
                lead={t('option.show_if')}
                tree={option.show_if}
                fields={fields}
                onChange={(tree) => put(index, withCondition(option, tree))}
              />
            </div>
          )}
        </div>
      ))}
      <div className={classes.optionAdds}>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<IconPlus size={16} />}
          onClick={() => insert(options.length, [''])}
        >
          {t('option.add')}
        </Button>
        {!block.other && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-sm"
            onClick={() => onChange({ other: true })}
          >
            {t('option.add.other')}
          </Button>
        )}
      </div>
      {block.other && (
        <div className={classes.option}>
          <span className={classes.grip} />
          <TextInput
            className={classes.optionInput}
            aria-label={t('option.other')}
            value={t('option.other.words')}
            readOnly
            variant="unstyled"
          />
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('option.other.remove')}
            onClick={() => onChange({ other: undefined })}
          >
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </div>
      )}
    </fieldset>
  );
}

function withCondition(option: Option, tree: Option['show_if']): Option {
  const { key, label } = option;
  return tree ? { key, label, show_if: tree } : { key, label };
}

interface ButtonsProps {
  option: Option;
  index: number;
  count: number;
  fields: readonly Field[];
  onMove: (by: number) => void;
  onRemove: () => void;
  onChange: (option: Option) => void;
}

function OptionButtons(props: ButtonsProps) {
  const { option, index, count, fields, onMove, onRemove, onChange } = props;
  const { t } = useTranslation('forms');
  const name = option.label || t('option.label', { number: index + 1 });
  const first = fields.at(-1);
  const Eye = option.show_if ? IconEyeCheck : IconEyePlus;
  return (
    <div className={classes.optionButtons}>
      {first && (
        <ActionIcon
          variant={option.show_if ? 'light' : 'subtle'}
          color={option.show_if ? 'indigo' : 'gray'}
          aria-label={t('option.condition', { name })}
          aria-pressed={Boolean(option.show_if)}
          onClick={() =>
            onChange(withCondition(option, option.show_if ? undefined : firstLeaf(first)))
          }
        >
          <Eye size={16} stroke={1.75} />
        </ActionIcon>
      )}
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('move.up', { name })}
        disabled={index === 0}
        onClick={() => onMove(-1)}
      >
        <IconArrowUp size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('move.down', { name })}
        disabled={index === count - 1}
        onClick={() => onMove(1)}
      >
        <IconArrowDown size={16} stroke={1.75} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={t('remove.of', { name })}
        disabled={count === 1}
        onClick={onRemove}
      >
        <IconX size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
