/** The row above a list: choose, where one is, search, how it looks. */
import type { ReactNode } from 'react';
import { ActionIcon, Checkbox, Menu } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Toolbar, usePhone, type Selection } from '@/ui';
import { isStarred, isUnread, type Row } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import type { Choice } from './ListView';
import { SearchField } from './SearchField';
import { ViewMenu } from './ViewMenu';
import classes from './list.module.css';

interface Props {
  title: string;
  rows: readonly Row[];
  selection: Selection;
  choice: Choice;
  /** What takes the place of the search while rows are chosen. */
  children: ReactNode;
}

export function ListToolbar({ title, rows, selection, choice, children }: Props) {
  const { place } = useMail();
  const isPhone = usePhone();
  return (
    <Toolbar
      title={
        <>
          {!isPhone && <Chooser rows={rows} selection={selection} choice={choice} />}
          {(isPhone || !children) && <h1 className={classes.title}>{title}</h1>}
        </>
      }
      actions={<ViewMenu />}
    >
      {children || <SearchField key={place.account} />}
    </Toolbar>
  );
}

const kinds = ['all', 'none', 'read', 'unread', 'starred', 'unstarred'] as const;
type Kind = (typeof kinds)[number];

function isOfKind(kind: Kind, row: Row): boolean {
  switch (kind) {
    case 'all':
      return true;
    case 'none':
      return false;
    case 'read':
      return !row.emails.some(isUnread);
    case 'unread':
      return row.emails.some(isUnread);
    case 'starred':
      return row.emails.some(isStarred);
    case 'unstarred':
      return !row.emails.some(isStarred);
  }
}

/** Choose the rows of a kind, of those that were read. */
export const rowsOfKind = (kind: Kind, rows: readonly Row[]): string[] =>
  rows.filter((row) => isOfKind(kind, row)).map((row) => row.id);

function Chooser({ rows, selection, choice }: Omit<Props, 'title' | 'children'>) {
  const { t } = useTranslation('mail');
  const count = choice.chosen.length;
  return (
    <span className={classes.chooser}>
      <Checkbox
        size="xs"
        aria-label={t('select.all')}
        disabled={rows.length === 0}
        checked={count > 0 && count === rows.length}
        indeterminate={count > 0 && count < rows.length}
        onChange={() => (count > 0 ? selection.clear() : selection.set(rowsOfKind('all', rows)))}
      />
      <Menu position="bottom-start">
        <Menu.Target>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={20}
            aria-label={t('select.kind')}
            disabled={rows.length === 0}
          >
            <IconChevronDown size={14} stroke={2} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {kinds.map((kind) => (
            <Menu.Item key={kind} onClick={() => selection.set(rowsOfKind(kind, rows))}>
              {t(`select.kind.${kind}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
    </span>
  );
}
