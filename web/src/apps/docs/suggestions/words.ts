/** What a suggestion says, as a sentence: “Replace “x” with “y””. */
import type { Suggestion } from '@/editor/collaboration';

type Translate = (key: string, values?: Record<string, string>) => string;

const LONGEST = 80;

const short = (text: string): string =>
  text.length > LONGEST ? `${text.slice(0, LONGEST).trimEnd()}…` : text;

function quoted(text: string, objects: string[], t: Translate): string {
  const isOnlyBreaks = /^¶*$/.test(text);
  if (text && !isOnlyBreaks) return `“${short(text.replaceAll('¶', ' ¶ ').trim())}”`;
  return objects.map((name) => t(`suggestions.object.${name}`)).join(', ');
}

/** Each sentence of a suggestion; most have one. */
export function wordsOf(suggestion: Suggestion, t: Translate): string[] {
  const { inserted, deleted, insertedObjects, deletedObjects, formats, styles } = suggestion;
  const added = quoted(inserted, insertedObjects, t);
  const removed = quoted(deleted, deletedObjects, t);
  const words: string[] = [];
  if (added && removed) words.push(t('suggestions.replace', { before: removed, after: added }));
  else if (added) words.push(t('suggestions.add', { what: added }));
  else if (removed) words.push(t('suggestions.delete', { what: removed }));
  const looks = [...formats.map((it) => t(`suggestions.mark.${it}`)), ...named(styles, t)];
  if (looks.length > 0) words.push(t('suggestions.format', { what: looks.join(', ') }));
  return words;
}

const told: Record<string, string> = {
  style: 'style',
  list: 'list',
  level: 'list',
  listId: 'list',
  marker: 'list',
  start: 'list',
  checked: 'list',
  align: 'align',
  lineSpacing: 'spacing',
  spaceBefore: 'spacing',
  spaceAfter: 'spacing',
};

/** Attributes of paragraphs by the names that menus give them. */
function named(styles: string[], t: Translate): string[] {
  const groups = [...new Set(styles.map((it) => told[it] ?? 'layout'))];
  return groups.map((it) => t(`suggestions.attribute.${it}`));
}
