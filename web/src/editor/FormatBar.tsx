/** The editor's row of buttons. */
import { ActionIcon } from '@mantine/core';
import {
  IconBlockquote,
  IconBold,
  IconClearFormatting,
  IconItalic,
  IconList,
  IconListNumbers,
  IconStrikethrough,
  IconUnderline,
  type Icon,
} from '@tabler/icons-react';
import { useEditorState, type Editor } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { LinkButton } from './LinkButton';
import { LookTools } from './rich/LookTools';
import classes from './editor.module.css';

interface Command {
  mark: string;
  labelKey: string;
  icon: Icon;
  run: (editor: Editor) => void;
}

const commands: readonly Command[] = [
  {
    mark: 'bold',
    labelKey: 'bold',
    icon: IconBold,
    run: (editor) => editor.chain().focus().toggleBold().run(),
  },
  {
    mark: 'italic',
    labelKey: 'italic',
    icon: IconItalic,
    run: (editor) => editor.chain().focus().toggleItalic().run(),
  },
  {
    mark: 'underline',
    labelKey: 'underline',
    icon: IconUnderline,
    run: (editor) => editor.chain().focus().toggleUnderline().run(),
  },
  {
    mark: 'strike',
    labelKey: 'strike',
    icon: IconStrikethrough,
    run: (editor) => editor.chain().focus().toggleStrike().run(),
  },
  {
    mark: 'bulletList',
    labelKey: 'list',
    icon: IconList,
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
  },
  {
    mark: 'orderedList',
    labelKey: 'list.numbered',
    icon: IconListNumbers,
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
  },
  {
    mark: 'blockquote',
    labelKey: 'quote',
    icon: IconBlockquote,
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
  },
];

const marks = [...commands.map((command) => command.mark), 'link'];

export function FormatBar({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const active = useEditorState({
    editor,
    selector: ({ editor: now }) => marks.filter((mark) => now.isActive(mark)).join(' '),
  }).split(' ');
  return (
    <div className={classes.bar} role="toolbar" aria-label={t('format')}>
      {commands.map(({ mark, labelKey, icon: Icon, run }) => (
        <ActionIcon
          key={mark}
          variant="subtle"
          color="gray"
          size={30}
          className={classes.tool}
          aria-label={t(labelKey)}
          title={t(labelKey)}
          aria-pressed={active.includes(mark)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => run(editor)}
        >
          <Icon size={18} stroke={1.75} />
        </ActionIcon>
      ))}
      <LinkButton editor={editor} isActive={active.includes('link')} />
      <LookTools editor={editor} />
      <ActionIcon
        variant="subtle"
        color="gray"
        size={30}
        className={classes.tool}
        aria-label={t('clear')}
        title={t('clear')}
        onMouseDown={(event) => event.preventDefault()}
        onClick={() => editor.chain().focus().unsetAllMarks().clearNodes().run()}
      >
        <IconClearFormatting size={18} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}
