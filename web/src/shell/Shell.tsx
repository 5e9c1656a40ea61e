/** The frame of every signed-in page: rail, top bar, the page, bottom tabs on phones. */
import { lazy, Suspense, useEffect, useState } from 'react';
import { Outlet } from '@tanstack/react-router';
import { refresh } from '@/platform/api';
import { connectLive, useLive } from '@/platform/live';
import { useTranslation } from '@/platform/i18n';
import { LoadingRows, usePhone } from '@/ui';
import { BottomTabs } from './BottomTabs';
import { GlobalKeys } from './GlobalKeys';
import { Rail } from './Rail';
import { Reminder } from './Reminder';
import { useLook } from './useLook';
import classes from './Shell.module.css';

const topBar = import('./TopBar');
const TopBar = lazy(() => topBar);
const CommandPalette = lazy(() => import('./CommandPalette'));
const ShortcutSheet = lazy(() => import('./ShortcutSheet'));

export function Shell() {
  const { t } = useTranslation('shell');
  const isPhone = usePhone();
  const [overlay, setOverlay] = useState<'palette' | 'keys' | null>(null);
  useEffect(connectLive, []);
  useLook();
  useLive('session', () => refresh());
  const close = () => setOverlay(null);
  return (
    <div className={classes.shell}>
      <a className={classes.skip} href="#main">
        {t('skip')}
      </a>
      <GlobalKeys onPalette={() => setOverlay('palette')} onKeys={() => setOverlay('keys')} />
      {!isPhone && <Rail />}
      <div className={classes.column}>
        <Suspense fallback={<div className={classes.bar} />}>
          <TopBar onKeys={() => setOverlay('keys')} onPalette={() => setOverlay('palette')} />
        </Suspense>
        <Reminder />
        <div className={classes.page}>
          <Suspense fallback={<LoadingRows />}>
            <Outlet />
          </Suspense>
        </div>
        {isPhone && <BottomTabs />}
      </div>
      <Suspense>
        {overlay === 'palette' && <CommandPalette onClose={close} />}
        {overlay === 'keys' && <ShortcutSheet onClose={close} />}
      </Suspense>
    </div>
  );
}
