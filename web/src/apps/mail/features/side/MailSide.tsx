/** The side bar: write, mailboxes, labels, and the shared mailboxes that one reads. */
import {
  IconAlertOctagon,
  IconArchive,
  IconFile,
  IconInbox,
  IconStack2,
  IconPencil,
  IconSend,
  IconStar,
  IconTrash,
  type Icon,
} from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { PrimaryAction, SideLink, SideSection, toast } from '@/ui';
import { act } from '@/apps/mail/client/act';
import { write } from '@/apps/mail/client/opening';
import type { Mailbox, Role } from '@/apps/mail/model/mail';
import type { Verb } from '@/apps/mail/model/changes';
import { hrefOf } from '@/apps/mail/model/place';
import { droppedRows } from '../dragging';
import { useMail } from '../MailContext';
import { Labels } from './Labels';
import { SharedMailboxes } from './SharedMailboxes';

type Standard = Role | 'starred' | 'all';

const standard: readonly { box: Standard; labelKey: string; icon: Icon; drop?: Verb }[] = [
  { box: 'inbox', labelKey: 'box.inbox', icon: IconInbox, drop: { kind: 'inbox' } },
  {
    box: 'starred',
    labelKey: 'box.starred',
    icon: IconStar,
    drop: { kind: 'star', value: true },
  },
  { box: 'sent', labelKey: 'box.sent', icon: IconSend },
  { box: 'drafts', labelKey: 'box.drafts', icon: IconFile },
  { box: 'archive', labelKey: 'box.archive', icon: IconArchive, drop: { kind: 'archive' } },
  { box: 'all', labelKey: 'box.all', icon: IconStack2 },
  { box: 'junk', labelKey: 'box.junk', icon: IconAlertOctagon, drop: { kind: 'junk' } },
  { box: 'trash', labelKey: 'box.trash', icon: IconTrash, drop: { kind: 'trash' } },
];

function countOf(box: Standard, boxes: readonly Mailbox[]): number {
  const mailbox = boxes.find((it) => it.role === box);
  if (box === 'drafts') return mailbox?.totalThreads ?? 0;
  return box === 'inbox' || box === 'junk' ? (mailbox?.unreadThreads ?? 0) : 0;
}

export function MailSide() {
  const { t } = useTranslation('mail');
  const { account, boxes, place } = useMail();
  const base = { account: place.account };
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
        {standard.map((it) => (
          <SideLink
            key={it.box}
            to={hrefOf({ ...base, box: it.box })}
            icon={it.icon}
            label={t(it.labelKey)}
            count={countOf(it.box, boxes)}
            isActive={place.box === it.box}
            {...(it.drop ? { onDrop: drop(it.drop) } : {})}
          />
        ))}
      </SideSection>
      <Labels drop={drop} />
      <SharedMailboxes />
    </>
  );
}
