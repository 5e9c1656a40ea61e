/**
 * The document and its only text block. Styles, lists and code are attributes of a paragraph, so
 * that changing them merges with what others type in it at the same time.
 */
import { Node } from '@tiptap/core';
import type { DOMOutputSpec, Node as ProseMirrorNode } from '@tiptap/pm/model';
import { bulletOf } from '../lists/model';
import type { Words } from '../options';
import {
  attributes,
  dataAttributes,
  headingLevel,
  paragraphDefaults,
  readData,
  STYLES,
  type ParagraphAttrs,
} from './attributes';

export const Doc = Node.create({ name: 'doc', topNode: true, content: 'block+' });

export const Text = Node.create({ name: 'text', group: 'inline' });

const NUMBERS = ['lineSpacing', 'spaceBefore', 'spaceAfter', 'start'];
const SHOWN = ['style', 'break', 'change', 'checked'];
const told: Record<string, unknown> = Object.fromEntries(
  Object.entries(paragraphDefaults).filter(([name]) => !SHOWN.includes(name)),
);

const tagOf = (attrs: ParagraphAttrs) => {
  const level = headingLevel(attrs.style);
  return level > 0 ? `h${level}` : 'p';
};

/** The look that CSS cannot tell from the attributes. Space is padding, so heights add up. */
export function styleOf(attrs: ParagraphAttrs): string {
  const rules = [
    attrs.align && `text-align:${attrs.align}`,
    attrs.lineSpacing !== null && `line-height:calc(var(--doc-line) * ${attrs.lineSpacing})`,
    attrs.spaceBefore !== null && `padding-top:${attrs.spaceBefore}pt`,
    attrs.spaceAfter !== null && `padding-bottom:${attrs.spaceAfter}pt`,
    attrs.indent !== 0 && `margin-inline-start:${attrs.indent}pt`,
    attrs.indentEnd !== 0 && `margin-inline-end:${attrs.indentEnd}pt`,
    attrs.firstLine !== 0 && `text-indent:${attrs.firstLine}pt`,
  ];
  return rules.filter(Boolean).join(';');
}

function attributesOf(attrs: ParagraphAttrs): Record<string, string> {
  const data = dataAttributes({ ...attrs }, told);
  const level = headingLevel(attrs.style);
  const css = styleOf(attrs);
  return {
    ...data,
    ...(level === 0 && attrs.style !== 'normal' ? { 'data-style': attrs.style } : {}),
    ...(attrs.style === 'title' ? { role: 'heading', 'aria-level': '1' } : {}),
    ...(attrs.dir ? { dir: attrs.dir } : {}),
    ...(css ? { style: css } : {}),
  };
}

function checkbox(attrs: ParagraphAttrs, t: Words): DOMOutputSpec {
  return [
    'span',
    {
      role: 'checkbox',
      'aria-checked': String(attrs.checked === true),
      'aria-label': t('doc.list.done'),
      contenteditable: 'false',
      'data-checkbox': '',
    },
  ];
}

/** A list item stands in a list of its own: screen readers then know it and its level. */
function listItem(attrs: ParagraphAttrs, t: Words): DOMOutputSpec {
  const isHeading = headingLevel(attrs.style) > 0 || attrs.style === 'title';
  const wrapper = {
    'data-item': attrs.list ?? '',
    ...(isHeading ? {} : { role: 'list' }),
    ...(attrs.list === 'bullet' ? { 'data-label': bulletOf(attrs.level, attrs.marker) } : {}),
    ...(attrs.checked ? { 'data-checked': 'true' } : {}),
    style: `--level:${attrs.level}`,
  };
  const role = isHeading ? {} : { role: 'listitem', 'aria-level': String(attrs.level + 1) };
  const text: DOMOutputSpec = [tagOf(attrs), { ...attributesOf(attrs), ...role }, 0];
  return attrs.list === 'check'
    ? ['div', wrapper, checkbox(attrs, t), text]
    : ['div', wrapper, text];
}

export function renderParagraph(node: ProseMirrorNode, t: Words): DOMOutputSpec {
  const attrs = node.attrs as ParagraphAttrs;
  return attrs.list ? listItem(attrs, t) : [tagOf(attrs), attributesOf(attrs), 0];
}

function readParagraph(element: HTMLElement, style: string): Record<string, unknown> {
  const wanted = element.getAttribute('data-style') ?? style;
  const wrapper = element.parentElement;
  const isChecked = wrapper?.getAttribute('data-checked') === 'true';
  return {
    ...readData(element, told, NUMBERS),
    style: STYLES.find((it) => it === wanted) ?? 'normal',
    ...(wrapper?.getAttribute('data-item') === 'check' ? { checked: isChecked } : {}),
  };
}

const tags: Record<string, string> = { p: 'normal', pre: 'code' };
for (let level = 1; level <= 6; level += 1) tags[`h${level}`] = `heading${level}`;

export const Paragraph = Node.create<{ t: Words }>({
  name: 'paragraph',
  group: 'block',
  content: 'inline*',
  addOptions: () => ({ t: (key) => key }),
  addAttributes: () => attributes(paragraphDefaults),
  parseHTML: () =>
    Object.entries(tags).map(([tag, style]) => ({
      tag,
      getAttrs: (element) => readParagraph(element, style),
      ...(tag === 'pre' ? { preserveWhitespace: 'full' as const } : {}),
    })),
  renderHTML({ node }) {
    return renderParagraph(node, this.options.t);
  },
});
