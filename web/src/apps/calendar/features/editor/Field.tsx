/** A line of the editor: an icon and what it stands for. */
import type { ReactNode } from 'react';
import type { Icon } from '@tabler/icons-react';
import classes from './editor.module.css';

export function Field({ icon: FieldIcon, children }: { icon: Icon; children: ReactNode }) {
  return (
    <div className={classes.field}>
      <FieldIcon size={20} stroke={1.75} aria-hidden />
      <div>{children}</div>
    </div>
  );
}
