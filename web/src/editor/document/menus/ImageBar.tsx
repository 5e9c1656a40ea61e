/** The bar at a selected picture: how text flows around it, its size, its description. */
import { useCallback } from 'react';
import { ActionIcon } from '@mantine/core';
import {
  IconAlt,
  IconFloatLeft,
  IconFloatNone,
  IconFloatRight,
  IconLetterCase,
  IconPhotoMinus,
  IconPhotoPlus,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { NodeSelection } from '@tiptap/pm/state';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import type { ImageWrap } from '../schema/attributes';
import { Floating } from './Floating';
import { placeOfNode, usePlace } from './place';
import { popoverOf } from './popover';
import classes from './menus.module.css';

const WRAPS: readonly [ImageWrap, Icon][] = [
  ['inline', IconLetterCase],
  ['left', IconFloatLeft],
  ['right', IconFloatRight],
  ['break', IconFloatNone],
];

export function ImageBar({ editor }: { editor: Editor }) {
  const image = useEditorState({
    editor,
    selector: ({ editor: { state, isEditable } }) => {
      const { selection } = state;
      const isImage = selection instanceof NodeSelection && selection.node.type.name === 'image';
      if (!isImage || !isEditable || popoverOf(state)) return null;
      return {
        pos: selection.from,
        wrap: String(selection.node.attrs.wrap),
        alt: String(selection.node.attrs.alt),
      };
    },
  });
  return image ? <Bar editor={editor} {...image} /> : null;
}

function Bar({
  editor,
  pos,
  wrap,
  alt,
}: {
  editor: Editor;
  pos: number;
  wrap: string;
  alt: string;
}) {
  const { t } = useTranslation('editor');
  const measure = useCallback(() => placeOfNode(editor, pos), [editor, pos]);
  const place = usePlace(editor, measure);
  if (!place) return null;
  const scale = (by: number) => {
    const dom = editor.view.nodeDOM(pos);
    const shown = dom instanceof HTMLElement ? dom.querySelector('img')?.offsetWidth : 0;
    if (shown) editor.commands.setImageWidth(Math.max(16, Math.round(shown * by)));
  };
  return (
    <Floating place={place} label={t('doc.image')} role="toolbar" position="bottom" isBare>
      <div className={classes.bar}>
        {WRAPS.map(([name, icon]) => (
          <Tool
            key={name}
            label={t(`doc.image.wrap.${name}`)}
            icon={icon}
            isOn={wrap === name}
            run={() => editor.chain().focus().setImageWrap(name).run()}
          />
        ))}
        <Tool label={t('doc.image.smaller')} icon={IconPhotoMinus} run={() => scale(0.8)} />
        <Tool label={t('doc.image.larger')} icon={IconPhotoPlus} run={() => scale(1.25)} />
        <Tool
          label={t('doc.image.alt')}
          icon={IconAlt}
          isOn={alt !== ''}
          run={() => editor.commands.editImageText(pos)}
        />
        <Tool
          label={t('doc.image.remove')}
          icon={IconTrash}
          run={() => editor.chain().focus().deleteSelection().run()}
        />
      </div>
    </Floating>
  );
}

interface ToolProps {
  label: string;
  icon: Icon;
  isOn?: boolean;
  run: () => void;
}

function Tool({ label, icon: Icon, isOn, run }: ToolProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={30}
      aria-label={label}
      title={label}
      aria-pressed={isOn}
      className={classes.tool}
      onMouseDown={(event) => event.preventDefault()}
      onClick={run}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
