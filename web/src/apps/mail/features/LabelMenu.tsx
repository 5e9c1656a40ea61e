/** Put labels on conversations and take them off; move them out of where they are. */
import { useState, type ReactNode } from 'react';
import { ActionIcon, Menu, TextInput } from '@mantine/core';
import { IconCheck, IconFolderSymlink, IconPlus, IconTag, type Icon } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import { createLabel } from '../client/mailboxes';
import { categories, byCategory, isIn, isLabel, type Head, type Mailbox } from '../model/mail';
import { pathOf } from '../model/labels';
import type { Every } from './every';
import { LabelDot } from './LabelChips';
import { useMail } from './MailContext';
import { useVerbs } from './useVerbs';

interface Props {
  threads: readonly (readonly Head[])[];
  every?: Every | null;
}

export function LabelMenu({ threads, every = null }: Props) {
  const { t } = useTranslation('mail');
  const { account } = useMail();
  const verbs = useVerbs(every);
  const has = (id: string) =>
    threads.length > 0 && threads.every((emails) => emails.some((email) => isIn(email, id)));
  const create = async (name: string) => {
    const id = await createLabel(account.id, { name });
    verbs.label(threads, id, true);
  };
  return (
    <Choosing
      name={t('label')}
      icon={IconTag}
      id="mail-label-menu"
      onCreate={(name) => void create(name).catch(toast.problem)}
      onPick={(box) => verbs.label(threads, box.id, !has(box.id))}
      mark={(box) => has(box.id) && <IconCheck size={16} />}
    />
  );
}

interface MoveProps extends Props {
  onGone: () => void;
}

export function MoveMenu({ threads, every = null, onGone }: MoveProps) {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId, place } = useMail();
  const verbs = useVerbs(every);
  const move = (id: string) => {
    verbs.move(threads, id);
    onGone();
  };
  const create = async (name: string) => move(await createLabel(account.id, { name }));
  const isInbox = place.box === 'inbox' || boxes.some((it) => it.id === boxId && it.category);
  const tabs = isInbox && !every ? categories.flatMap((it) => byCategory(boxes, it) ?? []) : [];
  return (
    <Choosing
      name={t('move')}
      icon={IconFolderSymlink}
      id="mail-move-menu"
      onCreate={(name) => void create(name).catch(toast.problem)}
      onPick={(box) => move(box.id)}
    >
      {tabs.map((box) => (
        <Menu.Item key={box.id} onClick={() => verbs.category(threads, box.id)}>
          {t(`category.${box.category || 'primary'}`)}
        </Menu.Item>
      ))}
      {tabs.length > 0 && <Menu.Divider />}
    </Choosing>
  );
}

interface ChoosingProps {
  name: string;
  icon: Icon;
  id: string;
  onPick: (box: Mailbox) => void;
  onCreate: (name: string) => void;
  mark?: (box: Mailbox) => ReactNode;
  children?: ReactNode;
}

/** The labels, found by a few letters of their names; a name that is none makes one. */
function Choosing({ name, icon: Icon, id, onPick, onCreate, mark, children }: ChoosingProps) {
  const { t } = useTranslation('mail');
  const { boxes } = useMail();
  const [words, setWords] = useState('');
  const wanted = words.trim().toLowerCase();
  const labels = boxes.filter(isLabel);
  const found = labels.filter((box) => pathOf(box, boxes).toLowerCase().includes(wanted));
  const isKnown = labels.some((box) => box.name.toLowerCase() === wanted);
  return (
    <Menu position="bottom-start" width={240} onClose={() => setWords('')} trapFocus>
      <Menu.Target>
        <ActionIcon id={id} variant="subtle" color="gray" size={32} aria-label={name} title={name}>
          <Icon size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown mah={400} style={{ overflowY: 'auto' }}>
        <TextInput
          size="xs"
          m={4}
          data-autofocus
          aria-label={t('labels.find')}
          placeholder={t('labels.find')}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        {!wanted && children}
        {labels.length === 0 && !wanted && <Menu.Item disabled>{t('labels.none')}</Menu.Item>}
        {found.map((box) => (
          <Menu.Item
            key={box.id}
            leftSection={<LabelDot color={box.color} />}
            rightSection={mark?.(box)}
            onClick={() => onPick(box)}
          >
            {pathOf(box, boxes)}
          </Menu.Item>
        ))}
        {wanted && !isKnown && (
          <Menu.Item leftSection={<IconPlus size={16} />} onClick={() => onCreate(words.trim())}>
            {t('labels.make', { name: words.trim() })}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
