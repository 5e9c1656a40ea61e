/** The menus of a document, as they are right now. */
import type { TFunction } from 'i18next';
import type { Workbench } from '../frame/workbench';
import type { TopMenu } from '../model/menu';
import { editMenu } from './edit';
import { fileMenu } from './file';
import { formatMenu } from './format';
import { helpMenu, toolsMenu } from './help';
import { insertMenu } from './insert';
import { viewMenu } from './view';

export type Words = TFunction<'docs'>;

export function menusOf(bench: Workbench, t: Words): TopMenu[] {
  return [
    { id: 'file', label: t('menu.file'), items: fileMenu(bench, t) },
    { id: 'edit', label: t('menu.edit'), items: editMenu(bench, t) },
    { id: 'view', label: t('menu.view'), items: viewMenu(bench, t) },
    { id: 'insert', label: t('menu.insert'), items: insertMenu(bench, t) },
    { id: 'format', label: t('menu.format'), items: formatMenu(bench, t) },
    { id: 'tools', label: t('menu.tools'), items: toolsMenu(bench, t) },
    { id: 'help', label: t('menu.help'), items: helpMenu(bench, t) },
  ];
}
