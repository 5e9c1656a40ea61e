import { describe, expect, test } from 'vitest';
import { foldText, linked } from './plain';

describe('a plain text', () => {
  test('folds the quote at its end with its introduction', () => {
    const text = 'Yes.\n\nOn Monday, Ann wrote:\n> Shall we?\n>\n> Ann\n';
    expect(foldText(text)).toEqual({
      shown: 'Yes.',
      quoted: 'On Monday, Ann wrote:\n> Shall we?\n>\n> Ann',
    });
  });

  test('keeps answers between quotes', () => {
    const text = '> Shall we?\nYes.\n> When?\nNow.';
    expect(foldText(text)).toEqual({ shown: text, quoted: '' });
  });

  test('shows a message that is only a quote', () => {
    expect(foldText('> a\n> b')).toEqual({ shown: '> a\n> b', quoted: '' });
  });

  test('finds addresses, without the full stop after them', () => {
    expect(linked('See https://x.org/a?b=1. Or ann@x.org!')).toEqual([
      { text: 'See ' },
      { text: 'https://x.org/a?b=1', href: 'https://x.org/a?b=1' },
      { text: '. Or ' },
      { text: 'ann@x.org', href: 'mailto:ann@x.org' },
      { text: '!' },
    ]);
  });

  test('links nothing that could run', () => {
    expect(linked('javascript:alert(1)')).toEqual([{ text: 'javascript:alert(1)' }]);
  });
});
