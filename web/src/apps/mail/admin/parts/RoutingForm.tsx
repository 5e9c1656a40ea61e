/** One routing rule. */
import { useState } from 'react';
import { Button, Group, Select, Stack, TextInput } from '@mantine/core';
import { asProblem, type ProblemError } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { confirm, PageSection, toast } from '@/ui';
import { removeRouting, saveRouting, type RoutingFields, type RoutingRule } from '../client';
import { work } from '../work';

const directions = ['both', 'in', 'out'] as const;
const actions = ['reject', 'quarantine', 'relay', 'header', 'copy'] as const;
/** Those that do something with the argument. */
const withArgument: readonly string[] = ['reject', 'relay', 'header', 'copy'];

interface Props {
  rule: RoutingRule | null;
  onClose: () => void;
}

const fresh: Required<RoutingFields> = {
  name: '',
  is_enabled: true,
  direction: 'both',
  sender: '*',
  recipient: '*',
  action: 'quarantine',
  argument: '',
};

export function RoutingForm({ rule, onClose }: Props) {
  const { t } = useTranslation('mail-admin');
  const [fields, setFields] = useState<Required<RoutingFields>>({ ...fresh, ...rule });
  const [problem, setProblem] = useState<ProblemError | null>(null);
  const set = (patch: Partial<RoutingFields>) => setFields((before) => ({ ...before, ...patch }));
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    setProblem(null);
    const deed = () =>
      saveRouting(rule?.id ?? null, fields).catch((error: unknown) => {
        setProblem(asProblem(error));
        throw error;
      });
    if (!(await work(deed))) return;
    toast.show(t('saved'), { tone: 'success' });
    onClose();
  }
  async function remove(): Promise<void> {
    const action = t('routing.remove');
    const isSure = await confirm({ title: t('routing.remove.title'), action, isDangerous: true });
    if (rule && isSure && (await work(() => removeRouting(rule.id)))) onClose();
  }
  return (
    <PageSection title={rule ? rule.name : t('routing.new')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack maw={520} gap="md">
          <TextInput
            label={t('routing.name')}
            value={fields.name}
            autoFocus
            maxLength={200}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <Select
            label={t('routing.direction')}
            allowDeselect={false}
            data={directions.map((value) => ({ value, label: t(`direction.${value}`) }))}
            value={fields.direction}
            onChange={(value) =>
              set({ direction: directions.find((it) => it === value) ?? 'both' })
            }
          />
          {(['sender', 'recipient'] as const).map((name) => (
            <TextInput
              key={name}
              label={t(`routing.${name}`)}
              description={t('routing.pattern')}
              value={fields[name]}
              error={problem?.messageFor(name)}
              onChange={(event) => set({ [name]: event.currentTarget.value })}
            />
          ))}
          <Select
            label={t('routing.action')}
            allowDeselect={false}
            data={actions.map((value) => ({ value, label: t(`action.${value}`) }))}
            value={fields.action}
            onChange={(value) =>
              set({ action: actions.find((it) => it === value) ?? 'quarantine' })
            }
          />
          {withArgument.includes(fields.action) && (
            <TextInput
              label={t(`argument.${fields.action}`)}
              value={fields.argument}
              maxLength={500}
              error={problem?.messageFor('argument')}
              onChange={(event) => set({ argument: event.currentTarget.value })}
            />
          )}
          <Group gap="xs">
            <Button type="submit" disabled={!fields.name.trim()}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            {rule && (
              <Button variant="subtle" color="red" ml="auto" onClick={() => void remove()}>
                {t('routing.remove')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </PageSection>
  );
}
