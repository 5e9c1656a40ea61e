/** Choose a unit from the tree; deeper ones are found by their whole path. */
import { Select, type SelectProps } from '@mantine/core';
import { useUnits } from '../client/directory';
import { unitLines } from './unitTree';

interface Props extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  value: string | null;
  onChange: (unit: string | null) => void;
  /** Units that cannot be chosen. */
  without?: ReadonlySet<string>;
}

export function UnitSelect({ value, onChange, without, ...rest }: Props) {
  const lines = unitLines(useUnits().data ?? []).filter((line) => !without?.has(line.unit.id));
  return (
    <Select
      clearable
      searchable
      {...rest}
      data={lines.map((line) => ({ value: line.unit.id, label: line.path }))}
      value={value}
      onChange={onChange}
    />
  );
}
