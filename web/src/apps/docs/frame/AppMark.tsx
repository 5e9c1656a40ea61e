/** The sign of the app: a sheet with lines. */
import { IconFileTextFilled } from '@tabler/icons-react';
import classes from './header.module.css';

export function AppMark({ size }: { size: number }) {
  return <IconFileTextFilled size={size} className={classes.mark} aria-hidden />;
}
