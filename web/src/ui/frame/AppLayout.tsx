/**
 * The body of an app: side bar, content, optional right panel. On phones the side bar slides in
 * from the left and the panel covers the screen.
 */
import { useState, type ReactNode } from 'react';
import { ActionIcon, Drawer } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconLayoutSidebar, IconMenu2 } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useStoredFlag } from './useStoredFlag';
import { SideContext } from './SideContext';
import classes from './AppLayout.module.css';

export const PHONE = '(max-width: 760px)';
/** True below the width at which screens become full-screen panels. */
export const usePhone = (): boolean =>
  useMediaQuery(PHONE, undefined, { getInitialValueInEffect: false });

interface Props {
  /** Name of the screen, for assistive technology and for the phone's title row. */
  title: string;
  side?: ReactNode;
  panel?: ReactNode;
  children: ReactNode;
}

export function AppLayout({ title, side, panel, children }: Props) {
  const { t } = useTranslation('ui');
  const isPhone = usePhone();
  const [isOpen, setOpen] = useState(false);
  const [isFolded, setFolded] = useStoredFlag('bureau.side.folded');
  const toggle = (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={t('side.toggle')}
      aria-expanded={isPhone ? isOpen : !isFolded}
      onClick={() => (isPhone ? setOpen(true) : setFolded(!isFolded))}
    >
      {isPhone ? <IconMenu2 size={18} /> : <IconLayoutSidebar size={18} stroke={1.75} />}
    </ActionIcon>
  );
  return (
    <SideContext.Provider value={{ toggle: side ? toggle : null, close: () => setOpen(false) }}>
      <div className={classes.layout}>
        {side && !isPhone && !isFolded && (
          <nav className={classes.side} aria-label={title}>
            {side}
          </nav>
        )}
        {side && isPhone && (
          <Drawer
            opened={isOpen}
            onClose={() => setOpen(false)}
            size={280}
            title={title}
            closeButtonProps={{ 'aria-label': t('close') }}
          >
            {side}
          </Drawer>
        )}
        <main id="main" className={classes.main} aria-label={title} tabIndex={-1}>
          {children}
        </main>
        {panel}
      </div>
    </SideContext.Provider>
  );
}
