/** The editor's suggestions while one writes, where the person wants them. */
import type { AnyExtension } from '@tiptap/core';
import type { Compose } from '@/apps/mail/model/compose';

interface Suggestions {
  isReady: boolean;
  extensions: AnyExtension[];
}

const NONE: AnyExtension[] = [];

export function useSuggestions({ key }: Compose): Suggestions {
  return { isReady: key !== '', extensions: NONE };
}
