/** A dialog with a title; closing it gives the cursor back to the text. */
import type { ReactNode } from 'react';
import { Modal } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useWorkbench } from '../frame/workbench';

interface Props {
  title: string;
  size?: number;
  onClose: () => void;
  children: ReactNode;
}

export function Sheet({ title, size = 440, onClose, children }: Props) {
  const { t } = useTranslation('docs');
  const { editor } = useWorkbench();
  return (
    <Modal
      opened
      onClose={onClose}
      onExitTransitionEnd={() => editor.commands.focus()}
      size={size}
      title={title}
      returnFocus={false}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {children}
    </Modal>
  );
}
