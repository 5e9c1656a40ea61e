/** The panel at the right for details; Escape closes it. On phones it covers the screen. */
import { useEffect, useId, type ReactNode } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import classes from './AppLayout.module.css';

interface Props {
  title: ReactNode;
  onClose: () => void;
  /** Further buttons left of the close button. */
  actions?: ReactNode;
  foot?: ReactNode;
  children: ReactNode;
}

export function RightPanel({ title, onClose, actions, foot, children }: Props) {
  const { t } = useTranslation('ui');
  const id = useId();
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const isModal = document.querySelector('[aria-modal="true"]');
      if (event.key === 'Escape' && !event.defaultPrevented && !isModal) onClose();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [onClose]);
  return (
    <aside className={classes.panel} aria-labelledby={id}>
      <header className={classes.panelHead}>
        <h2 id={id} className={classes.panelTitle}>
          {title}
        </h2>
        {actions}
        <ActionIcon variant="subtle" color="gray" aria-label={t('close')} onClick={onClose}>
          <IconX size={18} stroke={1.75} />
        </ActionIcon>
      </header>
      <div className={classes.panelBody}>{children}</div>
      {foot && <footer className={classes.panelFoot}>{foot}</footer>}
    </aside>
  );
}
