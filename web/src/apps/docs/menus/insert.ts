/** Insert: pictures, tables, links and all else that is put at the cursor. */
import {
  IconAt,
  IconBoxAlignBottom,
  IconBoxAlignTop,
  IconCalendar,
  IconFile,
  IconLink,
  IconListDetails,
  IconMath,
  IconMessagePlus,
  IconMoodSmile,
  IconPageBreak,
  IconPhoto,
  IconSeparator,
  IconSuperscript,
  IconTable,
  IconUser,
} from '@tabler/icons-react';
import { currentLocale } from '@/platform/i18n';
import type { Workbench } from '../frame/workbench';
import type { MenuItem } from '../model/menu';
import { chooseImages } from './pictures';
import type { Words } from '.';

function today(): { kind: string; ref: string; label: string } {
  const now = new Date();
  const pad = (value: number) => String(value).padStart(2, '0');
  const ref = `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
  const label = new Intl.DateTimeFormat(currentLocale(), { dateStyle: 'medium' }).format(now);
  return { kind: 'date', ref, label };
}

function pageItems(bench: Workbench, t: Words): MenuItem[] {
  const { editEdge, page, setPage } = bench;
  return [
    {
      id: 'header',
      label: t('header'),
      icon: IconBoxAlignTop,
      keys: 'mod+alt+o',
      run: () => editEdge('header'),
    },
    { id: 'footer', label: t('footer'), icon: IconBoxAlignBottom, run: () => editEdge('footer') },
    {
      id: 'numbers',
      label: t('page.numbers'),
      isOn: page.pageNumbers,
      run: () => setPage({ pageNumbers: !page.pageNumbers }),
    },
  ];
}

export function insertMenu(bench: Workbench, t: Words): MenuItem[] {
  const { editor, canEdit, ask } = bench;
  const isOff = !canEdit;
  const chain = () => editor.chain().focus();
  const mention = (text: string) => () => chain().insertContent(text).run();
  return [
    {
      id: 'image',
      label: t('image'),
      icon: IconPhoto,
      isOff,
      items: [
        { id: 'image-file', label: t('image.file'), run: () => chooseImages(bench) },
        { id: 'image-address', label: t('image.address'), run: () => ask('imageAddress') },
      ],
    },
    {
      id: 'table',
      label: t('table'),
      icon: IconTable,
      isOff,
      items: [
        {
          id: 'table-grid',
          grid: (rows, columns) => chain().insertTable({ rows, columns }).run(),
        },
      ],
    },
    { id: 'link', label: t('link'), icon: IconLink, keys: 'mod+k', isOff, run: () => ask('link') },
    {
      id: 'comment',
      label: t('comment'),
      icon: IconMessagePlus,
      keys: 'mod+alt+m',
      isBound: true,
      isOff: !bench.canComment,
      run: bench.addComment,
    },
    'line',
    {
      id: 'mention',
      label: t('mention'),
      icon: IconAt,
      isOff,
      items: [
        { id: 'mention-person', label: t('mention.person'), icon: IconUser, run: mention('@') },
        { id: 'mention-file', label: t('mention.file'), icon: IconFile, run: mention('@') },
        {
          id: 'mention-date',
          label: t('mention.date'),
          icon: IconCalendar,
          run: () => chain().insertMention(today()).insertContent(' ').run(),
        },
      ],
    },
    { id: 'emoji', label: t('emoji'), icon: IconMoodSmile, isOff, run: () => ask('emoji') },
    {
      id: 'equation',
      label: t('equation'),
      icon: IconMath,
      isOff,
      run: () => chain().insertEquation().run(),
    },
    {
      id: 'footnote',
      label: t('footnote'),
      icon: IconSuperscript,
      keys: 'mod+alt+f',
      isOff,
      run: () => chain().insertFootnote().run(),
    },
    'line',
    {
      id: 'rule',
      label: t('rule'),
      icon: IconSeparator,
      isOff,
      run: () => chain().insertRule().run(),
    },
    {
      id: 'break',
      label: t('page.break'),
      icon: IconPageBreak,
      keys: 'mod+Enter',
      isOff,
      run: () => chain().insertPageBreak().run(),
    },
    {
      id: 'contents',
      label: t('contents'),
      icon: IconListDetails,
      isOff,
      run: () => chain().insertTableOfContents().run(),
    },
    'line',
    {
      id: 'page-elements',
      label: t('page.elements'),
      icon: IconBoxAlignTop,
      isOff: isOff || bench.page.pageless,
      items: pageItems(bench, t),
    },
  ];
}
