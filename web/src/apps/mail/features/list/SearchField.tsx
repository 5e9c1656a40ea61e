/**
 * The search of mail: it searches while one types, completes people, labels and operators, and
 * leads back to the inbox when it is emptied.
 */
import { useEffect, useRef, useState, type KeyboardEvent } from 'react';
import { CloseButton, TextInput } from '@mantine/core';
import {
  IconBookmark,
  IconFilter,
  IconHistory,
  IconSearch,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { rememberSearch } from '@/apps/mail/client/recent';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { useSearchIdeas, type Idea } from './useSearchIdeas';
import classes from './search.module.css';

const TYPING_MS = 300;
const icons: Record<Idea['kind'], Icon> = {
  recent: IconHistory,
  saved: IconBookmark,
  person: IconUser,
  term: IconFilter,
};

/** The words in the field, which the address follows a moment later. */
function useWords() {
  const { place } = useMail();
  const go = useGo();
  const [words, setWords] = useState(place.query);
  const [asked, setAsked] = useState(place.query);
  const timer = useRef(0);
  // A chip or a link changed the search: the field follows.
  if (place.query !== asked) {
    setAsked(place.query);
    setWords(place.query);
  }
  const { account, box } = place;
  function search(text: string, isReplacing = false): void {
    window.clearTimeout(timer.current);
    const query = text.trim();
    setAsked(query);
    if (!query && box !== 'search') return;
    go(query ? hrefOf({ account, box: 'search', query }) : hrefOf({ account }), {
      replace: isReplacing,
    });
  }
  function type(text: string): void {
    setWords(text);
    window.clearTimeout(timer.current);
    const isWorth = text.trim().length > 1 && text.trim() !== asked && !/:\s*$/.test(text);
    if (!isWorth) return;
    timer.current = window.setTimeout(() => search(text, box === 'search'), TYPING_MS);
  }
  useEffect(() => () => window.clearTimeout(timer.current), []);
  return { words, setWords, type, search };
}

export function SearchField() {
  const { t } = useTranslation('mail');
  const { words, setWords, type, search } = useWords();
  const isPhone = usePhone();
  const [isOpen, setOpen] = useState(false);
  const [at, setAt] = useState(-1);
  const ideas = useSearchIdeas(words, isOpen);
  const chosen = ideas[at];

  function choose(idea: Idea): void {
    setWords(idea.text);
    setAt(-1);
    if (idea.isWhole) finish(idea.text);
    else if (!idea.text.endsWith(':')) search(idea.text, true);
  }
  function finish(text: string): void {
    setOpen(false);
    if (text.trim()) rememberSearch(text.trim());
    search(text);
    document.getElementById('mail-list')?.focus();
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'ArrowDown') setAt(Math.min(ideas.length - 1, at + 1));
    else if (event.key === 'ArrowUp') setAt(Math.max(-1, at - 1));
    else if (event.key === 'Enter') {
      if (chosen) choose(chosen);
      else finish(words);
    } else if (event.key === 'Escape') {
      if (isOpen && ideas.length > 0) setOpen(false);
      else document.getElementById('mail-list')?.focus();
    } else return;
    event.preventDefault();
  }
  const clear = words && (
    <CloseButton
      size="sm"
      aria-label={t('search.clear')}
      onClick={() => {
        setWords('');
        search('');
      }}
    />
  );
  const isShown = isOpen && ideas.length > 0;
  return (
    <div
      role="search"
      className={classes.search}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) setOpen(false);
      }}
    >
      <TextInput
        id="mail-search"
        role="combobox"
        aria-label={t('search')}
        aria-expanded={isShown}
        aria-controls="mail-ideas"
        aria-autocomplete="list"
        aria-activedescendant={chosen ? `mail-idea-${at}` : undefined}
        autoComplete="off"
        placeholder={isPhone ? t('search.short') : t('search')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        rightSection={clear}
        value={words}
        onFocus={() => setOpen(true)}
        onClick={() => setOpen(true)}
        onChange={(event) => {
          setOpen(true);
          setAt(-1);
          type(event.currentTarget.value);
        }}
        onKeyDown={onKeyDown}
      />
      {isShown && (
        <ul id="mail-ideas" role="listbox" aria-label={t('search.ideas')} className={classes.ideas}>
          {ideas.map((idea, index) => (
            <Suggestion
              key={`${idea.kind} ${idea.text}`}
              id={`mail-idea-${index}`}
              idea={idea}
              isActive={index === at}
              onChoose={() => choose(idea)}
            />
          ))}
        </ul>
      )}
    </div>
  );
}

interface SuggestionProps {
  id: string;
  idea: Idea;
  isActive: boolean;
  onChoose: () => void;
}

function Suggestion({ id, idea, isActive, onChoose }: SuggestionProps) {
  const Icon = icons[idea.kind];
  return (
    <li
      id={id}
      role="option"
      aria-selected={isActive}
      className={classes.idea}
      // The field keeps the focus, so that one can type on.
      onMouseDown={(event) => event.preventDefault()}
      onClick={onChoose}
    >
      <Icon size={16} stroke={1.75} aria-hidden />
      <span>{idea.label}</span>
      {idea.hint && <small>{idea.hint}</small>}
    </li>
  );
}
