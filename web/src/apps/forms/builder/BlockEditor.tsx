/** A block while it is edited in place: words, kind, options, limits, and when it shows. */
import { useState } from 'react';
import { ActionIcon, Button, Menu, Select, Switch, Textarea, TextInput } from '@mantine/core';
import {
  IconArrowDown,
  IconArrowUp,
  IconCopy,
  IconDots,
  IconEyePlus,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Notice } from '@/ui';
import { ConditionEditor } from '../features/ConditionEditor';
import { asks, hasOptions, kinds, slugOf, type Block, type Kind } from '../model/blocks';
import { firstLeaf, type Field } from '../model/conditions';
import { KindMenu } from './KindMenu';
import { kindIcon } from './kindLook';
import { LimitFields } from './LimitFields';
import { OptionsEditor } from './OptionsEditor';
import type { BlockActs } from './useBlockActs';
import classes from './builder.module.css';

interface Props {
  block: Block;
  index: number;
  count: number;
  fields: readonly Field[];
  problem: string | undefined;
  acts: BlockActs;
}

export function BlockEditor({ block, index, count, fields, problem, acts }: Props) {
  const { t } = useTranslation('forms');
  const isSilent = !asks(block);
  const words = block.kind === 'consent' ? t('label.consent') : t('label.question');
  return (
    <div className={classes.editor}>
      <div className={classes.editorHead}>
        <Textarea
          className={classes.labelInput}
          label={isSilent ? t('label.heading') : words}
          autosize
          minRows={1}
          maxLength={1000}
          autoFocus
          value={block.label}
          onChange={(event) => acts.change(block.id, { label: event.currentTarget.value })}
          onBlur={() => acts.settle(block.id)}
        />
        <KindSelect kind={block.kind} onChange={(kind) => acts.changeKind(block, kind)} />
      </div>
      <Textarea
        label={block.kind === 'statement' ? t('label.text') : t('label.help')}
        autosize
        minRows={block.kind === 'statement' ? 3 : 1}
        maxLength={5000}
        value={block.help ?? ''}
        onChange={(event) =>
          acts.change(block.id, { help: event.currentTarget.value || undefined })
        }
      />
      {hasOptions(block.kind) && (
        <OptionsEditor
          block={block}
          fields={fields}
          onChange={(change) => acts.change(block.id, change)}
          onSettle={(key) => acts.settleOption(block.id, key)}
        />
      )}
      <div className={classes.limits}>
        <LimitFields block={block} onChange={(change) => acts.change(block.id, change)} />
      </div>
      {block.show_if && (
        <ConditionEditor
          lead={block.kind === 'section' ? t('condition.lead.section') : t('condition.lead')}
          tree={block.show_if}
          fields={fields}
          onChange={(tree) => acts.change(block.id, { show_if: tree })}
        />
      )}
      {problem && <Notice tone="warning">{problem}</Notice>}
      <Foot block={block} index={index} count={count} fields={fields} acts={acts} />
    </div>
  );
}

function KindSelect({ kind, onChange }: { kind: Kind; onChange: (kind: Kind) => void }) {
  const { t } = useTranslation('forms');
  const Icon = kindIcon[kind];
  return (
    <Select
      className={classes.kindSelect}
      label={t('kind')}
      allowDeselect={false}
      leftSection={<Icon size={18} stroke={1.75} />}
      maxDropdownHeight={360}
      value={kind}
      data={kinds.map((value) => ({ value, label: t(`kind.${value}`) }))}
      renderOption={({ option }) => {
        const Mark = kindIcon[option.value as Kind];
        return (
          <span className={classes.kindOption}>
            <Mark size={18} stroke={1.75} aria-hidden />
            {option.label}
          </span>
        );
      }}
      onChange={(value) => value && value !== kind && onChange(value as Kind)}
    />
  );
}

type FootProps = Omit<Props, 'problem'>;

function Foot({ block, index, count, fields, acts }: FootProps) {
  const { t } = useTranslation('forms');
  const [isKeyShown, setKeyShown] = useState(false);
  const first = fields.at(-1);
  return (
    <>
      {isKeyShown && <KeyInput block={block} acts={acts} />}
      <div className={classes.foot}>
        {asks(block) && (
          <Switch
            label={t('required')}
            checked={block.required ?? false}
            onChange={(event) =>
              acts.change(block.id, { required: event.currentTarget.checked || undefined })
            }
          />
        )}
        {!block.show_if && first && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconEyePlus size={16} stroke={1.75} />}
            onClick={() => acts.change(block.id, { show_if: firstLeaf(first) })}
          >
            {t('condition.start')}
          </Button>
        )}
        <span className={classes.grow} />
        <Tool
          id={`up-${block.id}`}
          label={t('up')}
          isOff={index === 0}
          onClick={() => acts.move(index, -1)}
        >
          <IconArrowUp size={18} stroke={1.75} />
        </Tool>
        <Tool
          id={`down-${block.id}`}
          label={t('down')}
          isOff={index === count - 1}
          onClick={() => acts.move(index, 1)}
        >
          <IconArrowDown size={18} stroke={1.75} />
        </Tool>
        <Tool label={t('duplicate')} onClick={() => acts.duplicate(block.id)}>
          <IconCopy size={18} stroke={1.75} />
        </Tool>
        <Tool label={t('delete')} onClick={() => acts.remove(block, index)}>
          <IconTrash size={18} stroke={1.75} />
        </Tool>
        <KindMenu onChoose={(kind) => acts.add(kind, index + 1)}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('block.add.below')}>
            <IconPlus size={18} stroke={1.75} />
          </ActionIcon>
        </KindMenu>
        {asks(block) && (
          <Menu>
            <Menu.Target>
              <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
                <IconDots size={18} stroke={1.75} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item onClick={() => setKeyShown(!isKeyShown)}>{t('key.change')}</Menu.Item>
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
    </>
  );
}

interface ToolProps {
  id?: string;
  label: string;
  isOff?: boolean;
  onClick: () => void;
  children: React.ReactNode;
}

function Tool({ id, label, isOff = false, onClick, children }: ToolProps) {
  return (
    <ActionIcon
      id={id}
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={onClick}
    >
      {children}
    </ActionIcon>
  );
}

function KeyInput({ block, acts }: { block: Block; acts: BlockActs }) {
  const { t } = useTranslation('forms');
  const [key, setKey] = useState(block.key ?? '');
  return (
    <TextInput
      label={t('key')}
      description={t('key.help', { placeholder: `{{answers.${key || '…'}}}` })}
      maxLength={40}
      value={key}
      onChange={(event) => setKey(event.currentTarget.value)}
      onBlur={() => {
        const wanted = slugOf(key, 40);
        if (wanted) acts.rename(block.id, wanted);
        else setKey(block.key ?? '');
      }}
    />
  );
}
