/** Keeps what the surroundings lend where the menus of an editor find it. */
import { Extension } from '@tiptap/core';
import { defaultOptions, type DocumentOptions } from './options';

interface Lent {
  options: DocumentOptions;
}

declare module '@tiptap/core' {
  interface Storage {
    documentOptions: Lent;
  }
}

export const LentOptions = Extension.create<Lent, Lent>({
  name: 'documentOptions',
  addOptions: () => ({ options: defaultOptions }),
  addStorage() {
    return { options: this.options.options };
  },
});
