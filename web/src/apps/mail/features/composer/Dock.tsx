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
import { OutboxLine } from './OutboxLine';
import { SaveStateWords } from './SaveStateWords';
import classes from './composer.module.css';

/** A tab that closes takes what is not stored along; the browser asks. */
function useUnsavedWarning(composers: readonly Compose[]): void {
  const isUnsaved = composers.some((it) =>
    ['changed', 'saving', 'failed', 'sending'].includes(it.state),
  );
  useEffect(() => {
    if (!isUnsaved) return undefined;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isUnsaved]);
}

const WINDOW_PX = 440;

/** When there are more than fit beside each other, the older ones become small. */
function useRoom(docked: readonly Compose[], isPhone: boolean): void {
  const open = docked.filter((it) => it.size === 'normal');
  const most = Math.max(1, Math.floor((window.innerWidth - 48) / WINDOW_PX));
  const first = open.length > most && !isPhone ? open[0]?.key : undefined;
  useEffect(() => {
    if (first) patchComposer(first, { size: 'small' });
  }, [first]);
}

export default function Dock() {
  const { t } = useTranslation('mail');
  const isPhone = usePhone();
  const composers = useComposers();
  useUnsavedWarning(composers);
  const docked = composers.filter((it) => it.place === 'dock');
  const shown = isPhone ? docked.slice(-1) : docked;
  useRoom(docked, isPhone);
  return (
    <div className={classes.dock} role="region" aria-label={t('writing')}>
      <OutboxLine />
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
        const isInside = event.currentTarget.contains(event.target as Node);
        if (event.key === 'Escape' && !event.defaultPrevented && isInside) void closeComposer(key);
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
