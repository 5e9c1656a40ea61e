/** The side bar: write, mailboxes, labels, saved searches, and the shared mailboxes one reads. */
import {
  IconAlertOctagon,
  IconArchive,
  IconChevronsRight,
  IconClock,
  IconFile,
  IconInbox,
  IconStack2,
  IconPencil,
  IconSend,
  IconSettings,
  IconSend2,
  IconStar,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection, toast } from '@/ui';
import { act } from '@/apps/mail/client/act';
import { write } from '@/apps/mail/client/opening';
import { isCategory, type Mailbox, type Role } from '@/apps/mail/model/mail';
import type { Verb } from '@/apps/mail/model/changes';
import { hrefOf } from '@/apps/mail/model/place';
import { droppedRows } from '../dragging';
import { useMail } from '../MailContext';
import { Labels } from './Labels';
import { SavedSearches } from './SavedSearches';
import { SharedMailboxes } from './SharedMailboxes';

type Standard = Role | 'starred' | 'all';

const standard: readonly { box: Standard; icon: Icon; drop?: Verb }[] = [
  { box: 'inbox', icon: IconInbox, drop: { kind: 'inbox' } },
  { box: 'starred', icon: IconStar, drop: { kind: 'star', value: true } },
  { box: 'snoozed', icon: IconClock },
  { box: 'important', icon: IconChevronsRight, drop: { kind: 'important', value: true } },
  { box: 'sent', icon: IconSend },
  { box: 'scheduled', icon: IconSend2 },
  { box: 'drafts', icon: IconFile },
  { box: 'archive', icon: IconArchive, drop: { kind: 'archive' } },
  { box: 'all', icon: IconStack2 },
  { box: 'junk', icon: IconAlertOctagon, drop: { kind: 'junk' } },
  { box: 'trash', icon: IconTrash, drop: { kind: 'trash' } },
];

/** Views that are no mailbox, and mailboxes that the account has. */
const isThere = (box: Standard, boxes: readonly Mailbox[]): boolean =>
  box === 'starred' || box === 'all' || boxes.length === 0 || boxes.some((it) => it.role === box);

function countOf(box: Standard, boxes: readonly Mailbox[]): number {
  const mailbox = boxes.find((it) => it.role === box);
  if (box === 'drafts' || box === 'scheduled') return mailbox?.totalThreads ?? 0;
  return box === 'inbox' || box === 'junk' ? (mailbox?.unreadThreads ?? 0) : 0;
}

export function MailSide() {
  const { t } = useTranslation('mail');
  const { account, boxes, place } = useMail();
  const base = { account: place.account };
  const here = isCategory(place.box) ? 'inbox' : place.box;
  const drop = (verb: Verb) => (event: React.DragEvent) => {
    const rows = droppedRows(event);
    const threads = rows.map((row) => row.emails);
    if (rows.length) void act(account.id, verb, threads, t('done.moved', { count: rows.length }));
  };
  return (
    <>
      {account.maySend && (
        <PrimaryAction
          icon={IconPencil}
          onClick={() => void write(account.id).catch(toast.problem)}
        >
          {t('write')}
        </PrimaryAction>
      )}
      <SideSection {...(account.isOwn ? {} : { title: account.name })}>
        {standard
          .filter((it) => isThere(it.box, boxes))
          .map((it) => (
            <SideLink
              key={it.box}
              to={hrefOf({ ...base, box: it.box })}
              icon={it.icon}
              label={t(`box.${it.box}`)}
              count={countOf(it.box, boxes)}
              isActive={here === it.box}
              {...(it.drop ? { onDrop: drop(it.drop) } : {})}
            />
          ))}
      </SideSection>
      <Labels drop={drop} />
      <SavedSearches />
      <SharedMailboxes />
      <SideSection>
        <SideLink
          to={`/mail/settings/${account.isOwn ? 'general' : `labels?account=${account.id}`}`}
          icon={IconSettings}
          label={t('settings')}
          isActive={false}
        />
      </SideSection>
    </>
  );
}
