/** A list to choose from in the toolbar: shows what holds now, opens below. */
import type { CSSProperties, ReactNode } from 'react';
import { Menu, UnstyledButton } from '@mantine/core';
import { IconCheck, IconChevronDown } from '@tabler/icons-react';
import classes from './toolbar.module.css';

interface Option {
  value: string;
  label: string;
  style?: CSSProperties;
  section?: ReactNode;
}

interface Props {
  label: string;
  value: string;
  shown: ReactNode;
  options: readonly Option[];
  width: number;
  isOff?: boolean;
  onPick: (value: string) => unknown;
}

export function Choice({ label, value, shown, options, width, isOff, onPick }: Props) {
  return (
    <Menu position="bottom-start" returnFocus={false} disabled={isOff ?? false}>
      <Menu.Target>
        <UnstyledButton
          className={classes.choice ?? ''}
          style={{ width }}
          aria-label={`${label}: ${options.find((it) => it.value === value)?.label ?? value}`}
          title={label}
          disabled={isOff ?? false}
        >
          <span className={classes.choiceWords}>{shown}</span>
          <IconChevronDown size={14} stroke={2} aria-hidden />
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown className={classes.choices ?? ''}>
        {options.map((option) => (
          <Menu.RadioItem
            key={option.value}
            value={option.value}
            checked={option.value === value}
            closeMenuOnClick
            checkIcon={<IconCheck size={16} stroke={2} />}
            onChange={() => void onPick(option.value)}
          >
            <span style={option.style}>{option.label}</span>
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
