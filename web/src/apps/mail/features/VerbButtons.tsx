/** The buttons of a selection or of an open conversation. */
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconAlertOctagon,
  IconArchive,
  IconBellOff,
  IconChevronsRight,
  IconClock,
  IconDotsVertical,
  IconInbox,
  IconMail,
  IconMailOpened,
  IconTrash,
  IconTrashX,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { isMuted, isStarred, isUnread, type Head } from '../model/mail';
import type { Every } from './every';
import { LabelMenu, MoveMenu } from './LabelMenu';
import { openSnooze } from './snooze/asking';
import { Tool } from './Tool';
import { useVerbs, type Verbs } from './useVerbs';

interface Props {
  threads: readonly (readonly Head[])[];
  /** Everything that the list holds is meant, not only what was read. */
  every?: Every | null;
  /** Called when the conversations have left the place. */
  onGone: () => void;
  /** Called after all else. */
  onDone?: () => void;
}

export function VerbButtons({ threads, every = null, onGone, onDone }: Props) {
  const { t } = useTranslation('mail');
  const verbs = useVerbs(every);
  const isNew = threads.flat().some(isUnread);
  const leave = (verb: (it: typeof threads) => void) => () => {
    verb(threads);
    onGone();
  };
  const isOut = verbs.isTrash || verbs.isJunk;
  return (
    <>
      <PlaceButtons threads={threads} verbs={verbs} leave={leave} onGone={onGone} every={every} />
      <Tool
        label={isNew ? t('read') : t('unread')}
        icon={isNew ? IconMailOpened : IconMail}
        run={() => {
          verbs.read(threads, isNew);
          onDone?.();
        }}
      />
      {!isOut && (
        <Tool label={t('snooze')} icon={IconClock} run={() => openSnooze(threads, onGone)} />
      )}
      <MoveMenu threads={threads} every={every} onGone={onGone} />
      <LabelMenu threads={threads} every={every} />
      <MoreMenu threads={threads} verbs={verbs} leave={leave} />
    </>
  );
}

interface PartProps {
  threads: Props['threads'];
  verbs: Verbs;
  leave: (verb: (it: Props['threads']) => void) => () => void;
}

function PlaceButtons(props: PartProps & { onGone: () => void; every: Every | null }) {
  const { t } = useTranslation('mail');
  const { threads, verbs, leave, onGone, every } = props;
  const isOut = verbs.isTrash || verbs.isJunk;
  const destroy = async () => {
    if (await verbs.destroy(threads)) onGone();
  };
  return (
    <>
      {isOut && (
        <Tool
          label={verbs.isJunk ? t('junk.not') : t('restore')}
          icon={IconInbox}
          run={leave(verbs.inbox)}
        />
      )}
      {!isOut && verbs.isSnoozed(threads) && (
        <Tool label={t('snooze.end')} icon={IconInbox} run={leave(verbs.wake)} />
      )}
      {!isOut && verbs.canArchive(threads) && (
        <Tool label={t('archive')} icon={IconArchive} run={leave(verbs.archive)} />
      )}
      {!isOut && !verbs.canArchive(threads) && !verbs.isSnoozed(threads) && (
        <Tool label={t('inbox.move')} icon={IconInbox} run={leave(verbs.inbox)} />
      )}
      {!isOut && <Tool label={t('junk')} icon={IconAlertOctagon} run={leave(verbs.junk)} />}
      {!verbs.isTrash && <Tool label={t('trash')} icon={IconTrash} run={leave(verbs.trash)} />}
      {verbs.isTrash && !every && (
        <Tool label={t('destroy')} icon={IconTrashX} run={() => void destroy()} />
      )}
    </>
  );
}

/** What is needed less often. */
function MoreMenu({ threads, verbs, leave }: PartProps) {
  const { t } = useTranslation('mail');
  const emails = threads.flat();
  const areMuted = emails.length > 0 && threads.every((it) => it.some(isMuted));
  const areStarred = emails.some(isStarred);
  const areImportant = verbs.isImportant(threads);
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <ActionIcon
          id="mail-more-menu"
          variant="subtle"
          color="gray"
          size={32}
          aria-label={t('more')}
          title={t('more')}
        >
          <IconDotsVertical size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconBellOff size={16} />}
          onClick={
            areMuted ? () => verbs.mute(threads, false) : leave((it) => verbs.mute(it, true))
          }
        >
          {areMuted ? t('unmute') : t('mute')}
        </Menu.Item>
        {verbs.hasImportant && (
          <Menu.Item
            leftSection={<IconChevronsRight size={16} />}
            onClick={() => verbs.important(threads, !areImportant)}
          >
            {areImportant ? t('important.not') : t('important.mark')}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => verbs.star(threads, !areStarred)}>
          {areStarred ? t('star.remove') : t('star.add')}
        </Menu.Item>
        <Menu.Item onClick={() => verbs.read(threads, !emails.some(isUnread))}>
          {emails.some(isUnread) ? t('read') : t('unread')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
