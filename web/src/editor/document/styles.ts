/** The named styles as the page shows them; document.module.css says the same in CSS. */
import type { ParagraphStyle } from './schema/attributes';

export interface StyleLook {
  /** Points. */
  size: number;
  weight: 400 | 700;
  isItalic: boolean;
  isMonospace: boolean;
  color: string;
  spaceBefore: number;
  spaceAfter: number;
}

const look = (size: number, more: Partial<StyleLook> = {}): StyleLook => ({
  size,
  weight: 400,
  isItalic: false,
  isMonospace: false,
  color: '#000000',
  spaceBefore: 0,
  spaceAfter: 0,
  ...more,
});

export const DEFAULT_FONT = 'Arial';
export const DEFAULT_LINE_SPACING = 1.15;

export const styleLooks: Record<ParagraphStyle, StyleLook> = {
  normal: look(11),
  title: look(26, { spaceAfter: 3 }),
  subtitle: look(15, { color: '#666666', spaceAfter: 16 }),
  heading1: look(20, { spaceBefore: 20, spaceAfter: 6 }),
  heading2: look(16, { spaceBefore: 18, spaceAfter: 6 }),
  heading3: look(14, { color: '#434343', spaceBefore: 16, spaceAfter: 4 }),
  heading4: look(12, { color: '#666666', spaceBefore: 14, spaceAfter: 4 }),
  heading5: look(11, { color: '#666666', spaceBefore: 12, spaceAfter: 4 }),
  heading6: look(11, { color: '#666666', isItalic: true, spaceBefore: 12, spaceAfter: 4 }),
  quote: look(11, { color: '#434343' }),
  code: look(10, { isMonospace: true }),
};
