/** Above the rows: the columns, or what can be done with the chosen ones. */
import { ActionIcon, Tooltip, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDotsVertical, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { usePhone } from '@/ui';
import type { Order, Sort } from '../client/nodes';
import { ActionMenu } from './ActionMenu';
import type { NodeAction } from './useNodeActions';
import classes from './drive.module.css';

export interface Sorting {
  order: Order;
  setOrder: (order: Order) => void;
}

interface ColumnsProps {
  /** Without it the order is fixed. */
  sorting?: Sorting | undefined;
  isTrash?: boolean | undefined;
}

export function Columns({ sorting, isTrash }: ColumnsProps) {
  const { t } = useTranslation('drive');
  const isPhone = usePhone();
  if (isPhone && !sorting) return null;
  return (
    <div className={classes.columns}>
      <span className={classes.columnMark} />
      <span className={classes.name}>
        <Column sort="name" label={t('column.name')} sorting={sorting} />
      </span>
      {!isPhone && (
        <span className={`${classes.person} ${classes.plain}`}>{t('column.person')}</span>
      )}
      <span className={classes.time}>
        <Column
          sort="modified"
          label={isTrash ? t('column.trashed') : t('column.modified')}
          sorting={sorting}
        />
      </span>
      <span className={classes.size}>
        <Column sort="size" label={t('column.size')} sorting={sorting} />
      </span>
      {!isPhone && <span style={{ flex: '0 0 28px' }} />}
    </div>
  );
}

interface ColumnProps {
  sort: Sort;
  label: string;
  sorting: Sorting | undefined;
}

function Column({ sort, label, sorting }: ColumnProps) {
  const { t } = useTranslation('drive');
  if (!sorting) return <span className={classes.plain}>{label}</span>;
  const { order, setOrder } = sorting;
  const isActive = order.sort === sort;
  const isUp = order.direction === 'asc';
  const next = isActive ? (isUp ? 'desc' : 'asc') : sort === 'name' ? 'asc' : 'desc';
  const Arrow = isUp ? IconArrowUp : IconArrowDown;
  return (
    <UnstyledButton
      className={classes.sorter}
      data-active={isActive || undefined}
      aria-label={t(isActive ? (isUp ? 'sort.up' : 'sort.down') : 'sort.by', { column: label })}
      onClick={() => setOrder({ sort, direction: next })}
    >
      {label}
      {isActive && <Arrow size={14} stroke={2} aria-hidden />}
    </UnstyledButton>
  );
}

const shown = ['share', 'download', 'move', 'star', 'restore', 'trash', 'delete'];

interface ChosenProps {
  count: number;
  actions: readonly NodeAction[];
  onClear: () => void;
}

export function Chosen({ count, actions, onClear }: ChosenProps) {
  const { t } = useTranslation('drive');
  const isPhone = usePhone();
  const first = actions.filter((action) => shown.includes(action.id));
  const rest = actions.some((action) => !shown.includes(action.id));
  return (
    <div className={classes.chosen} role="toolbar" aria-label={t('chosen.actions')}>
      <ActionIcon variant="subtle" color="gray" aria-label={t('chosen.clear')} onClick={onClear}>
        <IconX size={18} stroke={1.75} />
      </ActionIcon>
      <span className={classes.chosenWords} aria-live="polite">
        {t('chosen', { count })}
      </span>
      {first.slice(0, isPhone ? 4 : 7).map(({ id, label, icon: Icon, run }) => (
        <Tooltip key={id} label={label}>
          <ActionIcon variant="subtle" color="gray" aria-label={label} onClick={() => void run()}>
            <Icon size={18} stroke={1.75} />
          </ActionIcon>
        </Tooltip>
      ))}
      {rest && (
        <ActionMenu actions={actions}>
          <ActionIcon variant="subtle" color="gray" aria-label={t('more')}>
            <IconDotsVertical size={18} stroke={1.75} />
          </ActionIcon>
        </ActionMenu>
      )}
    </div>
  );
}
