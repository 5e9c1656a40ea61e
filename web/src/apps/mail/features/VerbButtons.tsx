/** The buttons of a selection or of an open conversation. */
import { ActionIcon } from '@mantine/core';
import {
  IconAlertOctagon,
  IconArchive,
  IconInbox,
  IconMail,
  IconMailOpened,
  IconTrash,
  IconTrashX,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { isUnread, type Head } from '../model/mail';
import { LabelMenu } from './LabelMenu';
import { useVerbs } from './useVerbs';

interface Props {
  threads: readonly (readonly Head[])[];
  /** Called when the conversations have left the place. */
  onGone: () => void;
  /** Called after all else. */
  onDone?: () => void;
}

export function VerbButtons({ threads, onGone, onDone }: Props) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs();
  const isNew = threads.flat().some(isUnread);
  const leave = (verb: (it: typeof threads) => void) => () => {
    verb(threads);
    onGone();
  };
  const destroy = async () => {
    if (await verbs.destroy(threads)) onGone();
  };
  const isOut = verbs.isTrash || verbs.isJunk;
  return (
    <>
      {isOut && (
        <Tool
          label={verbs.isJunk ? t('junk.not') : t('restore')}
          icon={IconInbox}
          run={leave(verbs.inbox)}
        />
      )}
      {!isOut && verbs.canArchive(threads) && (
        <Tool label={t('archive')} icon={IconArchive} run={leave(verbs.archive)} />
      )}
      {!isOut && !verbs.canArchive(threads) && (
        <Tool label={t('inbox.move')} icon={IconInbox} run={leave(verbs.inbox)} />
      )}
      {!isOut && <Tool label={t('junk')} icon={IconAlertOctagon} run={leave(verbs.junk)} />}
      {verbs.isTrash ? (
        <Tool label={t('destroy')} icon={IconTrashX} run={() => void destroy()} />
      ) : (
        <Tool label={t('trash')} icon={IconTrash} run={leave(verbs.trash)} />
      )}
      <Tool
        label={isNew ? t('read') : t('unread')}
        icon={isNew ? IconMailOpened : IconMail}
        run={() => {
          verbs.read(threads, isNew);
          onDone?.();
        }}
      />
      <LabelMenu threads={threads} />
    </>
  );
}

function Tool({ label, icon: Icon, run }: { label: string; icon: Icon; run: () => void }) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label={label}
      title={label}
      onClick={run}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
