/** Colour, highlight and size of words, as mail programs understand them: a span with a style. */
import { Mark } from '@tiptap/core';

export interface Look {
  color: string | null;
  background: string | null;
  size: string | null;
}

/** What the sizes are called, and what they are in a message. */
export const sizes = { small: '12px', normal: null, large: '20px', huge: '28px' } as const;
export type Size = keyof typeof sizes;

const NONE: Look = { color: null, background: null, size: null };
const isDefault = (color: string) => /^(|inherit|initial|windowtext|transparent)$/i.test(color);
const colorOf = (color: string): string | null => (isDefault(color) ? null : color);

function sizeOf(text: string): string | null {
  const points = /^([\d.]+)pt$/.exec(text)?.[1];
  const pixels = points ? Number(points) * 1.333 : Number(/^([\d.]+)px$/.exec(text)?.[1] ?? 0);
  if (!pixels || (pixels > 12.5 && pixels < 18)) return null;
  if (pixels <= 12.5) return sizes.small;
  return pixels < 25 ? sizes.large : sizes.huge;
}

export function lookOf({ style }: HTMLElement): Look {
  return {
    color: colorOf(style.color),
    background: colorOf(style.backgroundColor),
    size: sizeOf(style.fontSize),
  };
}

export function styleOf({ color, background, size }: Look): string {
  const parts = [
    color && `color:${color}`,
    background && `background-color:${background}`,
    size && `font-size:${size}`,
  ];
  return parts.filter(Boolean).join(';');
}

declare module '@tiptap/core' {
  interface Commands<ReturnType> {
    look: {
      /** Change some of the look of the selected words; null takes a part of it away. */
      setLook: (change: Partial<Look>) => ReturnType;
    };
  }
}

export const LookMark = Mark.create({
  name: 'look',
  addAttributes: () => ({
    color: { default: null, renderHTML: () => ({}) },
    background: { default: null, renderHTML: () => ({}) },
    size: { default: null, renderHTML: () => ({}) },
  }),
  parseHTML: () => [
    {
      tag: 'span[style]',
      consuming: false,
      getAttrs: (element) => {
        const look = lookOf(element);
        return styleOf(look) ? { ...look } : false;
      },
    },
    {
      tag: 'font[color]',
      getAttrs: (element) => ({ ...NONE, color: element.getAttribute('color') }),
    },
  ],
  renderHTML: ({ mark }) => ['span', { style: styleOf(mark.attrs as Look) }, 0],
  addCommands() {
    return {
      setLook:
        (change) =>
        ({ chain, editor }) => {
          const now = { ...NONE, ...editor.getAttributes('look'), ...change };
          return styleOf(now)
            ? chain().setMark('look', now).run()
            : chain().unsetMark('look').run();
        },
    };
  },
});
