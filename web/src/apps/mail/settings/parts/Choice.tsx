/** A line of settings: what it is, what it does, the control. */
import { useId, type ReactNode } from 'react';
import { Switch } from '@mantine/core';
import classes from '../settings.module.css';

interface Props {
  label: string;
  description?: string | undefined;
  /** A control so small that it stays beside its words on phones. */
  isSwitch?: boolean;
  children: (id: string) => ReactNode;
}

export function Choice({ label, description, isSwitch, children }: Props) {
  const id = useId();
  return (
    <div className={classes.grid} data-switch={isSwitch || undefined}>
      <div>
        <label htmlFor={id}>{label}</label>
        {description && <p>{description}</p>}
      </div>
      {children(id)}
    </div>
  );
}

interface SwitchProps {
  label: string;
  description?: string;
  value: boolean;
  onChange: (value: boolean) => void;
}

export function SwitchChoice({ label, description, value, onChange }: SwitchProps) {
  return (
    <Choice label={label} description={description} isSwitch>
      {(id) => (
        <Switch
          id={id}
          checked={value}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
      )}
    </Choice>
  );
}
