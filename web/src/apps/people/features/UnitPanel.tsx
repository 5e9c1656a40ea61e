/** One unit: its name and place, who is in it, and its end. */
import { ActionIcon, Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  confirm,
  ListRow,
  PeoplePicker,
  PersonAvatar,
  QueryState,
  RightPanel,
  RowList,
  toast,
  type PersonChoice,
} from '@/ui';
import { useDirectory, usePersonActions } from '../client/directory';
import type { Card } from '../client/types';
import { useUnitActions } from '../client/units';
import { UnitForm } from './UnitForm';
import { withBelow, type UnitLine } from './unitTree';

const onlyPeople = (choices: PersonChoice[]) => choices.filter((it) => it.kind !== 'group');

function People({ line }: { line: UnitLine }) {
  const { t } = useTranslation('people');
  const list = useDirectory({ q: '', state: '', role: '', kind: '', unit_id: line.unit.id });
  const { update } = usePersonActions();
  const place = (id: string, unit: string | null) => update(id, { unit_id: unit });
  const add = (choices: PersonChoice[]) =>
    void Promise.all(onlyPeople(choices).map((it) => place(it.id, line.unit.id))).catch(
      toast.problem,
    );
  async function drop(person: Card): Promise<void> {
    await place(person.id, null);
    toast.show(t('units.removed', { name: person.name }), {
      undo: () => place(person.id, person.unit?.id ?? null).catch(toast.problem),
    });
  }
  return (
    <Stack gap="sm">
      <Title order={3} fz="md">
        {t('units.people')}
      </Title>
      <PeoplePicker label={t('units.add')} value={[]} onChange={add} />
      <QueryState
        query={list}
        isEmpty={list.items.length === 0}
        empty={<Text c="dimmed">{t('units.nobody')}</Text>}
      >
        <RowList label={t('units.people')}>
          {list.items.map((person) => (
            <ListRow
              key={person.id}
              mark={<PersonAvatar name={person.name} seed={person.id} size={28} />}
              title={
                <Anchor component={Link} c="inherit" to={`/people/${person.id}`}>
                  {person.name}
                </Anchor>
              }
              description={person.unit?.id === line.unit.id ? person.title : person.unit?.name}
              actions={
                person.unit?.id === line.unit.id && (
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('units.remove', { name: person.name })}
                    onClick={() => void drop(person).catch(toast.problem)}
                  >
                    <IconX size={16} />
                  </ActionIcon>
                )
              }
            />
          ))}
        </RowList>
        {list.hasMore && (
          <Button variant="subtle" onClick={list.more}>
            {t('more')}
          </Button>
        )}
      </QueryState>
    </Stack>
  );
}

export function UnitPanel({
  line,
  lines,
  onClose,
  onAddBelow,
}: {
  line: UnitLine;
  lines: readonly UnitLine[];
  onClose: () => void;
  onAddBelow: () => void;
}) {
  const { t } = useTranslation('people');
  const actions = useUnitActions();
  const { unit } = line;
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('units.deleteTitle', { name: unit.name }),
      body: t('units.deleteBody'),
      action: t('units.delete'),
      isDangerous: true,
    });
    if (!isSure) return;
    await actions.remove(unit.id);
    onClose();
  }
  return (
    <RightPanel
      title={unit.name}
      onClose={onClose}
      foot={
        <>
          <Button variant="default" onClick={onAddBelow}>
            {t('units.addBelow')}
          </Button>
          <Button
            variant="subtle"
            color="red"
            disabled={line.hasChildren || line.total > 0}
            title={line.hasChildren || line.total > 0 ? t('units.notEmpty') : undefined}
            onClick={() => void remove().catch(toast.problem)}
          >
            {t('units.delete')}
          </Button>
        </>
      }
    >
      <Stack gap="lg">
        <UnitForm
          key={`${unit.name}-${unit.parent_id}`}
          unit={{ name: unit.name, parent_id: unit.parent_id }}
          action={t('save')}
          without={withBelow(lines, unit.id)}
          onSave={(fields) => actions.change(unit.id, fields)}
        />
        <People line={line} />
      </Stack>
    </RightPanel>
  );
}
