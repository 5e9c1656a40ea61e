/** A state in one word, with a colour that has a meaning and an icon for who cannot see it. */
import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import classes from './StatusBadge.module.css';

export type Tone = 'neutral' | 'info' | 'success' | 'warning' | 'danger';

interface Props {
  tone?: Tone;
  icon?: Icon;
  children: ReactNode;
}

export function StatusBadge({ tone = 'neutral', icon: Icon, children }: Props) {
  return (
    <span className={classes.badge} data-tone={tone}>
      {Icon ? <Icon size={14} stroke={2} aria-hidden /> : <i className={classes.dot} aria-hidden />}
      {children}
    </span>
  );
}
