/** The person's own labels: open, create, rename, colour, remove. */
import { useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import { IconDots, IconPencil, IconPlus, IconTrash } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, SideLink, SideSection, toast } from '@/ui';
import { removeLabel } from '@/apps/mail/client/act';
import type { Mailbox } from '@/apps/mail/model/mail';
import type { Verb } from '@/apps/mail/model/changes';
import { hrefOf } from '@/apps/mail/model/place';
import { LabelDot } from '../LabelChips';
import { useMail } from '../MailContext';
import { LabelDialog } from './LabelDialog';
import classes from '../mail.module.css';

interface Props {
  drop: (verb: Verb) => (event: React.DragEvent) => void;
}

const depthOf = (box: Mailbox, boxes: readonly Mailbox[]): number => {
  const parent = boxes.find((it) => it.id === box.parentId);
  return parent ? 1 + depthOf(parent, boxes) : 0;
};

export function Labels({ drop }: Props) {
  const { t } = useTranslation('mail');
  const { boxes, place } = useMail();
  const [edited, setEdited] = useState<Mailbox | 'new' | null>(null);
  const labels = boxes.filter((box) => box.role === null);
  const create = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      aria-label={t('label.new')}
      title={t('label.new')}
      onClick={() => setEdited('new')}
    >
      <IconPlus size={16} stroke={1.75} />
    </ActionIcon>
  );
  return (
    <>
      <SideSection title={t('labels')} action={create}>
        {labels.map((box) => (
          <div key={box.id} className={classes.sideRow} role="presentation">
            <SideLink
              to={hrefOf({ account: place.account, box: box.id })}
              mark={
                <span className={classes.sideDot}>
                  <LabelDot color={box.color} />
                </span>
              }
              label={box.name}
              count={box.unreadThreads}
              isActive={place.box === box.id}
              depth={depthOf(box, boxes)}
              onDrop={drop({ kind: 'label', mailboxId: box.id, value: true })}
            />
            <LabelActions box={box} onEdit={() => setEdited(box)} />
          </div>
        ))}
      </SideSection>
      {edited && (
        <LabelDialog label={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />
      )}
    </>
  );
}

function LabelActions({ box, onEdit }: { box: Mailbox; onEdit: () => void }) {
  const { t } = useTranslation('mail');
  const { account, place } = useMail();
  const go = useGo();
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('label.remove.title', { name: box.name }),
      body: t('label.remove.body'),
      action: t('label.remove'),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      if (place.box === box.id) go(hrefOf({ account: place.account }));
      await removeLabel(account.id, box.id);
    } catch (error) {
      toast.problem(error);
    }
  }
  return (
    <Menu width={180}>
      <Menu.Target>
        <ActionIcon
          className={classes.sideMore}
          variant="subtle"
          color="gray"
          size={26}
          aria-label={t('label.actions', { name: box.name })}
        >
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={onEdit}>
          {t('label.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
          {t('label.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
