/** A plain row for short lists (settings, panels): mark, two lines of words, actions. */
import type { ReactNode } from 'react';
import classes from './ListRow.module.css';

interface Props {
  mark?: ReactNode;
  title: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
}

export function ListRow({ mark, title, description, actions }: Props) {
  return (
    <li className={classes.row}>
      {mark}
      <div className={classes.words}>
        <div className={classes.title}>{title}</div>
        {description && <div className={classes.description}>{description}</div>}
      </div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </li>
  );
}

export function RowList({ children, label }: { children: ReactNode; label?: string }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}
