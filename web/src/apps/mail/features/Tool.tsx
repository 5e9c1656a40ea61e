/** A button that is an icon with a name. */
import { ActionIcon } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';

interface Props {
  label: string;
  icon: Icon;
  run: () => void;
  size?: number;
  isOn?: boolean;
}

export function Tool({ label, icon: Icon, run, size = 32, isOn }: Props) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={size}
      aria-label={label}
      aria-pressed={isOn}
      title={label}
      onClick={run}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
