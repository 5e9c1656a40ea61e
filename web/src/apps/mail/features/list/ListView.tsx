/** A list of conversations with what one can do to it. */
import { useEffect, useState } from 'react';
import { Button, Checkbox } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { confirm, QueryState, toast, Toolbar, useSelection, type Selection } from '@/ui';
import { emptyMailbox } from '@/apps/mail/client/act';
import { useThreadList, type ThreadList } from '@/apps/mail/client/lists';
import type { Row } from '@/apps/mail/model/mail';
import { useMail } from '../MailContext';
import { useTitle } from '../useTitle';
import { VerbButtons } from '../VerbButtons';
import { memoryOf } from './memory';
import { Nothing } from './Nothing';
import { SearchChips } from './SearchChips';
import { SearchField } from './SearchField';
import { ThreadGrid } from './ThreadGrid';
import { useListKeys } from './useListKeys';
import classes from './list.module.css';

export function ListView() {
  const { account, boxes, boxId, place } = useMail();
  const title = useTitle();
  const list = useThreadList(account.id, boxId, place.query, boxes);
  const selection = useSelection();
  const memory = memoryOf(`${account.id} ${boxId} ${place.query}`);
  const [cursor, setCursor] = useState(memory.cursor);
  const move = (id: string) => {
    memory.cursor = id;
    setCursor(id);
  };
  const chosen = list.rows.filter((row) => selection.has(row.id));
  useListKeys({ rows: list.rows, chosen, cursor, onCursor: move, selection });
  useEffect(() => {
    document.getElementById('mail-list')?.focus({ preventScroll: true });
  }, []);
  return (
    <>
      <ListToolbar title={title} list={list} selection={selection} chosen={chosen} />
      {place.box === 'search' && <SearchChips />}
      <EmptyNow rows={list.rows} />
      <QueryState query={list} isEmpty={list.rows.length === 0} empty={<Nothing />}>
        <ThreadGrid
          rows={list.rows}
          label={title}
          selection={selection}
          cursor={cursor}
          onCursor={move}
          onMore={list.more}
        />
      </QueryState>
    </>
  );
}

interface BarProps {
  title: string;
  list: ThreadList;
  selection: Selection;
  chosen: readonly Row[];
}

function ListToolbar({ title, list, selection, chosen }: BarProps) {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const hasChosen = chosen.length > 0;
  const threads = chosen.map((row) => row.emails);
  const check = (
    <Checkbox
      size="xs"
      className={classes.all}
      aria-label={t('select.all')}
      disabled={list.rows.length === 0}
      checked={hasChosen && chosen.length === list.rows.length}
      indeterminate={hasChosen && chosen.length < list.rows.length}
      onChange={() => (hasChosen ? selection.clear() : selection.set(list.rows.map((it) => it.id)))}
    />
  );
  return (
    <Toolbar
      title={
        <>
          {check}
          {!hasChosen && <h1 className={classes.title}>{title}</h1>}
        </>
      }
    >
      {hasChosen ? (
        <div
          className={classes.bulk}
          role="toolbar"
          aria-label={t('selected', { count: chosen.length })}
        >
          <span className={classes.bulkCount}>{t('selected', { count: chosen.length })}</span>
          <VerbButtons threads={threads} onGone={selection.clear} />
        </div>
      ) : (
        <SearchField key={`${place.account} ${place.query}`} />
      )}
    </Toolbar>
  );
}

/** Trash and junk can be emptied at once. */
function EmptyNow({ rows }: { rows: readonly Row[] }) {
  const { t } = useTranslation('mail');
  const { account, boxes, boxId } = useMail();
  const box = boxes.find((it) => it.id === boxId);
  const [isBusy, setBusy] = useState(false);
  if (!box || (box.role !== 'trash' && box.role !== 'junk') || rows.length === 0) return null;
  async function empty(): Promise<void> {
    const isSure = await confirm({
      title: t('empty.title', { name: t(`box.${box?.role ?? 'trash'}`) }),
      body: t('destroy.body'),
      action: t('empty.now'),
      isDangerous: true,
    });
    if (!isSure) return;
    setBusy(true);
    await emptyMailbox(account.id, boxId).catch(toast.problem);
    setBusy(false);
  }
  return (
    <div className={classes.note}>
      <Button variant="subtle" size="compact-sm" loading={isBusy} onClick={() => void empty()}>
        {t('empty.now')}
      </Button>
    </div>
  );
}
