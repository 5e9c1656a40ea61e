/** Words that matter on this screen, with a tone and an icon. */
import type { ReactNode } from 'react';
import {
  IconAlertTriangle,
  IconCircleCheck,
  IconInfoCircle,
  IconShieldExclamation,
  type Icon,
} from '@tabler/icons-react';
import type { Tone } from './StatusBadge';
import classes from './StatusBadge.module.css';

const icons: Record<Tone, Icon> = {
  neutral: IconInfoCircle,
  info: IconInfoCircle,
  success: IconCircleCheck,
  warning: IconShieldExclamation,
  danger: IconAlertTriangle,
};

interface Props {
  tone?: Tone;
  title?: ReactNode;
  children?: ReactNode;
}

export function Notice({ tone = 'info', title, children }: Props) {
  const Icon = icons[tone];
  return (
    <div className={classes.notice} data-tone={tone} role={tone === 'danger' ? 'alert' : 'note'}>
      <Icon size={20} stroke={1.75} aria-hidden />
      <div>
        {title && <strong>{title}</strong>}
        {children && <div>{children}</div>}
      </div>
    </div>
  );
}
