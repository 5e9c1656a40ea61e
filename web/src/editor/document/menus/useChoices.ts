/** What the menu at the cursor offers: blocks, people, files, dates, emoji. */
import { useEffect, useMemo, useState } from 'react';
import type { Editor } from '@tiptap/core';
import {
  IconCalendar,
  IconCalendarEvent,
  IconFile,
  IconUser,
  type Icon,
} from '@tabler/icons-react';
import type { DocumentOptions, MentionChoice, Words } from '../options';
import { dateChoices } from './dates';
import { findEmoji } from './emoji';
import { findItems } from './slash';
import type { Trigger } from './triggers';

export interface Choice {
  key: string;
  label: string;
  detail?: string;
  group?: string;
  icon?: Icon;
  /** Drawn where there is no icon. */
  sign?: string;
  run: (editor: Editor) => void;
}

const ICONS: Record<MentionChoice['kind'], Icon> = {
  person: IconUser,
  file: IconFile,
  date: IconCalendar,
  event: IconCalendarEvent,
};

function mentioned(choice: MentionChoice, group: string): Choice {
  const { kind, ref, label, detail } = choice;
  return {
    key: `${kind}:${ref}`,
    label,
    group,
    icon: ICONS[kind],
    ...(detail ? { detail } : {}),
    run: (editor) =>
      void editor.chain().focus().insertMention({ kind, ref, label }).insertContent(' ').run(),
  };
}

const WAIT_MS = 120;

interface Looked {
  query: string;
  people: MentionChoice[];
  files: MentionChoice[];
  events: MentionChoice[];
}

/** People, files and events for a text, once it rests. What was found before stays meanwhile. */
function useLookUp(query: string | null, options: DocumentOptions): Looked | null {
  const [looked, setLooked] = useState<Looked | null>(null);
  useEffect(() => {
    if (query === null) return;
    const stop = new AbortController();
    const none = (): MentionChoice[] => [];
    const timer = window.setTimeout(async () => {
      const [people, files, events] = await Promise.all([
        options.findPeople(query, stop.signal).catch(none),
        options.findFiles(query, stop.signal).catch(none),
        options.findEvents?.(query, stop.signal).catch(none) ?? [],
      ]);
      if (!stop.signal.aborted) setLooked({ query, people, files, events });
    }, WAIT_MS);
    return () => {
      window.clearTimeout(timer);
      stop.abort();
    };
  }, [query, options]);
  return looked;
}

interface Choices {
  choices: Choice[];
  isLooking: boolean;
}

export function useChoices(open: Trigger, options: DocumentOptions): Choices {
  const { kind, query } = open;
  const { t } = options;
  const looked = useLookUp(kind === 'mention' ? query : null, options);
  return useMemo(() => {
    if (kind === 'slash') return { choices: blocks(query, t), isLooking: false };
    if (kind === 'emoji') return { choices: emoji(query), isLooking: false };
    const choices = [
      ...(looked?.people ?? []).slice(0, 5).map((it) => mentioned(it, t('doc.mention.people'))),
      ...(looked?.files ?? []).slice(0, 5).map((it) => mentioned(it, t('doc.mention.files'))),
      ...(looked?.events ?? []).slice(0, 4).map((it) => mentioned(it, t('doc.mention.events'))),
      ...dateChoices(query, options.language, t).map((it) => mentioned(it, t('doc.mention.dates'))),
    ];
    return { choices, isLooking: looked?.query !== query };
  }, [kind, query, looked, options.language, t]);
}

const blocks = (query: string, t: Words): Choice[] =>
  findItems(query, t).map(({ id, labelKey, icon, run }) => ({
    key: id,
    label: t(labelKey),
    icon,
    run,
  }));

const emoji = (query: string): Choice[] =>
  findEmoji(query).map(({ text, words }) => ({
    key: text,
    label: words.join(' '),
    sign: text,
    run: (editor) => void editor.chain().focus().insertContent(`${text} `).run(),
  }));
