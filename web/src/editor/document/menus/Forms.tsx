/** The small forms over the text: link, equation, description of a picture. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { Autocomplete, Button, Switch, Textarea, TextInput } from '@mantine/core';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { useTranslation } from '@/platform/i18n';
import { hrefOf, linkAround } from '../commands/links';
import { drawEquation } from '../inline/equations';
import { documentHeadings } from '../outline/headings';
import { Floating } from './Floating';
import { placeOfNode, placeOfRange, usePlace } from './place';
import { popoverOf, type Popover } from './popover';
import classes from './menus.module.css';

interface FormProps {
  editor: Editor;
  open: Popover;
  close: () => void;
}

export function Forms({ editor }: { editor: Editor }) {
  const open = useEditorState({ editor, selector: ({ editor: now }) => popoverOf(now.state) });
  if (!open) return null;
  return <OpenForm key={`${open.kind}${open.from}`} editor={editor} open={open} />;
}

const FORMS = { link: LinkForm, equation: EquationForm, alt: AltForm };
const LABELS = { link: 'link', equation: 'doc.equation', alt: 'doc.image.alt' };

function OpenForm({ editor, open }: { editor: Editor; open: Popover }) {
  const { t } = useTranslation('editor');
  const { kind, from, to } = open;
  const measure = useCallback(() => {
    const end = editor.state.doc.content.size;
    if (kind === 'link') return placeOfRange(editor, Math.min(from, end), Math.min(to, end));
    return from < end ? placeOfNode(editor, from) : null;
  }, [editor, kind, from, to]);
  const place = usePlace(editor, measure);
  const close = () => void editor.chain().closePopover().focus().run();
  const Form = FORMS[kind];
  if (!place) return null;
  return (
    <Floating place={place} label={t(LABELS[kind])} width={360} takesFocus onClose={close}>
      <Form editor={editor} open={open} close={close} />
    </Floating>
  );
}

function LinkForm({ editor, open, close }: FormProps) {
  const { t } = useTranslation('editor');
  const { doc, selection } = editor.state;
  const [address, setAddress] = useState(() => linkAround(selection.$from)?.href ?? '');
  const [words, setWords] = useState(() => doc.textBetween(open.from, open.to, ' '));
  const [isMany] = useState(() => !selection.$from.sameParent(selection.$to));
  const href = hrefOf(address);
  const headings = documentHeadings(editor.state).map((it) => `#${it.anchor}`);
  function save(event: React.FormEvent): void {
    event.preventDefault();
    if (!href) return;
    close();
    editor
      .chain()
      .focus()
      .setLink(address, isMany ? undefined : words)
      .run();
  }
  return (
    <form onSubmit={save} className={classes.form}>
      {!isMany && (
        <TextInput
          label={t('doc.link.words')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      )}
      <Autocomplete
        label={t('doc.link.to')}
        placeholder="https://"
        data-autofocus
        data={[...new Set(headings)]}
        limit={6}
        value={address}
        onChange={setAddress}
        comboboxProps={{ withinPortal: false }}
      />
      <div className={classes.foot}>
        <Button type="submit" size="xs" disabled={!href}>
          {t('link.set')}
        </Button>
      </div>
    </form>
  );
}

function EquationForm({ editor, open, close }: FormProps) {
  const { t } = useTranslation('editor');
  const node = editor.state.doc.nodeAt(open.from);
  const [latex, setLatex] = useState(String(node?.attrs.latex ?? ''));
  const [isDisplay, setDisplay] = useState(node?.attrs.display === true);
  const preview = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (preview.current) void drawEquation(preview.current, latex, isDisplay);
  }, [latex, isDisplay]);
  function save(): void {
    const { tr } = editor.state;
    if (!latex.trim()) tr.delete(open.from, open.to);
    else
      tr.setNodeAttribute(open.from, 'latex', latex.trim()).setNodeAttribute(
        open.from,
        'display',
        isDisplay,
      );
    editor.view.dispatch(tr);
    editor
      .chain()
      .closePopover()
      .setTextSelection(latex.trim() ? open.to : open.from)
      .focus()
      .run();
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
        if (event.key !== 'Enter' || event.shiftKey) return;
        event.preventDefault();
        save();
      }}
    >
      <Textarea
        label={t('doc.equation.latex')}
        placeholder="\frac{a}{b}"
        data-autofocus
        autosize
        minRows={1}
        maxRows={6}
        value={latex}
        onChange={(event) => setLatex(event.currentTarget.value)}
      />
      <div ref={preview} className={classes.preview} aria-label={t('doc.equation.preview')} />
      <div className={classes.foot}>
        <Switch
          size="xs"
          label={t('doc.equation.display')}
          checked={isDisplay}
          onChange={(event) => setDisplay(event.currentTarget.checked)}
        />
        <Button type="submit" size="xs">
          {t('doc.done')}
        </Button>
      </div>
    </form>
  );
}

function AltForm({ editor, open, close }: FormProps) {
  const { t } = useTranslation('editor');
  const [alt, setAlt] = useState(String(editor.state.doc.nodeAt(open.from)?.attrs.alt ?? ''));
  function save(event: React.FormEvent): void {
    event.preventDefault();
    editor.view.dispatch(editor.state.tr.setNodeAttribute(open.from, 'alt', alt.trim()));
    close();
  }
  return (
    <form onSubmit={save} className={classes.form}>
      <TextInput
        label={t('doc.image.alt')}
        description={t('doc.image.alt.hint')}
        data-autofocus
        value={alt}
        onChange={(event) => setAlt(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <Button type="submit" size="xs">
          {t('doc.done')}
        </Button>
      </div>
    </form>
  );
}
