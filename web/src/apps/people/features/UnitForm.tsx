/** The name and place of a unit. */
import { useState } from 'react';
import { Button, Stack, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { toast } from '@/ui';
import type { UnitFields } from '../client/units';
import { UnitSelect } from './UnitSelect';

export function UnitForm({
  unit,
  action,
  without,
  onSave,
}: {
  unit: UnitFields;
  action: string;
  without?: ReadonlySet<string>;
  onSave: (fields: UnitFields) => Promise<unknown>;
}) {
  const { t } = useTranslation('people');
  const [name, setName] = useState(unit.name);
  const [parent, setParent] = useState(unit.parent_id);
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const isChanged = name.trim() !== unit.name || parent !== unit.parent_id;

  async function save(): Promise<void> {
    setProblem(null);
    try {
      await onSave({ name: name.trim(), parent_id: parent });
    } catch (error) {
      setProblem(asProblem(error));
      if (asProblem(error).errors.length === 0) toast.problem(error);
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <Stack>
        <TextInput
          label={t('field.name')}
          value={name}
          autoFocus={!unit.name}
          error={problem?.messageFor('name')}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <UnitSelect
          label={t('units.parent')}
          placeholder={t('units.top')}
          value={parent}
          error={problem?.messageFor('parent_id')}
          onChange={setParent}
          {...(without ? { without } : {})}
        />
        <Button
          type="submit"
          disabled={!isChanged || !name.trim()}
          style={{ alignSelf: 'flex-start' }}
        >
          {action}
        </Button>
      </Stack>
    </form>
  );
}
