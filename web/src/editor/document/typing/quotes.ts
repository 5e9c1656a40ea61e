/** “Curly” quotes, dashes and ellipses while typing, for those who switched them on. */
import { Extension } from '@tiptap/core';
import { InputRule, inputRules } from '@tiptap/pm/inputrules';
import type { DocumentOptions } from '../options';
import { attrsOf } from '../commands/paragraphs';

type Options = Pick<DocumentOptions, 'smartQuotes' | 'language'>;

interface Replacement {
  pattern: RegExp;
  text: string;
}

const NBSP = '\u00a0';

function replacements(language: string): Replacement[] {
  const isFrench = language.startsWith('fr');
  const [open, close] = isFrench ? [`«${NBSP}`, `${NBSP}»`] : ['“', '”'];
  return [
    { pattern: /(?:^|[\s([{<\u2018])(")$/, text: open },
    { pattern: /"$/, text: close },
    { pattern: /(?:^|[\s([{<\u201c])(')$/, text: isFrench ? '’' : '‘' },
    { pattern: /'$/, text: '’' },
    { pattern: /--$/, text: '–' },
    { pattern: /\.\.\.$/, text: '…' },
  ];
}

export const SmartQuotes = Extension.create<Options>({
  name: 'smartQuotes',
  addOptions: () => ({ smartQuotes: () => false, language: 'en' }),
  addProseMirrorPlugins() {
    const { smartQuotes, language } = this.options;
    const rules = replacements(language).map(
      ({ pattern, text }) =>
        new InputRule(pattern, (state, match, start, end) => {
          const { parent } = state.selection.$from;
          const isProse = parent.type.name !== 'paragraph' || attrsOf(parent).style !== 'code';
          if (!smartQuotes() || !isProse) return null;
          const from = match[1] ? start + match[0].length - match[1].length : start;
          return state.tr.insertText(text, from, end);
        }),
    );
    return [inputRules({ rules })];
  },
});
