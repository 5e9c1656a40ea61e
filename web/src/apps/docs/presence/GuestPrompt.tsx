/** Asks a guest who may write for a name, once; without one they read. */
import { useState } from 'react';
import { Button, Modal, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { setGuestName, useGuestName } from './guest';
import classes from './guest.module.css';

/** `isWanted`: somebody without an account, who may comment or edit. */
export function GuestPrompt({ isWanted }: { isWanted: boolean }) {
  const { t } = useTranslation('docs');
  const known = useGuestName();
  const [name, setName] = useState('');
  const [isLeft, setLeft] = useState(false);
  return (
    <Modal
      opened={isWanted && known === null && !isLeft}
      onClose={() => setLeft(true)}
      title={t('guest.title')}
      centered
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <form
        className={classes.form}
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) setGuestName(name);
        }}
      >
        <p className={classes.words}>{t('guest.body')}</p>
        <TextInput
          label={t('guest.name')}
          data-autofocus
          maxLength={60}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!name.trim()}>
          {t('guest.go')}
        </Button>
      </form>
    </Modal>
  );
}
