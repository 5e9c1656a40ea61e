/** The shortcuts of the frame. They hold in the text too, so they are heard before the editor. */
import { useEffect, useRef } from 'react';
import { combination } from '@/platform/keys';
import { useTranslation } from '@/platform/i18n';
import { menusOf } from '../menus';
import { actionsIn } from '../model/menu';
import { useWorkbench } from './workbench';

export function useFrameKeys(): void {
  const { t } = useTranslation('docs');
  const bench = useWorkbench();
  const latest = useRef({ bench, t });
  useEffect(() => {
    latest.current = { bench, t };
  });
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey;
      const now = latest.current;
      if (event.key === 'Escape' && now.bench.view.isFullScreen) {
        now.bench.setView({ isFullScreen: false });
      }
      if (isPlain || event.isComposing || document.querySelector('[aria-modal="true"]')) return;
      const pressed = combination(event);
      const actions = actionsIn(menusOf(now.bench, now.t));
      const action = actions.find((it) => it.isBound && it.keys === pressed && !it.isOff);
      if (!action) return;
      event.preventDefault();
      event.stopPropagation();
      void action.run();
    }
    document.addEventListener('keydown', onKeyDown, true);
    return () => document.removeEventListener('keydown', onKeyDown, true);
  }, []);
}
