/** A text with placeholders: chips under it put one where the caret stands. */
import { useRef } from 'react';
import { Menu, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { IconBraces } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Placeholder } from './placeholders';
import classes from './automation.module.css';

interface Props {
  label: string;
  description?: string;
  value: string;
  placeholders: readonly Placeholder[];
  isLong?: boolean;
  required?: boolean;
  maxLength?: number | undefined;
  error?: string | undefined;
  onChange: (value: string) => void;
}

export function FilledInput({ placeholders, isLong = false, onChange, ...shared }: Props) {
  const { t } = useTranslation('forms');
  const input = useRef<(HTMLInputElement & HTMLTextAreaElement) | null>(null);

  function insert(placeholder: string): void {
    const start = input.current?.selectionStart ?? shared.value.length;
    const end = input.current?.selectionEnd ?? start;
    onChange(shared.value.slice(0, start) + placeholder + shared.value.slice(end));
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(start + placeholder.length, start + placeholder.length);
    });
  }

  const chips = (
    <Menu position="bottom-start" withinPortal>
      <Menu.Target>
        <UnstyledButton className={classes.insert}>
          <IconBraces size={14} stroke={1.75} aria-hidden />
          {t('fill.insert')}
          <span className="visually-hidden">{shared.label}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {placeholders.map((it) => (
          <Menu.Item key={it.text} onClick={() => insert(it.text)}>
            <span className={classes.chipLabel}>{it.label}</span>
            <code className={classes.chip}>{it.text}</code>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
  return (
    <div>
      {isLong ? (
        <Textarea
          {...shared}
          ref={input}
          autosize
          minRows={4}
          maxRows={14}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      ) : (
        <TextInput
          {...shared}
          ref={input}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
      {chips}
    </div>
  );
}
