/** What answers must fit, by kind of question. */
import {
  Group,
  MultiSelect,
  NumberInput,
  SegmentedControl,
  Select,
  TextInput,
} from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import type { Block, BlockChange } from '../model/blocks';
import classes from './builder.module.css';

interface Props {
  block: Block;
  onChange: (change: BlockChange) => void;
}

const asNumber = (value: number | string | undefined): number | '' =>
  value === undefined || value === '' ? '' : Number(value);
const orNothing = (value: number | string) => (value === '' ? undefined : Number(value));

export function LimitFields({ block, onChange }: Props) {
  switch (block.kind) {
    case 'short_text':
    case 'long_text':
      return <Range block={block} onChange={onChange} of="characters" least={0} />;
    case 'number':
      return <Range block={block} onChange={onChange} of="value" />;
    case 'choices':
      return <Range block={block} onChange={onChange} of="choices" least={0} />;
    case 'choice':
      return <Layout block={block} onChange={onChange} />;
    case 'date':
      return <Dates block={block} onChange={onChange} />;
    case 'scale':
    case 'rating':
      return <Scale block={block} onChange={onChange} />;
    case 'file':
      return <Files block={block} onChange={onChange} />;
    default:
      return null;
  }
}

function Range({
  block,
  onChange,
  of,
  least,
}: Props & { of: 'characters' | 'value' | 'choices'; least?: number }) {
  const { t } = useTranslation('forms');
  const shared = { size: 'xs', className: classes.limit, ...(least === 0 && { min: 0 }) };
  return (
    <>
      <NumberInput
        {...shared}
        label={t(`limit.${of}.least`)}
        value={asNumber(block.min)}
        onChange={(value) => onChange({ min: orNothing(value) })}
      />
      <NumberInput
        {...shared}
        label={t(`limit.${of}.most`)}
        value={asNumber(block.max)}
        onChange={(value) => onChange({ max: orNothing(value) })}
      />
    </>
  );
}

function Layout({ block, onChange }: Props) {
  const { t } = useTranslation('forms');
  return (
    <SegmentedControl
      size="xs"
      aria-label={t('layout')}
      value={block.layout ?? 'radio'}
      data={(['radio', 'dropdown'] as const).map((value) => ({
        value,
        label: t(`layout.${value}`),
      }))}
      onChange={(value) => onChange({ layout: value === 'dropdown' ? 'dropdown' : undefined })}
    />
  );
}

function Dates({ block, onChange }: Props) {
  const { t } = useTranslation('forms');
  return (
    <>
      {(['min', 'max'] as const).map((name) => (
        <TextInput
          key={name}
          size="xs"
          type="date"
          className={classes.limit}
          label={t(`limit.date.${name}`)}
          value={String(block[name] ?? '')}
          onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
        />
      ))}
    </>
  );
}

function Scale({ block, onChange }: Props) {
  const { t } = useTranslation('forms');
  const isScale = block.kind === 'scale';
  return (
    <>
      {isScale && (
        <Select
          size="xs"
          className={classes.limit}
          label={t('scale.first')}
          allowDeselect={false}
          value={String(block.min ?? 1)}
          data={['0', '1']}
          onChange={(value) => onChange({ min: Number(value) })}
        />
      )}
      <Select
        size="xs"
        className={classes.limit}
        label={isScale ? t('scale.last') : t('rating.stars')}
        allowDeselect={false}
        value={String(block.max ?? 5)}
        data={Array.from({ length: 9 }, (_, index) => String(index + 2))}
        onChange={(value) => onChange({ max: Number(value) })}
      />
      {isScale &&
        (['low_label', 'high_label'] as const).map((name) => (
          <TextInput
            key={name}
            size="xs"
            maxLength={100}
            className={classes.limitWide}
            label={t(`scale.${name}`)}
            value={block[name] ?? ''}
            onChange={(event) => onChange({ [name]: event.currentTarget.value || undefined })}
          />
        ))}
    </>
  );
}

const types = {
  image: ['image/*'],
  pdf: ['application/pdf'],
  document: [
    'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    'application/vnd.oasis.opendocument.text',
  ],
  sheet: [
    'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'application/vnd.oasis.opendocument.spreadsheet',
    'text/csv',
  ],
  video: ['video/*'],
  audio: ['audio/*'],
} as const;
type FileType = keyof typeof types;
const fileTypes = Object.keys(types) as FileType[];

function Files({ block, onChange }: Props) {
  const { t } = useTranslation('forms');
  const accept = block.accept ?? [];
  const known = fileTypes.filter((name) => types[name].every((it) => accept.includes(it)));
  const strange = accept.filter(
    (it) => !fileTypes.some((name) => types[name].includes(it as never)),
  );
  return (
    <Group gap="sm" align="flex-start">
      <MultiSelect
        size="xs"
        className={classes.limitWide}
        label={t('files.accept')}
        placeholder={accept.length === 0 ? t('files.any') : ''}
        value={[...known, ...strange]}
        data={[
          ...fileTypes.map((value) => ({ value: value as string, label: t(`files.${value}`) })),
          ...strange.map((value) => ({ value, label: value })),
        ]}
        onChange={(chosen) => {
          const wanted = chosen.flatMap((it) => (it in types ? [...types[it as FileType]] : [it]));
          onChange({ accept: wanted.length > 0 ? wanted : undefined });
        }}
      />
      <NumberInput
        size="xs"
        className={classes.limit}
        label={t('files.count')}
        min={1}
        max={10}
        clampBehavior="strict"
        value={block.max_files ?? 1}
        onChange={(value) => onChange({ max_files: Number(value) || 1 })}
      />
    </Group>
  );
}
