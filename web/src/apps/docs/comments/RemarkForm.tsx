/** A few lines of text in which people are mentioned with @. Ctrl+Enter sends, Escape leaves. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { Button, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, searchPeople, type PersonChoice } from '@/ui';
import type { NamedPerson, Remark } from './client';
import classes from './comments.module.css';

interface Props {
  label: string;
  action: string;
  initial?: string;
  known?: NamedPerson[];
  autoFocus?: boolean;
  /** Guests can't look people up. */
  canMention: boolean;
  onSend: (remark: Remark) => Promise<unknown>;
  onCancel?: () => void;
}

const asked = /(?:^|\s)@([\p{L}\p{N}._-]*(?: [\p{L}\p{N}._-]+)?)$/u;

export function RemarkForm(props: Props) {
  const { t } = useTranslation('docs');
  const [text, setText] = useState(props.initial ?? '');
  const [people, setPeople] = useState<NamedPerson[]>(props.known ?? []);
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLTextAreaElement>(null);
  const query = props.canMention ? (asked.exec(text)?.[1] ?? null) : null;
  const { choices, chosen, move } = useChoices(query);
  useEffect(() => {
    if (props.autoFocus) field.current?.focus({ preventScroll: true });
  }, [props.autoFocus]);

  function mention(person: PersonChoice): void {
    setText(
      `${text.replace(asked, (whole) => whole.slice(0, whole.indexOf('@')))}@${person.name} `,
    );
    setPeople((before) => [...before, { id: person.id, name: person.name }]);
    field.current?.focus();
  }

  async function finish(): Promise<void> {
    const words = text.trim();
    if (!words || isSending) return;
    setSending(true);
    const mentions = people.filter((it) => words.includes(`@${it.name}`)).map((it) => it.id);
    await props.onSend({ text: words, mentions: [...new Set(mentions)] });
    setSending(false);
    setText('');
  }

  function onKeyDown(event: KeyboardEvent): void {
    const person = choices[chosen];
    event.stopPropagation();
    if (person && (event.key === 'Enter' || event.key === 'Tab')) {
      event.preventDefault();
      mention(person);
    } else if (choices.length > 0 && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
      event.preventDefault();
      move(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      void finish();
    } else if (event.key === 'Escape') {
      event.preventDefault();
      props.onCancel?.();
    }
  }

  return (
    <div className={classes.form}>
      <Textarea
        ref={field}
        aria-label={props.label}
        placeholder={props.label}
        autosize
        minRows={1}
        maxRows={8}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
      />
      {choices.length > 0 && (
        <div className={classes.choices} role="listbox" aria-label={t('comments.mention')}>
          {choices.map((person, index) => (
            <button
              key={person.id}
              type="button"
              role="option"
              aria-selected={index === chosen}
              className={classes.choice}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => mention(person)}
            >
              <PersonAvatar name={person.name} seed={person.id} size={22} />
              <span>{person.name}</span>
            </button>
          ))}
        </div>
      )}
      {(text.trim() || props.onCancel) && (
        <div className={classes.formButtons}>
          {props.onCancel && (
            <Button size="xs" variant="subtle" color="gray" onClick={props.onCancel}>
              {t('cancel')}
            </Button>
          )}
          <Button
            size="xs"
            disabled={!text.trim()}
            loading={isSending}
            onClick={() => void finish()}
          >
            {props.action}
          </Button>
        </div>
      )}
    </div>
  );
}

const nobody: PersonChoice[] = [];

function useChoices(query: string | null) {
  const [chosen, setChosen] = useState(0);
  const { data = nobody } = useQuery({
    queryKey: ['people', 'mention', query],
    queryFn: async () => (await searchPeople(query ?? '')).filter((it) => it.kind === 'person'),
    enabled: query !== null && query.length > 0,
  });
  const choices = query ? data.slice(0, 6) : nobody;
  const move = (by: number) => setChosen((chosen + by + choices.length) % choices.length);
  return { choices, chosen: Math.min(chosen, Math.max(0, choices.length - 1)), move };
}
