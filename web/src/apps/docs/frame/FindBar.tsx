/** Find and replace, over the pages at the right: everything found is marked, one is chosen. */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { ActionIcon, Button, Chip, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronUp, IconX } from '@tabler/icons-react';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import {
  ask,
  expressionOf,
  findState,
  replaceAll,
  replaceOne,
  selectChosen,
  step,
  type Query,
} from '../model/find';
import { useWorkbench } from './workbench';
import classes from './find.module.css';

const blank: Query = { text: '', isCaseSensitive: false, isWholeWord: false, isRegex: false };
let last: Query = blank;

export default function FindBar() {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const { body, dialog, canEdit } = bench;
  const { query, setQuery, hits, at } = useSearch();
  const field = useRef<HTMLInputElement>(null);
  const hasReplace = dialog === 'replace' && canEdit;
  useEffect(() => {
    field.current?.select();
  }, [dialog]);
  const isWrong = query.text !== '' && expressionOf(query) === null;

  function close(): void {
    selectChosen(body.view);
    ask(body.view, null);
    bench.ask(null);
    body.commands.focus();
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && event.target === field.current) {
      step(body.view, event.shiftKey ? -1 : 1);
    } else return;
    event.preventDefault();
  }

  const found = hits === 0 ? t('find.none') : t('find.count', { at: at + 1, count: hits });
  return (
    <search className={classes.bar} aria-label={t('find')} onKeyDown={onKeyDown}>
      <div className={classes.line}>
        <TextInput
          ref={field}
          className={classes.field ?? ''}
          size="xs"
          aria-label={t('find')}
          placeholder={t('find')}
          data-autofocus
          autoFocus
          error={isWrong}
          value={query.text}
          onChange={(event) => setQuery({ ...query, text: event.currentTarget.value })}
        />
        <span className={classes.count} role="status">
          {isWrong ? t('find.wrong') : query.text && found}
        </span>
        <Step label={t('find.before')} icon={IconChevronUp} run={() => step(body.view, -1)} />
        <Step label={t('find.next')} icon={IconChevronDown} run={() => step(body.view, 1)} />
        <Step label={t('close')} icon={IconX} run={close} />
      </div>
      {hasReplace && <Replace count={hits} />}
      <div className={classes.choices}>
        <Option
          label={t('find.case')}
          isOn={query.isCaseSensitive}
          set={(isCaseSensitive) => setQuery({ ...query, isCaseSensitive })}
        />
        <Option
          label={t('find.word')}
          isOn={query.isWholeWord}
          set={(isWholeWord) => setQuery({ ...query, isWholeWord })}
        />
        <Option
          label={t('find.regex')}
          isOn={query.isRegex}
          set={(isRegex) => setQuery({ ...query, isRegex })}
        />
        {!hasReplace && canEdit && (
          <Button variant="subtle" size="compact-xs" onClick={() => bench.ask('replace')}>
            {t('replace')}
          </Button>
        )}
      </div>
    </search>
  );
}

/** The question, first of all the selected words, and how many answers there are. */
function useSearch() {
  const { body } = useWorkbench();
  const [query, setQuery] = useState<Query>(() => {
    const { from, to } = body.state.selection;
    const chosen = to - from < 200 ? body.state.doc.textBetween(from, to, ' ') : '';
    return chosen ? { ...last, text: chosen } : last;
  });
  const { hits, at } = useEditorState({
    editor: body,
    selector: ({ editor }) => {
      const state = findState(editor.state);
      return { hits: state.hits.length, at: state.at };
    },
  });
  useEffect(() => {
    last = query;
    ask(body.view, query);
  }, [body, query]);
  useEffect(
    () => () => {
      if (!body.isDestroyed) ask(body.view, null);
    },
    [body],
  );
  return { query, setQuery, hits, at };
}

function Replace({ count }: { count: number }) {
  const { t } = useTranslation('docs');
  const { body } = useWorkbench();
  const [text, setText] = useState('');
  function all(): void {
    const replaced = replaceAll(body.view, text);
    toast.show(t('replaced', { count: replaced }), {
      undo: () => body.commands.undo(),
    });
  }
  return (
    <div className={classes.line}>
      <TextInput
        className={classes.field ?? ''}
        size="xs"
        aria-label={t('replace.with')}
        placeholder={t('replace.with')}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        variant="default"
        size="xs"
        disabled={count === 0}
        onClick={() => replaceOne(body.view, text)}
      >
        {t('replace')}
      </Button>
      <Button variant="default" size="xs" disabled={count === 0} onClick={all}>
        {t('replace.all')}
      </Button>
    </div>
  );
}

function Step({ label, icon: Icon, run }: { label: string; icon: typeof IconX; run: () => void }) {
  return (
    <ActionIcon variant="subtle" color="gray" size={28} aria-label={label} onClick={run}>
      <Icon size={16} stroke={1.75} />
    </ActionIcon>
  );
}

interface OptionProps {
  label: string;
  isOn: boolean;
  set: (isOn: boolean) => void;
}

function Option({ label, isOn, set }: OptionProps) {
  return (
    <Chip size="xs" variant="outline" checked={isOn} onChange={set}>
      {label}
    </Chip>
  );
}
