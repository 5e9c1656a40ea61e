/** View: modes, outline, zoom, full screen. */
import {
  IconArrowsMaximize,
  IconBulb,
  IconEye,
  IconFileText,
  IconListTree,
  IconPencil,
  IconZoomIn,
} from '@tabler/icons-react';
import { nextZoom, zooms } from '../frame/useView';
import type { Mode, Workbench } from '../frame/workbench';
import type { ActionItem, MenuItem } from '../model/menu';
import type { Words } from '.';

export const modeIcons = { editing: IconPencil, suggesting: IconBulb, viewing: IconEye };

export function modeItems(bench: Workbench, t: Words): ActionItem[] {
  const modes: Mode[] = ['editing', 'suggesting', 'viewing'];
  return modes.map((mode) => ({
    id: `mode-${mode}`,
    label: t(`mode.${mode}`),
    icon: modeIcons[mode],
    isOn: bench.mode === mode,
    isOff: !bench.canWrite && mode !== 'viewing',
    run: () => bench.setMode(mode),
  }));
}

function zoomItems({ view, setView }: Workbench, t: Words): MenuItem[] {
  const now = view.zoom === 'fit' ? 1 : view.zoom;
  const items: ActionItem[] = zooms.map((zoom) => ({
    id: `zoom-${zoom * 100}`,
    label: `${zoom * 100} %`,
    isOn: view.zoom === zoom,
    run: () => setView({ zoom }),
  }));
  return [
    {
      id: 'zoom-fit',
      label: t('zoom.fit'),
      isOn: view.zoom === 'fit',
      run: () => setView({ zoom: 'fit' }),
    },
    'line',
    ...items,
    'line',
    { id: 'zoom-in', label: t('zoom.in'), run: () => setView({ zoom: nextZoom(now, 1) }) },
    { id: 'zoom-out', label: t('zoom.out'), run: () => setView({ zoom: nextZoom(now, -1) }) },
  ];
}

export function viewMenu(bench: Workbench, t: Words): MenuItem[] {
  const { view, setView, page, setPage, canEdit } = bench;
  return [
    { id: 'mode', label: t('mode'), icon: IconPencil, items: modeItems(bench, t) },
    'line',
    {
      id: 'outline',
      label: t('outline.show'),
      icon: IconListTree,
      keys: 'mod+alt+a',
      isBound: true,
      isOn: view.hasOutline,
      run: () => setView({ hasOutline: !view.hasOutline }),
    },
    {
      id: 'pages',
      label: t('pages.show'),
      icon: IconFileText,
      isOn: !page.pageless,
      isOff: !canEdit,
      run: () => setPage({ pageless: !page.pageless }),
    },
    {
      id: 'white',
      label: t('paper.white'),
      isOn: view.isPaperWhite,
      run: () => setView({ isPaperWhite: !view.isPaperWhite }),
    },
    'line',
    { id: 'zoom', label: t('zoom'), icon: IconZoomIn, items: zoomItems(bench, t) },
    {
      id: 'full',
      label: t('full.screen'),
      icon: IconArrowsMaximize,
      isOn: view.isFullScreen,
      run: () => setView({ isFullScreen: !view.isFullScreen }),
    },
  ];
}
