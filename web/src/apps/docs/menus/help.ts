/** Tools and Help. */
import {
  IconBulb,
  IconCommand,
  IconKeyboard,
  IconLetterCase,
  IconTextSpellcheck,
} from '@tabler/icons-react';
import type { Workbench } from '../frame/workbench';
import type { MenuItem } from '../model/menu';
import type { Words } from '.';

export function toolsMenu(bench: Workbench, t: Words): MenuItem[] {
  const { view, setView, ask, setPanel } = bench;
  return [
    {
      id: 'spelling',
      label: t('spelling'),
      icon: IconTextSpellcheck,
      isOn: view.hasSpelling,
      run: () => setView({ hasSpelling: !view.hasSpelling }),
    },
    {
      id: 'words',
      label: t('words.count'),
      icon: IconLetterCase,
      keys: 'mod+shift+c',
      isBound: true,
      run: () => ask('words'),
    },
    {
      id: 'review',
      label: t('suggestions.review'),
      icon: IconBulb,
      keys: 'mod+alt+u',
      isBound: true,
      run: () => setPanel('suggestions'),
    },
  ];
}

export function helpMenu({ ask }: Workbench, t: Words): MenuItem[] {
  return [
    {
      id: 'menus',
      label: t('menus.search'),
      icon: IconCommand,
      keys: 'alt+/',
      isBound: true,
      run: () => ask('menus'),
    },
    {
      id: 'keys',
      label: t('keys'),
      icon: IconKeyboard,
      keys: 'mod+/',
      isBound: true,
      run: () => ask('keys'),
    },
  ];
}
