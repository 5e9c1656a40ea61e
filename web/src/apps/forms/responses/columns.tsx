/** Which columns the table shows; remembered on this device for each form. */
import { useState } from 'react';
import { Button, Checkbox, Popover, ScrollArea, Stack } from '@mantine/core';
import { IconColumns3 } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Tally } from '../client/responses';

const SHOWN_AT_FIRST = 6;
const WHO = '-who';

export interface Column {
  id: string;
  label: string;
  kind: string;
}

export interface Columns {
  all: Column[];
  shown: Column[];
  /** Whether name and address of who answered have a column. */
  showsWho: boolean;
  isShown: (id: string) => boolean;
  toggle: (id: string) => void;
}

function readChosen(key: string): string[] | null {
  const stored = window.localStorage.getItem(key);
  return stored === null ? null : stored.split(',');
}

export function useColumns(formId: string, questions: readonly Tally[]): Columns {
  const key = `bureau.forms.columns.${formId}`;
  const [chosen, setChosen] = useState(() => readChosen(key));
  const all = questions.map((it) => ({ id: it.block_id, label: it.label, kind: it.kind }));
  const ids = chosen ?? [WHO, ...all.slice(0, SHOWN_AT_FIRST).map((it) => it.id)];
  const isShown = (id: string) => ids.includes(id);
  function toggle(id: string): void {
    const next = isShown(id) ? ids.filter((it) => it !== id) : [...ids, id];
    window.localStorage.setItem(key, next.join(','));
    setChosen(next);
  }
  return {
    all,
    shown: all.filter((it) => isShown(it.id)),
    showsWho: isShown(WHO),
    isShown,
    toggle,
  };
}

export function ColumnChoice({ columns }: { columns: Columns }) {
  const { t } = useTranslation('forms');
  return (
    <Popover position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <Button size="xs" variant="default" leftSection={<IconColumns3 size={16} stroke={1.75} />}>
          {t('columns')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <ScrollArea.Autosize mah={360}>
          <Stack gap="xs" maw={320}>
            {[{ id: WHO, label: t('who') }, ...columns.all].map((it) => (
              <Checkbox
                key={it.id}
                label={it.label}
                checked={columns.isShown(it.id)}
                onChange={() => columns.toggle(it.id)}
              />
            ))}
          </Stack>
        </ScrollArea.Autosize>
      </Popover.Dropdown>
    </Popover>
  );
}
