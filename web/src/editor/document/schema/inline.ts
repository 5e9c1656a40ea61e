/** What stands in a line beside text: breaks, pictures, equations, mentions, fields, footnotes. */
import { Node } from '@tiptap/core';
import type { Node as ProseMirrorNode } from '@tiptap/pm/model';
import { attributes, dataAttributes, readData } from './attributes';

const suggested = { suggestion: null };

export const HardBreak = Node.create({
  name: 'hardBreak',
  group: 'inline',
  inline: true,
  selectable: false,
  linebreakReplacement: true,
  addAttributes: () => attributes(suggested),
  parseHTML: () => [{ tag: 'br' }],
  renderHTML: () => ['br'],
  renderText: () => '\n',
});

export const imageDefaults = {
  src: '',
  alt: '',
  title: null,
  width: null,
  height: null,
  wrap: 'inline',
};

const pixels = (text: string | null): number | null => {
  const number = Number.parseFloat(text ?? '');
  return Number.isFinite(number) && number > 0 ? Math.round(number) : null;
};

function readImage(element: HTMLElement): Record<string, unknown> {
  const wrap = element.getAttribute('data-wrap') ?? element.style.float;
  return {
    src: element.getAttribute('data-src') ?? element.getAttribute('src') ?? '',
    alt: element.getAttribute('alt') ?? '',
    title: element.getAttribute('title'),
    width: pixels(element.style.width || element.getAttribute('width')),
    height: pixels(element.style.height || element.getAttribute('height')),
    wrap: ['left', 'right', 'break'].includes(wrap) ? wrap : 'inline',
  };
}

function renderImage(node: ProseMirrorNode): Record<string, string> {
  const { src, alt, title, width, height, wrap } = node.attrs;
  return {
    'data-src': String(src),
    src: String(src),
    alt: String(alt),
    ...(title ? { title: String(title) } : {}),
    ...(width ? { width: String(width) } : {}),
    ...(height ? { height: String(height) } : {}),
    ...(wrap === 'inline' ? {} : { 'data-wrap': String(wrap) }),
  };
}

export const Image = Node.create({
  name: 'image',
  group: 'inline',
  inline: true,
  draggable: true,
  addAttributes: () => attributes({ ...imageDefaults, comments: null, ...suggested }),
  parseHTML: () => [{ tag: 'img[src]', getAttrs: readImage }],
  renderHTML: ({ node }) => ['img', renderImage(node)],
});

const equationDefaults = { latex: '', display: false };

export const Equation = Node.create({
  name: 'equation',
  group: 'inline',
  inline: true,
  addAttributes: () => attributes({ ...equationDefaults, comments: null, ...suggested }),
  parseHTML: () => [
    { tag: 'span[data-latex]', getAttrs: (element) => readData(element, equationDefaults) },
  ],
  renderHTML: ({ node }) => [
    'span',
    dataAttributes(node.attrs, { latex: null, display: false }),
    String(node.attrs.latex),
  ],
  renderText: ({ node }) => String(node.attrs.latex),
});

const mentionDefaults = { kind: 'person', ref: '', label: '' };

export const Mention = Node.create({
  name: 'mention',
  group: 'inline',
  inline: true,
  addAttributes: () => attributes({ ...mentionDefaults, ...suggested }),
  parseHTML: () => [
    {
      tag: 'span[data-mention]',
      getAttrs: (element) => ({
        ...readData(element, mentionDefaults),
        label: element.textContent ?? '',
      }),
    },
  ],
  renderHTML: ({ node }) => [
    'span',
    {
      'data-mention': '',
      'data-kind': String(node.attrs.kind),
      'data-ref': String(node.attrs.ref),
    },
    String(node.attrs.label),
  ],
  renderText: ({ node }) => String(node.attrs.label),
});

export const Field = Node.create({
  name: 'field',
  group: 'inline',
  inline: true,
  addAttributes: () => attributes({ kind: 'page', ...suggested }),
  parseHTML: () => [
    {
      tag: 'span[data-field]',
      getAttrs: (element) => ({ kind: element.getAttribute('data-field') }),
    },
  ],
  renderHTML: ({ node }) => ['span', { 'data-field': String(node.attrs.kind) }],
});

export const Footnote = Node.create({
  name: 'footnote',
  group: 'inline',
  inline: true,
  content: '(text | hardBreak | mention | equation)*',
  atom: true,
  addAttributes: () => attributes(suggested),
  parseHTML: () => [{ tag: 'span[data-footnote]' }],
  renderHTML: () => ['span', { 'data-footnote': '' }, 0],
  renderText: () => '',
});
