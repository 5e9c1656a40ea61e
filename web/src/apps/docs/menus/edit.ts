/** Edit: undo, the clipboard, search. */
import {
  IconArrowBackUp,
  IconArrowForwardUp,
  IconClipboard,
  IconClipboardText,
  IconCopy,
  IconCut,
  IconSearch,
  IconSelectAll,
  IconTrash,
} from '@tabler/icons-react';
import { toast } from '@/ui';
import type { Workbench } from '../frame/workbench';
import type { MenuItem } from '../model/menu';
import type { Words } from '.';

/** Browsers let only the keyboard paste unless the person allows it; then say how. */
async function paste({ editor }: Workbench, isPlain: boolean, help: string): Promise<void> {
  editor.commands.focus();
  try {
    const html = isPlain ? '' : await readHtml();
    if (html) editor.view.pasteHTML(html);
    else editor.view.pasteText(await navigator.clipboard.readText());
  } catch {
    toast.show(help);
  }
}

async function readHtml(): Promise<string> {
  for (const item of await navigator.clipboard.read()) {
    if (item.types.includes('text/html')) return (await item.getType('text/html')).text();
  }
  return '';
}

function clip({ editor }: Workbench, command: 'copy' | 'cut'): void {
  editor.commands.focus();
  // The only way to run the editor's own copying, with its HTML.
  document.execCommand(command);
}

export function editMenu(bench: Workbench, t: Words): MenuItem[] {
  const { editor, canEdit, ask } = bench;
  const isOff = !canEdit;
  const isEmpty = editor.state.selection.empty;
  return [
    {
      id: 'undo',
      label: t('undo'),
      icon: IconArrowBackUp,
      keys: 'mod+z',
      isOff,
      run: () => editor.chain().focus().undo().run(),
    },
    {
      id: 'redo',
      label: t('redo'),
      icon: IconArrowForwardUp,
      keys: 'mod+y',
      isOff,
      run: () => editor.chain().focus().redo().run(),
    },
    'line',
    {
      id: 'cut',
      label: t('cut'),
      icon: IconCut,
      keys: 'mod+x',
      isOff: isOff || isEmpty,
      run: () => clip(bench, 'cut'),
    },
    {
      id: 'copy-text',
      label: t('copy'),
      icon: IconCopy,
      keys: 'mod+c',
      isOff: isEmpty,
      run: () => clip(bench, 'copy'),
    },
    {
      id: 'paste',
      label: t('paste'),
      icon: IconClipboard,
      keys: 'mod+v',
      isOff,
      run: () => paste(bench, false, t('paste.help')),
    },
    {
      id: 'paste-plain',
      label: t('paste.plain'),
      icon: IconClipboardText,
      keys: 'mod+shift+v',
      isOff,
      run: () => paste(bench, true, t('paste.help')),
    },
    'line',
    {
      id: 'select-all',
      label: t('select.all'),
      icon: IconSelectAll,
      keys: 'mod+a',
      run: () => editor.chain().focus().selectAll().run(),
    },
    {
      id: 'delete',
      label: t('delete'),
      icon: IconTrash,
      isOff: isOff || isEmpty,
      run: () => editor.chain().focus().deleteSelection().run(),
    },
    'line',
    {
      id: 'find',
      label: t('find'),
      icon: IconSearch,
      keys: 'mod+f',
      isBound: true,
      run: () => ask('find'),
    },
    {
      id: 'replace',
      label: t('find.replace'),
      keys: 'mod+h',
      isBound: true,
      isOff,
      run: () => ask('replace'),
    },
  ];
}
