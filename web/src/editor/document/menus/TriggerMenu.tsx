/** The menu at the cursor for `/`, `@` and `:name`. The focus stays in the text. */
import { useCallback, useEffect, useId, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import type { DocumentOptions } from '../options';
import { Floating } from './Floating';
import { placeOfRange, usePlace } from './place';
import { dismissTrigger, takeTrigger, tellActive, triggerOf, type Trigger } from './triggers';
import { useChoices, type Choice } from './useChoices';
import classes from './menus.module.css';

interface Props {
  editor: Editor;
  options: DocumentOptions;
}

export function TriggerMenu({ editor, options }: Props) {
  const open = useEditorState({ editor, selector: ({ editor: now }) => triggerOf(now.state) });
  if (!open || !editor.isEditable) return null;
  return (
    <OpenMenu key={`${open.kind}${open.from}`} editor={editor} options={options} open={open} />
  );
}

/** Which choice Enter takes; back to the first when the words change. */
function useIndex(query: string, count: number): [number, (index: number) => void] {
  const [chosen, setChosen] = useState({ query, index: 0 });
  const index = chosen.query === query ? Math.min(chosen.index, Math.max(0, count - 1)) : 0;
  return [index, (next) => setChosen({ query, index: next })];
}

function OpenMenu({ editor, options, open }: Props & { open: Trigger }) {
  const { t } = useTranslation('editor');
  const id = useId();
  const { choices, isLooking } = useChoices(open, options);
  const [index, setIndex] = useIndex(open.query, choices.length);
  const measure = useCallback(
    () => placeOfRange(editor, Math.min(open.from, editor.state.doc.content.size), open.from),
    [editor, open.from],
  );
  const place = usePlace(editor, measure);
  const take = (choice: Choice) => takeTrigger(editor, choice.run);

  useEffect(() => {
    const move = (by: number) =>
      setIndex((index + by + choices.length) % Math.max(1, choices.length));
    const { documentTriggers: bridge } = editor.storage;
    bridge.onKey = (event) => {
      const choice = choices[index];
      if (!choice) return false;
      if (event.key === 'ArrowDown') move(1);
      else if (event.key === 'ArrowUp') move(-1);
      else if (event.key === 'Enter' || event.key === 'Tab') take(choice);
      else return false;
      return true;
    };
    return () => {
      bridge.onKey = null;
    };
  });
  const active = choices[index] ? `${id}-${index}` : null;
  useEffect(() => {
    tellActive(editor, active);
  }, [editor, active]);
  useEffect(() => () => tellActive(editor, null), [editor]);

  if (!place || (choices.length === 0 && !isLooking && open.kind !== 'mention')) return null;
  if (choices.length === 0 && open.query.length > 18) return null;
  return (
    <Floating
      place={place}
      label={t(`doc.menu.${open.kind}`)}
      role="group"
      isBare
      onClose={() => dismissTrigger(editor)}
    >
      <div role="listbox" aria-label={t(`doc.menu.${open.kind}`)} className={classes.choices}>
        {choices.map((choice, at) => (
          <Row
            key={choice.key}
            id={`${id}-${at}`}
            choice={choice}
            heading={choice.group === choices[at - 1]?.group ? undefined : choice.group}
            isActive={at === index}
            onPick={() => take(choice)}
            onPoint={() => setIndex(at)}
          />
        ))}
        {choices.length === 0 && (
          <div className={classes.none}>
            {isLooking ? t('doc.menu.looking') : t('doc.menu.none')}
          </div>
        )}
      </div>
    </Floating>
  );
}

interface RowProps {
  id: string;
  choice: Choice;
  heading: string | undefined;
  isActive: boolean;
  onPick: () => void;
  onPoint: () => void;
}

function Row({ id, choice, heading, isActive, onPick, onPoint }: RowProps) {
  const { icon: Icon } = choice;
  const show = useCallback(
    (row: HTMLElement | null) => row?.scrollIntoView?.({ block: 'nearest' }),
    [],
  );
  return (
    <>
      {heading && (
        <div className={classes.group} role="presentation">
          {heading}
        </div>
      )}
      <UnstyledButton
        ref={isActive ? show : undefined}
        id={id}
        role="option"
        tabIndex={-1}
        aria-selected={isActive}
        className={classes.choice}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPick}
        onPointerMove={onPoint}
      >
        {Icon ? (
          <Icon size={18} stroke={1.75} />
        ) : (
          <span className={classes.sign}>{choice.sign}</span>
        )}
        <span className={classes.words}>{choice.label}</span>
        {choice.detail && <span className={classes.detail}>{choice.detail}</span>}
      </UnstyledButton>
    </>
  );
}
