/** What can be done with a table: from a button at its corner, and by the right mouse button. */
import { useCallback, useEffect, useState } from 'react';
import { ActionIcon, ColorSwatch, Menu, Portal, UnstyledButton } from '@mantine/core';
import { IconDotsVertical } from '@tabler/icons-react';
import type { Editor } from '@tiptap/core';
import { CellSelection, findTable } from '@tiptap/pm/tables';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { placeOfNode, usePlace, type Place } from './place';
import { borders, cellColors, tableDeeds } from './tableDeeds';
import classes from './menus.module.css';

export function TableMenu({ editor }: { editor: Editor }) {
  const pos = useEditorState({
    editor,
    selector: ({ editor: { state, isEditable } }) =>
      isEditable ? (findTable(state.selection.$from)?.pos ?? null) : null,
  });
  return (
    <>
      <ContextMenu editor={editor} />
      {pos !== null && <Corner editor={editor} pos={pos} />}
    </>
  );
}

function Corner({ editor, pos }: { editor: Editor; pos: number }) {
  const { t } = useTranslation('editor');
  const measure = useCallback(() => placeOfNode(editor, pos), [editor, pos]);
  const place = usePlace(editor, measure);
  if (!place || place.top + place.height < 0 || place.top > window.innerHeight) return null;
  return (
    <Portal>
      <Menu position="bottom-end" withinPortal={false}>
        <Menu.Target>
          <ActionIcon
            variant="default"
            size={22}
            aria-label={t('doc.table')}
            title={t('doc.table')}
            className={classes.corner}
            style={{ left: place.left + place.width + 4, top: place.top }}
            onMouseDown={(event) => event.preventDefault()}
          >
            <IconDotsVertical size={14} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Deeds editor={editor} />
      </Menu>
    </Portal>
  );
}

function ContextMenu({ editor }: { editor: Editor }) {
  const [at, setAt] = useState<Place | null>(null);
  useEffect(() => {
    const { dom } = editor.view;
    function show(event: MouseEvent): void {
      const cell = event.target instanceof Element && event.target.closest('td, th');
      // With Shift the browser's own menu stays reachable, for its spelling suggestions.
      if (!cell || !dom.contains(cell) || event.shiftKey || !editor.isEditable) return;
      event.preventDefault();
      putCursor(editor, event);
      setAt({ left: event.clientX, top: event.clientY, width: 0, height: 0 });
    }
    dom.addEventListener('contextmenu', show);
    return () => dom.removeEventListener('contextmenu', show);
  }, [editor]);
  if (!at) return null;
  return (
    <Portal>
      <Menu
        opened
        onChange={(isOpen) => !isOpen && setAt(null)}
        position="bottom-start"
        trapFocus
        withinPortal={false}
      >
        <Menu.Target>
          <span style={{ position: 'fixed', ...at }} />
        </Menu.Target>
        <Deeds editor={editor} />
      </Menu>
    </Portal>
  );
}

/** The cursor goes to the cell that is pointed at, unless it is among the selected ones. */
function putCursor(editor: Editor, event: MouseEvent): void {
  const pos = editor.view.posAtCoords({ left: event.clientX, top: event.clientY })?.pos;
  const { selection } = editor.state;
  const isWithin =
    pos !== undefined &&
    selection instanceof CellSelection &&
    selection.ranges.some(({ $from, $to }) => pos >= $from.pos && pos <= $to.pos);
  if (pos !== undefined && !isWithin) editor.commands.setTextSelection(pos);
}

function Deeds({ editor }: { editor: Editor }) {
  const { t } = useTranslation('editor');
  const run = (deed: (it: Editor) => void) => () => {
    deed(editor);
    editor.commands.focus();
  };
  return (
    <Menu.Dropdown className={classes.deeds}>
      {tableDeeds.map((deed, at) =>
        deed === 'line' ? (
          <Menu.Divider key={at} />
        ) : (
          <Menu.Item
            key={deed.labelKey}
            leftSection={<deed.icon size={16} stroke={1.75} />}
            disabled={deed.isOff?.(editor)}
            color={deed.isGrave ? 'red' : undefined}
            onClick={run(deed.run)}
          >
            {t(deed.labelKey)}
          </Menu.Item>
        ),
      )}
      <Menu.Divider />
      <Menu.Label>{t('doc.table.color')}</Menu.Label>
      <div className={classes.swatches}>
        {cellColors.map((color) => (
          <UnstyledButton
            key={color ?? 'none'}
            aria-label={color ?? t('doc.table.noColor')}
            title={color ?? t('doc.table.noColor')}
            onClick={run((it) => it.commands.setCellBackground(color))}
          >
            <ColorSwatch color={color ?? 'transparent'} size={20} />
          </UnstyledButton>
        ))}
      </div>
      <Menu.Label>{t('doc.table.border')}</Menu.Label>
      <div className={classes.swatches}>
        {borders.map(({ labelKey, border }) => (
          <UnstyledButton
            key={labelKey}
            className={classes.border}
            onClick={run((it) => it.commands.setCellBorder(border))}
          >
            {t(labelKey)}
          </UnstyledButton>
        ))}
      </div>
    </Menu.Dropdown>
  );
}
