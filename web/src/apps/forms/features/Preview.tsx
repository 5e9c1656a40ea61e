/**
 * Try the draft: answer it and see which questions come up, as the server would decide. Nothing
 * is stored.
 */
import { useState } from 'react';
import {
  Checkbox,
  Drawer,
  FileInput,
  NativeSelect,
  Radio,
  Rating,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { Notice } from '@/ui';
import { useDraft } from '../client/draft';
import { previewForm, type Form } from '../client/forms';
import type { Block } from '../model/blocks';
import classes from './preview.module.css';

type Answers = Record<string, string | string[]>;

export function Preview({ form, onClose }: { form: Form; onClose: () => void }) {
  const { t } = useTranslation('forms');
  const { view } = useDraft(form);
  const [answers, setAnswers] = useState<Answers>({});
  const [asked] = useDebouncedValue(answers, 120);
  const shown = useQuery({
    queryKey: ['forms', 'preview', form.id, view.blocks, asked],
    queryFn: ({ signal }) => previewForm(form.id, [...view.blocks], asked, signal),
    placeholderData: keepPreviousData,
    gcTime: 0,
  });
  const visible = new Set(shown.data?.shown);
  const set = (id: string, value: string | string[]) => setAnswers({ ...answers, [id]: value });
  const description = form.settings.description;
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={t('preview.draft')}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <div className={classes.page}>
        <h2>{form.title}</h2>
        {typeof description === 'string' && description && <p>{description}</p>}
        {shown.error && <Notice tone="danger">{shown.error.detail}</Notice>}
        {view.blocks
          .filter((block) => visible.has(block.id))
          .map((block) => (
            <Question
              key={block.id}
              block={block}
              offered={shown.data?.options[block.id]}
              value={answers[block.id] ?? ''}
              onChange={(value) => set(block.id, value)}
            />
          ))}
        {shown.data && visible.size === 0 && <p>{t('preview.none')}</p>}
        <p className={classes.note}>{t('preview.note')}</p>
      </div>
    </Drawer>
  );
}

interface QuestionProps {
  block: Block;
  offered: string[] | undefined;
  value: string | string[];
  onChange: (value: string | string[]) => void;
}

function Question({ block, offered, value, onChange }: QuestionProps) {
  if (block.kind === 'section') {
    return (
      <div className={classes.section}>
        <h3>{block.label}</h3>
        {block.help && <p>{block.help}</p>}
      </div>
    );
  }
  if (block.kind === 'statement') {
    return (
      <div>
        <strong>{block.label}</strong>
        {block.help && <p>{block.help}</p>}
      </div>
    );
  }
  return <Field block={block} offered={offered} value={value} onChange={onChange} />;
}

function Field({ block, offered, value, onChange }: QuestionProps) {
  const { t } = useTranslation('forms');
  const text = typeof value === 'string' ? value : '';
  const shared = {
    label: block.label,
    description: block.help,
    required: block.required ?? false,
  };
  const options = (block.options ?? []).filter((it) => !offered || offered.includes(it.key));
  const choices = options.map((it) => ({ value: it.key, label: it.label }));
  if (block.other) choices.push({ value: 'other', label: t('option.other') });
  switch (block.kind) {
    case 'choice':
      return block.layout === 'dropdown' ? (
        <NativeSelect
          {...shared}
          value={text}
          data={[{ value: '', label: '' }, ...choices]}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <Radio.Group {...shared} value={text} onChange={onChange}>
          {choices.map((it) => (
            <Radio key={it.value} mt={8} value={it.value} label={it.label} />
          ))}
        </Radio.Group>
      );
    case 'choices':
      return (
        <Checkbox.Group {...shared} value={Array.isArray(value) ? value : []} onChange={onChange}>
          {choices.map((it) => (
            <Checkbox key={it.value} mt={8} value={it.value} label={it.label} />
          ))}
        </Checkbox.Group>
      );
    case 'consent':
      return (
        <Checkbox
          {...shared}
          checked={text === 'yes'}
          onChange={(event) => onChange(event.currentTarget.checked ? 'yes' : '')}
        />
      );
    case 'rating':
      return (
        <div>
          <p className={classes.label}>{block.label}</p>
          <Rating
            size="lg"
            count={Number(block.max ?? 5)}
            value={Number(text || 0)}
            onChange={(point) => onChange(String(point))}
          />
        </div>
      );
    case 'file':
      return (
        <FileInput
          {...shared}
          placeholder={t('files.most', { count: block.max_files ?? 1 })}
          multiple={(block.max_files ?? 1) > 1}
          accept={block.accept?.join(',')}
        />
      );
    case 'long_text':
      return (
        <Textarea
          {...shared}
          autosize
          minRows={3}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          type={inputTypes[block.kind] ?? 'text'}
          value={text}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}

const inputTypes: Partial<Record<Block['kind'], string>> = {
  date: 'date',
  email: 'email',
  phone: 'tel',
  number: 'number',
  scale: 'number',
};
