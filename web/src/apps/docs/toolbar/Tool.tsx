/** One button of the toolbar. It never takes the cursor out of the text. */
import { ActionIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import { caps } from '@/platform/keys';
import classes from './toolbar.module.css';

interface Props {
  label: string;
  icon: Icon;
  keys?: string;
  isOn?: boolean;
  isOff?: boolean;
  run: () => unknown;
}

export const titleOf = (label: string, keys?: string): string =>
  keys ? `${label} (${caps(keys).flat().join('+')})` : label;

export function Tool({ label, icon: Icon, keys, isOn, isOff, run }: Props) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      className={classes.tool ?? ''}
      aria-label={label}
      title={titleOf(label, keys)}
      {...(isOn === undefined ? {} : { 'aria-pressed': isOn })}
      disabled={isOff ?? false}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => void run()}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
