/** Format: text, styles, alignment, spacing, lists, tables. */
import {
  IconAlignLeft,
  IconBold,
  IconClearFormatting,
  IconIndentIncrease,
  IconItalic,
  IconLineHeight,
  IconList,
  IconStrikethrough,
  IconSubscript,
  IconSuperscript,
  IconTable,
  IconTextSize,
  IconTypography,
  IconUnderline,
} from '@tabler/icons-react';
import type { Align, ParagraphStyle } from '@/editor/document';
import type { Workbench } from '../frame/workbench';
import { lookAt, type Look } from '../model/look';
import type { ActionItem, MenuItem } from '../model/menu';
import type { Words } from '.';

export const styleKeys: Partial<Record<ParagraphStyle, string>> = {
  normal: 'mod+alt+0',
  heading1: 'mod+alt+1',
  heading2: 'mod+alt+2',
  heading3: 'mod+alt+3',
  heading4: 'mod+alt+4',
  heading5: 'mod+alt+5',
  heading6: 'mod+alt+6',
};

export const styles: readonly ParagraphStyle[] = [
  'normal',
  'title',
  'subtitle',
  'heading1',
  'heading2',
  'heading3',
  'heading4',
  'heading5',
  'heading6',
  'quote',
  'code',
];

export const spacings = [1, 1.15, 1.5, 2] as const;
const aligns: readonly [Align, string][] = [
  ['left', 'mod+shift+l'],
  ['center', 'mod+shift+e'],
  ['right', 'mod+shift+r'],
  ['justify', 'mod+shift+j'],
];

interface Part {
  bench: Workbench;
  look: Look;
  t: Words;
  isOff: boolean;
}

function textItems({ bench: { editor }, look, t, isOff }: Part): MenuItem[] {
  const chain = () => editor.chain().focus();
  const on = (name: string) => look.on.some((it) => it === name);
  const item = (id: string, label: string, more: Omit<ActionItem, 'id' | 'label'>): ActionItem => ({
    id,
    label,
    isOn: on(id),
    isOff,
    ...more,
  });
  return [
    item('bold', t('bold'), {
      icon: IconBold,
      keys: 'mod+b',
      run: () => chain().toggleBold().run(),
    }),
    item('italic', t('italic'), {
      icon: IconItalic,
      keys: 'mod+i',
      run: () => chain().toggleItalic().run(),
    }),
    item('underline', t('underline'), {
      icon: IconUnderline,
      keys: 'mod+u',
      run: () => chain().toggleUnderline().run(),
    }),
    item('strike', t('strike'), {
      icon: IconStrikethrough,
      keys: 'mod+shift+x',
      run: () => chain().toggleStrike().run(),
    }),
    item('superscript', t('superscript'), {
      icon: IconSuperscript,
      keys: 'mod+.',
      run: () => chain().toggleSuperscript().run(),
    }),
    item('subscript', t('subscript'), {
      icon: IconSubscript,
      keys: 'mod+,',
      run: () => chain().toggleSubscript().run(),
    }),
    item('code', t('code'), { keys: 'mod+e', run: () => chain().toggleCode().run() }),
    'line',
    item('grow', t('size.grow'), {
      icon: IconTextSize,
      keys: 'mod+shift+.',
      run: () => chain().growFont().run(),
    }),
    item('shrink', t('size.shrink'), {
      keys: 'mod+shift+,',
      run: () => chain().shrinkFont().run(),
    }),
  ];
}

function styleItems({ bench: { editor }, look, t, isOff }: Part): MenuItem[] {
  return styles.map((style) => ({
    id: `style-${style}`,
    label: t(`style.${style}`),
    isOn: look.style === style,
    isOff,
    ...(styleKeys[style] ? { keys: styleKeys[style] } : {}),
    run: () => editor.chain().focus().setStyle(style).run(),
  }));
}

function alignItems({ bench: { editor }, look, t, isOff }: Part): MenuItem[] {
  return [
    ...aligns.map(([align, keys]) => ({
      id: `align-${align}`,
      label: t(`align.${align}`),
      keys,
      isOn: look.align === align,
      isOff,
      run: () => editor.chain().focus().setAlign(align).run(),
    })),
    'line' as const,
    {
      id: 'indent-more',
      label: t('indent.more'),
      icon: IconIndentIncrease,
      keys: 'mod+]',
      isOff,
      run: () => editor.chain().focus().indentMore().run(),
    },
    {
      id: 'indent-less',
      label: t('indent.less'),
      keys: 'mod+[',
      isOff,
      run: () => editor.chain().focus().indentLess().run(),
    },
  ];
}

function spacingItems({ bench, look, t, isOff }: Part): MenuItem[] {
  const chain = () => bench.editor.chain().focus();
  return [
    ...spacings.map((spacing) => ({
      id: `spacing-${spacing}`,
      label: t(`spacing.${String(spacing).replace('.', '_')}`),
      isOn: look.lineSpacing === spacing,
      isOff,
      run: () => chain().setLineSpacing(spacing).run(),
    })),
    'line' as const,
    {
      id: 'space-before',
      label: t('space.before'),
      isOff,
      run: () => chain().setSpacing({ before: 10 }).run(),
    },
    {
      id: 'space-after',
      label: t('space.after'),
      isOff,
      run: () => chain().setSpacing({ after: 10 }).run(),
    },
    {
      id: 'space-none',
      label: t('space.none'),
      isOff,
      run: () => chain().setSpacing({ before: 0, after: 0 }).run(),
    },
    { id: 'space-custom', label: t('space.custom'), isOff, run: () => bench.ask('spacing') },
  ];
}

function listItems({ bench: { editor }, look, t, isOff }: Part): MenuItem[] {
  const kinds = [
    ['bullet', 'mod+shift+8'],
    ['ordered', 'mod+shift+7'],
    ['check', 'mod+shift+9'],
  ] as const;
  const markers = ['decimal', 'lower-alpha', 'upper-alpha', 'lower-roman', 'upper-roman'] as const;
  return [
    ...kinds.map(([kind, keys]) => ({
      id: `list-${kind}`,
      label: t(`list.${kind}`),
      keys,
      isOn: look.list === kind,
      isOff,
      run: () => editor.chain().focus().toggleList(kind).run(),
    })),
    'line' as const,
    ...markers.map((marker) => ({
      id: `marker-${marker}`,
      label: t(`marker.${marker}`),
      isOff: isOff || look.list !== 'ordered',
      run: () => editor.chain().focus().setListMarker(marker).run(),
    })),
    {
      id: 'list-restart',
      label: t('list.restart'),
      isOff: isOff || look.list !== 'ordered',
      run: () => editor.chain().focus().setListStart(1).run(),
    },
  ];
}

function tableItems({ bench: { editor }, t }: Part): MenuItem[] {
  const chain = () => editor.chain().focus();
  const item = (id: string, label: string, run: () => unknown): ActionItem => ({ id, label, run });
  return [
    item('row-above', t('row.above'), () => chain().addRowBefore().run()),
    item('row-below', t('row.below'), () => chain().addRowAfter().run()),
    item('column-left', t('column.left'), () => chain().addColumnBefore().run()),
    item('column-right', t('column.right'), () => chain().addColumnAfter().run()),
    'line',
    item('row-delete', t('row.delete'), () => chain().deleteRow().run()),
    item('column-delete', t('column.delete'), () => chain().deleteColumn().run()),
    item('table-delete', t('table.delete'), () => chain().deleteTable().run()),
    'line',
    item('cells-merge', t('cells.merge'), () => chain().mergeCells().run()),
    item('cell-split', t('cell.split'), () => chain().splitCell().run()),
    item('row-header', t('row.header'), () => chain().toggleHeaderRow().run()),
    item('columns-even', t('columns.even'), () => chain().distributeColumns().run()),
  ];
}

export function formatMenu(bench: Workbench, t: Words): MenuItem[] {
  const isOff = !bench.canEdit;
  const part: Part = { bench, look: lookAt(bench.editor.state), t, isOff };
  return [
    { id: 'text', label: t('text'), icon: IconBold, items: textItems(part) },
    { id: 'styles', label: t('styles'), icon: IconTypography, items: styleItems(part) },
    { id: 'aligns', label: t('aligns'), icon: IconAlignLeft, items: alignItems(part) },
    { id: 'spacings', label: t('spacings'), icon: IconLineHeight, items: spacingItems(part) },
    { id: 'lists', label: t('lists'), icon: IconList, items: listItems(part) },
    'line',
    {
      id: 'table-format',
      label: t('table'),
      icon: IconTable,
      isOff: isOff || !part.look.isInTable,
      items: tableItems(part),
    },
    'line',
    {
      id: 'clear',
      label: t('clear'),
      icon: IconClearFormatting,
      keys: 'mod+\\',
      isOff,
      run: () => bench.editor.chain().focus().clearFormatting().run(),
    },
  ];
}
