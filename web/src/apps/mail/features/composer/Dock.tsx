/** Where new messages are written: windows at the lower right, a full screen on phones. */
import { useEffect } from 'react';
import { ActionIcon } from '@mantine/core';
import {
  IconArrowsDiagonal,
  IconArrowsDiagonalMinimize2,
  IconMinus,
  IconX,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import { patchComposer, useComposers } from '@/apps/mail/client/composers';
import { closeComposer } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import Composer from './Composer';
import { SaveStateWords } from './SaveStateWords';
import classes from './composer.module.css';

/** A tab that closes takes what is not stored along; the browser asks. */
function useUnsavedWarning(composers: readonly Compose[]): void {
  const isUnsaved = composers.some((it) => it.state === 'changed' || it.state === 'failed');
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}

export default function Dock() {
  const { t } = useTranslation('mail');
  const isPhone = usePhone();
  const composers = useComposers();
  useUnsavedWarning(composers);
  const docked = composers.filter((it) => it.place === 'dock');
  const shown = isPhone ? docked.slice(-1) : docked;
  return (
    <div className={classes.dock} role="region" aria-label={t('writing')}>
      {shown.map((compose) => (
        <Window key={compose.key} compose={compose} />
      ))}
    </div>
  );
}

function Window({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const isPhone = usePhone();
  const { key, size } = compose;
  const resize = (next: Compose['size']) =>
    patchComposer(key, { size: size === next ? 'normal' : next });
  const title = compose.subject.trim() || t('write.new');
  return (
    <section
      className={classes.window}
      data-size={isPhone ? 'full' : size}
      role="dialog"
      aria-label={title}
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) void closeComposer(key);
      }}
    >
      <header className={classes.bar}>
        <button
          type="button"
          className={classes.barTitle}
          disabled={isPhone}
          aria-expanded={size !== 'small'}
          onClick={() => resize('small')}
        >
          {title}
        </button>
        <SaveStateWords state={compose.state} />
        {!isPhone && (
          <>
            <Tool
              label={size === 'small' ? t('window.restore') : t('window.minimise')}
              icon={IconMinus}
              run={() => resize('small')}
            />
            <Tool
              label={size === 'large' ? t('window.restore') : t('window.enlarge')}
              icon={size === 'large' ? IconArrowsDiagonalMinimize2 : IconArrowsDiagonal}
              run={() => resize('large')}
            />
          </>
        )}
        <Tool label={t('window.close')} icon={IconX} run={() => void closeComposer(key)} />
      </header>
      {size !== 'small' && <Composer compose={compose} />}
    </section>
  );
}

function Tool({ label, icon: Icon, run }: { label: string; icon: typeof IconX; run: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={28}
      aria-label={label}
      title={label}
      onClick={run}
    >
      <Icon size={16} stroke={1.75} />
    </ActionIcon>
  );
}
