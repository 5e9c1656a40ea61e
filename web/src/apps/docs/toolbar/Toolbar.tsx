/** The toolbar: what people reach for most, showing how the text at the cursor looks. */
import {
  IconAlignCenter,
  IconAlignJustified,
  IconAlignLeft,
  IconAlignRight,
  IconArrowBackUp,
  IconArrowForwardUp,
  IconBold,
  IconClearFormatting,
  IconHighlight,
  IconIndentDecrease,
  IconIndentIncrease,
  IconItalic,
  IconLetterA,
  IconLineHeight,
  IconLink,
  IconList,
  IconListCheck,
  IconListNumbers,
  IconMessagePlus,
  IconPhoto,
  IconPrinter,
  IconSearch,
  IconUnderline,
} from '@tabler/icons-react';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import type { Align, ParagraphStyle } from '@/editor/document';
import { usePhone } from '@/ui';
import { spacings, styles } from '../menus/format';
import { chooseImages } from '../menus/pictures';
import { useWorkbench } from '../frame/workbench';
import { zooms } from '../frame/useView';
import { fonts } from '../model/fonts';
import { lookAt, type Look } from '../model/look';
import { Choice } from './Choice';
import { ColorTool } from './ColorTool';
import { FontSize } from './FontSize';
import { Tool } from './Tool';
import { ToolRow, type ToolGroup } from './ToolRow';

/** On phones what one thumb needs most comes first, and nothing zooms. */
const smallOrder = [
  'marks',
  'lists',
  'insert',
  'style',
  'align',
  'indent',
  'size',
  'font',
  'history',
];

export function Toolbar() {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const isPhone = usePhone();
  const look = useEditorState({ editor, selector: ({ editor: now }) => lookAt(now.state) });
  const tools: ToolGroup[] = [
    { id: 'history', tools: <History /> },
    { id: 'zoom', tools: <ZoomChoice /> },
    { id: 'style', tools: <StyleChoice look={look} /> },
    { id: 'font', tools: <FontChoice look={look} /> },
    { id: 'size', tools: <FontSize editor={editor} size={look.size} isOff={!canEdit} /> },
    { id: 'marks', tools: <Marks look={look} /> },
    { id: 'insert', tools: <Insert look={look} /> },
    { id: 'align', tools: <Paragraph look={look} /> },
    { id: 'lists', tools: <Lists look={look} /> },
    { id: 'indent', tools: <Indent /> },
  ];
  const reading: ToolGroup[] = [
    { id: 'reading', tools: <Reading /> },
    { id: 'zoom', tools: <ZoomChoice /> },
  ];
  const small = smallOrder.flatMap((id) => tools.filter((it) => it.id === id));
  const groups = !canEdit ? reading : isPhone ? small : tools;
  return <ToolRow key={`${canEdit} ${isPhone}`} label={t('toolbar')} groups={groups} />;
}

function Reading() {
  const { t } = useTranslation('docs');
  const { ask, print, canComment, addComment } = useWorkbench();
  return (
    <>
      <Tool label={t('find')} keys="mod+f" icon={IconSearch} run={() => ask('find')} />
      <Tool label={t('print')} keys="mod+p" icon={IconPrinter} run={print} />
      {canComment && (
        <Tool label={t('comment')} keys="mod+alt+m" icon={IconMessagePlus} run={addComment} />
      )}
    </>
  );
}

function History() {
  const { t } = useTranslation('docs');
  const { editor, print } = useWorkbench();
  return (
    <>
      <Tool
        label={t('undo')}
        keys="mod+z"
        icon={IconArrowBackUp}
        run={() => editor.chain().focus().undo().run()}
      />
      <Tool
        label={t('redo')}
        keys="mod+y"
        icon={IconArrowForwardUp}
        run={() => editor.chain().focus().redo().run()}
      />
      <Tool label={t('print')} keys="mod+p" icon={IconPrinter} run={print} />
    </>
  );
}

function ZoomChoice() {
  const { t } = useTranslation('docs');
  const { view, setView } = useWorkbench();
  const shown = view.zoom === 'fit' ? t('zoom.fit') : `${Math.round(view.zoom * 100)} %`;
  return (
    <Choice
      label={t('zoom')}
      width={76}
      value={String(view.zoom)}
      shown={shown}
      options={[
        { value: 'fit', label: t('zoom.fit') },
        ...zooms.map((zoom) => ({ value: String(zoom), label: `${zoom * 100} %` })),
      ]}
      onPick={(value) => setView({ zoom: value === 'fit' ? 'fit' : Number(value) })}
    />
  );
}

function StyleChoice({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const options = styles.map((style) => ({
    value: style,
    label: t(`style.${style}`),
    style: styleLook(style),
  }));
  return (
    <Choice
      label={t('styles')}
      width={126}
      value={look.style}
      shown={t(`style.${look.style}`)}
      options={options}
      isOff={!canEdit}
      onPick={(value) =>
        editor
          .chain()
          .focus()
          .setStyle(value as ParagraphStyle)
          .run()
      }
    />
  );
}

const sizes: Partial<Record<ParagraphStyle, number>> = {
  title: 22,
  subtitle: 16,
  heading1: 19,
  heading2: 17,
  heading3: 15,
};

const styleLook = (style: ParagraphStyle) => ({
  fontSize: sizes[style] ?? 13.5,
  lineHeight: 1.3,
  ...(style === 'code' ? { fontFamily: 'monospace' } : {}),
  ...(style === 'heading6' ? { fontStyle: 'italic' as const } : {}),
});

function FontChoice({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const name = look.font.split(',')[0]?.replace(/["']/g, '') ?? '';
  return (
    <Choice
      label={t('font')}
      width={118}
      value={name}
      shown={name}
      options={fonts.map((font) => ({
        value: font.name,
        label: font.name,
        style: { fontFamily: font.css },
      }))}
      isOff={!canEdit}
      onPick={(value) => editor.chain().focus().setFont(value).run()}
    />
  );
}

function Marks({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const chain = () => editor.chain().focus();
  const isOff = !canEdit;
  const on = (name: Look['on'][number]) => look.on.includes(name);
  return (
    <>
      <Tool
        label={t('bold')}
        keys="mod+b"
        icon={IconBold}
        isOn={on('bold')}
        isOff={isOff}
        run={() => chain().toggleBold().run()}
      />
      <Tool
        label={t('italic')}
        keys="mod+i"
        icon={IconItalic}
        isOn={on('italic')}
        isOff={isOff}
        run={() => chain().toggleItalic().run()}
      />
      <Tool
        label={t('underline')}
        keys="mod+u"
        icon={IconUnderline}
        isOn={on('underline')}
        isOff={isOff}
        run={() => chain().toggleUnderline().run()}
      />
      <ColorTool
        label={t('color')}
        icon={IconLetterA}
        value={look.color || '#000000'}
        noneLabel={t('color.none')}
        isOff={isOff}
        onPick={(color) => chain().setTextColor(color).run()}
      />
      <ColorTool
        label={t('highlight')}
        icon={IconHighlight}
        value={look.highlight}
        noneLabel={t('highlight.none')}
        isOff={isOff}
        onPick={(color) => chain().setHighlight(color).run()}
      />
    </>
  );
}

function Insert({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const isOff = !bench.canEdit;
  return (
    <>
      <Tool
        label={t('link')}
        keys="mod+k"
        icon={IconLink}
        isOn={look.isLink}
        isOff={isOff}
        run={() => bench.ask('link')}
      />
      <Tool
        label={t('comment')}
        keys="mod+alt+m"
        icon={IconMessagePlus}
        isOff={!bench.canComment}
        run={bench.addComment}
      />
      <Tool label={t('image')} icon={IconPhoto} isOff={isOff} run={() => chooseImages(bench)} />
    </>
  );
}

const alignIcons = {
  left: IconAlignLeft,
  center: IconAlignCenter,
  right: IconAlignRight,
  justify: IconAlignJustified,
};
const aligns: readonly Align[] = ['left', 'center', 'right', 'justify'];

function Paragraph({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const Current = alignIcons[look.align];
  const chain = () => editor.chain().focus();
  return (
    <>
      <Choice
        label={t('aligns')}
        width={50}
        value={look.align}
        shown={<Current size={18} stroke={1.75} />}
        options={aligns.map((align) => ({ value: align, label: t(`align.${align}`) }))}
        isOff={!canEdit}
        onPick={(value) =>
          chain()
            .setAlign(value as Align)
            .run()
        }
      />
      <Choice
        label={t('spacings')}
        width={50}
        value={String(look.lineSpacing)}
        shown={<IconLineHeight size={18} stroke={1.75} />}
        options={spacings.map((spacing) => ({
          value: String(spacing),
          label: t(`spacing.${String(spacing).replace('.', '_')}`),
        }))}
        isOff={!canEdit}
        onPick={(value) => chain().setLineSpacing(Number(value)).run()}
      />
    </>
  );
}

function Lists({ look }: { look: Look }) {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const kinds = [
    ['check', IconListCheck, 'mod+shift+9'],
    ['bullet', IconList, 'mod+shift+8'],
    ['ordered', IconListNumbers, 'mod+shift+7'],
  ] as const;
  return kinds.map(([kind, icon, keys]) => (
    <Tool
      key={kind}
      label={t(`list.${kind}`)}
      keys={keys}
      icon={icon}
      isOn={look.list === kind}
      isOff={!canEdit}
      run={() => editor.chain().focus().toggleList(kind).run()}
    />
  ));
}

function Indent() {
  const { t } = useTranslation('docs');
  const { editor, canEdit } = useWorkbench();
  const chain = () => editor.chain().focus();
  const isOff = !canEdit;
  return (
    <>
      <Tool
        label={t('indent.less')}
        keys="mod+["
        icon={IconIndentDecrease}
        isOff={isOff}
        run={() => chain().indentLess().run()}
      />
      <Tool
        label={t('indent.more')}
        keys="mod+]"
        icon={IconIndentIncrease}
        isOff={isOff}
        run={() => chain().indentMore().run()}
      />
      <Tool
        label={t('clear')}
        keys="mod+\"
        icon={IconClearFormatting}
        isOff={isOff}
        run={() => chain().clearFormatting().run()}
      />
    </>
  );
}
