/** The person's own labels as a tree: open, create, rename, recolour, move, remove, drop onto. */
import { useState } from 'react';
import { ActionIcon, Menu } from '@mantine/core';
import {
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconPencil,
  IconPlus,
  IconTrash,
} from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { confirm, SideLink, SideSection, toast } from '@/ui';
import { removeLabel } from '@/apps/mail/client/act';
import { changeLabel } from '@/apps/mail/client/mailboxes';
import { isBelow, treeOf, type LabelNode } from '@/apps/mail/model/labels';
import { isLabel, type Mailbox } from '@/apps/mail/model/mail';
import type { Verb } from '@/apps/mail/model/changes';
import { hrefOf } from '@/apps/mail/model/place';
import { dragLabel, draggedLabel, droppedRows } from '../dragging';
import { LabelDot } from '../LabelChips';
import { useMail } from '../MailContext';
import { LabelDialog } from './LabelDialog';
import { useClosedLabels } from './useClosedLabels';
import classes from '../mail.module.css';

interface Props {
  drop: (verb: Verb) => (event: React.DragEvent) => void;
}

type Edited = { label: Mailbox } | { parent: string | null };

export function Labels({ drop }: Props) {
  const { t } = useTranslation('mail');
  const { boxes } = useMail();
  const [edited, setEdited] = useState<Edited | null>(null);
  const { closed, toggle } = useClosedLabels();
  const create = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={26}
      aria-label={t('label.new')}
      title={t('label.new')}
      onClick={() => setEdited({ parent: null })}
    >
      <IconPlus size={16} stroke={1.75} />
    </ActionIcon>
  );
  return (
    <>
      <SideSection title={t('labels')} action={create}>
        {treeOf(boxes, closed).map((node) => (
          <LabelRow
            key={node.box.id}
            node={node}
            isClosed={closed.has(node.box.id)}
            onToggle={() => toggle(node.box.id)}
            onEdit={setEdited}
            drop={drop}
          />
        ))}
      </SideSection>
      {edited && (
        <LabelDialog
          label={'label' in edited ? edited.label : null}
          parentId={'label' in edited ? edited.label.parentId : edited.parent}
          onClose={() => setEdited(null)}
        />
      )}
    </>
  );
}

interface RowProps extends Props {
  node: LabelNode;
  isClosed: boolean;
  onToggle: () => void;
  onEdit: (edited: Edited) => void;
}

function LabelRow({ node, isClosed, onToggle, onEdit, drop }: RowProps) {
  const { t } = useTranslation('mail');
  const { account, boxes, place } = useMail();
  const { box, depth, hasChildren, unread } = node;
  /** A label dropped onto a label goes into it; conversations get it. */
  function onDrop(event: React.DragEvent): void {
    if (droppedRows(event).length > 0) {
      return drop({ kind: 'label', mailboxId: box.id, value: true })(event);
    }
    const moved = boxes.find((it) => it.id === draggedLabel(event));
    if (!moved || !isLabel(moved) || moved.id === box.id || isBelow(box, moved.id, boxes)) return;
    event.preventDefault();
    void changeLabel(account.id, moved.id, { parentId: box.id }).catch(toast.problem);
  }
  return (
    <SideLink
      to={hrefOf({ account: place.account, box: box.id })}
      mark={
        <span className={classes.sideDot}>
          <LabelDot color={box.color} />
        </span>
      }
      label={box.name}
      count={unread}
      isActive={place.box === box.id}
      depth={depth}
      onDrop={onDrop}
      onDragStart={(event) => dragLabel(event, box.id)}
    >
      {hasChildren && (
        <button
          type="button"
          className={classes.sideFold}
          style={{ left: depth * 16 - 6 }}
          aria-expanded={!isClosed}
          aria-label={t('label.inside', { name: box.name })}
          onClick={onToggle}
        >
          {isClosed ? <IconChevronRight size={14} /> : <IconChevronDown size={14} />}
        </button>
      )}
      <LabelActions box={box} onEdit={onEdit} />
    </SideLink>
  );
}

function LabelActions({ box, onEdit }: { box: Mailbox; onEdit: RowProps['onEdit'] }) {
  const { t } = useTranslation('mail');
  const { account, boxes, place } = useMail();
  const go = useGo();
  const inside = boxes.filter((it) => it.parentId === box.id);
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('label.remove.title', { name: box.name }),
      body: inside.length ? t('label.remove.nested') : t('label.remove.body'),
      action: t('label.remove'),
      isDangerous: true,
    });
    if (!isSure) return;
    try {
      if (place.box === box.id) go(hrefOf({ account: place.account }));
      for (const child of inside) {
        await changeLabel(account.id, child.id, { parentId: box.parentId });
      }
      await removeLabel(account.id, box.id);
    } catch (error) {
      toast.problem(error);
    }
  }
  return (
    <Menu width={200}>
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
        <Menu.Item leftSection={<IconPencil size={16} />} onClick={() => onEdit({ label: box })}>
          {t('label.edit')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onEdit({ parent: box.id })}>
          {t('label.new.inside')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTrash size={16} />} onClick={() => void remove()}>
          {t('label.remove')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
