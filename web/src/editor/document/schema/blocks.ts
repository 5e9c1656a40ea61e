/** Blocks without text: rule, page break, table of contents. */
import { Node } from '@tiptap/core';
import { attributes, readData } from './attributes';

const suggested = { suggestion: null };

export const HorizontalRule = Node.create({
  name: 'horizontalRule',
  group: 'block',
  addAttributes: () => attributes(suggested),
  parseHTML: () => [{ tag: 'hr' }],
  renderHTML: () => ['div', { 'data-rule': '' }, ['hr']],
});

export const PageBreak = Node.create({
  name: 'pageBreak',
  group: 'block',
  addAttributes: () => attributes(suggested),
  parseHTML: () => [{ tag: 'div[data-page-break]' }],
  renderHTML: () => ['div', { 'data-page-break': '', style: 'break-after:page' }],
});

export const TableOfContents = Node.create({
  name: 'tableOfContents',
  group: 'block',
  addAttributes: () => attributes({ depth: 3, ...suggested }),
  parseHTML: () => [
    { tag: 'nav[data-contents]', getAttrs: (element) => readData(element, { depth: 3 }) },
  ],
  renderHTML: ({ node }) => [
    'nav',
    { 'data-contents': '', 'data-depth': String(node.attrs.depth) },
  ],
});
