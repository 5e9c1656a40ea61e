/** What the slash menu offers. */
import type { Editor } from '@tiptap/core';
import {
  IconBlockquote,
  IconCheckbox,
  IconCode,
  IconH1,
  IconH2,
  IconH3,
  IconList,
  IconListDetails,
  IconListNumbers,
  IconMath,
  IconPageBreak,
  IconPhoto,
  IconSeparator,
  IconSuperscript,
  IconTable,
  IconTypography,
  type Icon,
} from '@tabler/icons-react';
import { isPicture } from '../images/uploads';

export interface SlashItem {
  id: string;
  /** Key of the catalogue. */
  labelKey: string;
  icon: Icon;
  /** More words that find it. */
  words: string;
  run: (editor: Editor) => void;
}

/** Asks for pictures on this computer. */
export function choosePictures(editor: Editor): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = 'image/*';
  input.multiple = true;
  input.addEventListener('change', () => {
    editor.commands.uploadImages([...(input.files ?? [])].filter(isPicture));
  });
  input.click();
}

const style = (name: Parameters<Editor['commands']['setStyle']>[0]) => (editor: Editor) =>
  void editor.commands.setStyle(name);

export const slashItems: readonly SlashItem[] = [
  {
    id: 'normal',
    labelKey: 'doc.style.normal',
    icon: IconTypography,
    words: 'text',
    run: style('normal'),
  },
  { id: 'h1', labelKey: 'doc.style.heading1', icon: IconH1, words: 'h1', run: style('heading1') },
  { id: 'h2', labelKey: 'doc.style.heading2', icon: IconH2, words: 'h2', run: style('heading2') },
  { id: 'h3', labelKey: 'doc.style.heading3', icon: IconH3, words: 'h3', run: style('heading3') },
  {
    id: 'bullet',
    labelKey: 'list',
    icon: IconList,
    words: 'ul',
    run: (it) => void it.commands.toggleList('bullet'),
  },
  {
    id: 'ordered',
    labelKey: 'list.numbered',
    icon: IconListNumbers,
    words: 'ol 1',
    run: (it) => void it.commands.toggleList('ordered'),
  },
  {
    id: 'check',
    labelKey: 'doc.list.check',
    icon: IconCheckbox,
    words: 'todo task',
    run: (it) => void it.commands.toggleList('check'),
  },
  {
    id: 'table',
    labelKey: 'doc.insert.table',
    icon: IconTable,
    words: 'table',
    run: (it) => void it.commands.insertTable({ rows: 3, columns: 3 }),
  },
  {
    id: 'image',
    labelKey: 'doc.insert.image',
    icon: IconPhoto,
    words: 'picture photo',
    run: choosePictures,
  },
  { id: 'quote', labelKey: 'quote', icon: IconBlockquote, words: 'quote', run: style('quote') },
  { id: 'code', labelKey: 'doc.style.code', icon: IconCode, words: 'code', run: style('code') },
  {
    id: 'equation',
    labelKey: 'doc.insert.equation',
    icon: IconMath,
    words: 'latex math',
    run: (it) => void it.commands.insertEquation(),
  },
  {
    id: 'footnote',
    labelKey: 'doc.insert.footnote',
    icon: IconSuperscript,
    words: 'note',
    run: (it) => void it.commands.insertFootnote(),
  },
  {
    id: 'rule',
    labelKey: 'doc.insert.rule',
    icon: IconSeparator,
    words: 'hr line',
    run: (it) => void it.commands.insertRule(),
  },
  {
    id: 'break',
    labelKey: 'doc.insert.pageBreak',
    icon: IconPageBreak,
    words: 'page',
    run: (it) => void it.commands.insertPageBreak(),
  },
  {
    id: 'contents',
    labelKey: 'doc.contents',
    icon: IconListDetails,
    words: 'toc',
    run: (it) => void it.commands.insertTableOfContents(),
  },
];

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/\p{M}+/gu, '');

/** The items that a text finds: every word begins one of theirs; those that begin so come first. */
export function findItems(asked: string, label: (key: string) => string): SlashItem[] {
  const wanted = plain(asked).split(/\s+/).filter(Boolean);
  const named = slashItems.map((item) => ({ item, name: plain(label(item.labelKey)) }));
  const found = named.filter(({ item, name }) => {
    const words = `${name} ${item.words}`.split(/[\s'’-]+/);
    return wanted.every((it) => words.some((word) => word.startsWith(it)));
  });
  const isFirst = ({ name }: { name: string }) => name.startsWith(plain(asked).trim());
  return [...found.filter(isFirst), ...found.filter((it) => !isFirst(it))].map(({ item }) => item);
}
