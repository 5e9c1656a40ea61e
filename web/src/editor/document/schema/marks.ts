/** Looks of text, links, and the marks of comments and suggestions. */
import { Mark } from '@tiptap/core';
import { attributes } from './attributes';

const SAFE = /^(https?:|mailto:|tel:|#|\/(?!\/))/i;

/** Whether an address may become a link: no scripts, no files. */
export const isSafeHref = (href: string): boolean => SAFE.test(href.trim());

export const Link = Mark.create({
  name: 'link',
  inclusive: false,
  addAttributes: () => attributes({ href: '', title: null }),
  parseHTML: () => [
    {
      tag: 'a[href]',
      getAttrs: (element) => {
        const href = element.getAttribute('href') ?? '';
        return isSafeHref(href) ? { href, title: element.getAttribute('title') } : false;
      },
    },
  ],
  renderHTML: ({ mark }) => [
    'a',
    {
      href: isSafeHref(String(mark.attrs.href)) ? String(mark.attrs.href) : '#',
      rel: 'noopener noreferrer nofollow',
      ...(mark.attrs.title ? { title: String(mark.attrs.title) } : {}),
    },
    0,
  ],
});

const isHeavy = (weight: string) => /^(bold(er)?|[6-9]\d\d)$/.test(weight);

export const Bold = Mark.create({
  name: 'bold',
  parseHTML: () => [
    { tag: 'strong' },
    // Google Docs wraps everything it copies into a <b> of normal weight.
    { tag: 'b', getAttrs: (element) => element.style.fontWeight !== 'normal' && null },
    { style: 'font-weight=400', clearMark: (mark) => mark.type.name === 'bold' },
    { style: 'font-weight=normal', clearMark: (mark) => mark.type.name === 'bold' },
    { style: 'font-weight', getAttrs: (weight) => isHeavy(weight) && null },
  ],
  renderHTML: () => ['strong', 0],
});

export const Italic = Mark.create({
  name: 'italic',
  parseHTML: () => [
    { tag: 'em' },
    { tag: 'i', getAttrs: (element) => element.style.fontStyle !== 'normal' && null },
    { style: 'font-style=normal', clearMark: (mark) => mark.type.name === 'italic' },
    { style: 'font-style=italic' },
  ],
  renderHTML: () => ['em', 0],
});

const decorated = (line: string) => [
  {
    style: 'text-decoration',
    consuming: false,
    getAttrs: (value: string) => value.includes(line) && null,
  },
  {
    style: 'text-decoration-line',
    consuming: false,
    getAttrs: (value: string) => value.includes(line) && null,
  },
];

export const Underline = Mark.create({
  name: 'underline',
  parseHTML: () => [{ tag: 'u' }, ...decorated('underline')],
  renderHTML: () => ['u', 0],
});

export const Strike = Mark.create({
  name: 'strike',
  parseHTML: () => [{ tag: 's' }, { tag: 'del' }, { tag: 'strike' }, ...decorated('line-through')],
  renderHTML: () => ['s', 0],
});

export const Code = Mark.create({
  name: 'code',
  excludes: 'code',
  code: true,
  parseHTML: () => [{ tag: 'code' }, { tag: 'kbd' }, { tag: 'samp' }],
  renderHTML: () => ['code', 0],
});

const SHIFTED = 'superscript subscript';

export const Superscript = Mark.create({
  name: 'superscript',
  excludes: SHIFTED,
  parseHTML: () => [{ tag: 'sup' }, { style: 'vertical-align=super' }],
  renderHTML: () => ['sup', 0],
});

export const Subscript = Mark.create({
  name: 'subscript',
  excludes: SHIFTED,
  parseHTML: () => [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
  renderHTML: () => ['sub', 0],
});

/** A look that is one CSS property with one value. */
const styled = (name: string, attribute: string, none: string | number, css: string, unit = '') =>
  Mark.create({
    name,
    addAttributes: () => attributes({ [attribute]: none }),
    parseHTML: () => [
      {
        tag: `span[data-${css}]`,
        consuming: false,
        getAttrs: (element) => {
          const text = element.getAttribute(`data-${css}`) ?? '';
          return { [attribute]: typeof none === 'number' ? Number(text) : text };
        },
      },
    ],
    renderHTML: ({ mark }) => {
      const value = String(mark.attrs[attribute]);
      return ['span', { [`data-${css}`]: value, style: `${css}:${value}${unit}` }, 0];
    },
  });

export const Font = styled('font', 'family', '', 'font-family');
export const FontSize = styled('fontSize', 'size', 11, 'font-size', 'pt');
export const TextColor = styled('textColor', 'color', '', 'color');
export const Highlight = styled('highlight', 'color', '', 'background-color');

export const Comment = Mark.create({
  name: 'comment',
  excludes: '',
  inclusive: false,
  addAttributes: () => attributes({ id: '' }),
  parseHTML: () => [
    {
      tag: 'span[data-comment]',
      getAttrs: (element) => ({ id: element.getAttribute('data-comment') }),
    },
  ],
  renderHTML: ({ mark }) => ['span', { 'data-comment': String(mark.attrs.id) }, 0],
});

const authored = { id: '', by: '', at: '' };

/** Suggested changes of text; what they look like is told by the collaboration layer. */
const suggestion = (name: string, tag: string, extra: object = {}) =>
  Mark.create({
    name,
    excludes: name,
    inclusive: false,
    addAttributes: () => attributes({ ...authored, ...extra }),
    renderHTML: ({ mark }) => [
      tag,
      {
        'data-suggestion': name,
        'data-id': String(mark.attrs.id),
        'data-by': String(mark.attrs.by),
      },
      0,
    ],
  });

export const Insertion = suggestion('insertion', 'ins');
export const Deletion = suggestion('deletion', 'del');
export const Formatting = suggestion('formatting', 'span', { before: null });
