/** What is done with mail between certain addresses, for the whole organisation. */
import { useState } from 'react';
import { ActionIcon, Button, Switch } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, ListRow, PageSection, QueryState, RowList } from '@/ui';
import { orderRouting, routingQuery, saveRouting, type RoutingRule } from '../client';
import { work } from '../work';
import { RoutingForm } from './RoutingForm';

function swapped(rules: readonly RoutingRule[], from: number, to: number): string[] {
  const ids = rules.map((rule) => rule.id);
  const [id] = ids.splice(from, 1);
  if (id) ids.splice(to, 0, id);
  return ids;
}

export default function Routing() {
  const { t } = useTranslation('mail-admin');
  const query = useQuery(routingQuery);
  const [open, setOpen] = useState<RoutingRule | 'new' | null>(null);
  const rules = query.data ?? [];
  if (open) {
    return <RoutingForm rule={open === 'new' ? null : open} onClose={() => setOpen(null)} />;
  }
  const move = (from: number, to: number) =>
    void work(() => orderRouting(swapped(rules, from, to)));
  return (
    <PageSection
      title={t('routing')}
      description={t('routing.body')}
      actions={
        <Button leftSection={<IconPlus size={18} />} onClick={() => setOpen('new')}>
          {t('routing.new')}
        </Button>
      }
    >
      <QueryState
        query={query}
        isEmpty={rules.length === 0}
        empty={<EmptyState drawing="list" title={t('routing.none')} />}
      >
        <RowList label={t('routing')}>
          {rules.map((rule, index) => (
            <ListRow
              key={rule.id}
              title={rule.name}
              description={`${t(`direction.${rule.direction ?? 'both'}`)}: ${rule.sender} → ${rule.recipient} · ${t(`action.${rule.action}`)} ${rule.argument}`}
              actions={
                <>
                  <Arrow
                    label={t('routing.up', { name: rule.name })}
                    icon={IconArrowUp}
                    isOff={index === 0}
                    run={() => move(index, index - 1)}
                  />
                  <Arrow
                    label={t('routing.down', { name: rule.name })}
                    icon={IconArrowDown}
                    isOff={index === rules.length - 1}
                    run={() => move(index, index + 1)}
                  />
                  <Switch
                    aria-label={t('routing.enable', { name: rule.name })}
                    checked={rule.is_enabled ?? true}
                    onChange={(event) => {
                      const is_enabled = event.currentTarget.checked;
                      void work(() => saveRouting(rule.id, { ...rule, is_enabled }));
                    }}
                  />
                  <Button variant="default" onClick={() => setOpen(rule)}>
                    {t('change')}
                  </Button>
                </>
              }
            />
          ))}
        </RowList>
      </QueryState>
    </PageSection>
  );
}

interface ArrowProps {
  label: string;
  icon: typeof IconArrowUp;
  isOff: boolean;
  run: () => void;
}

function Arrow({ label, icon: Icon, isOff, run }: ArrowProps) {
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      aria-label={label}
      title={label}
      disabled={isOff}
      onClick={run}
    >
      <Icon size={18} stroke={1.75} />
    </ActionIcon>
  );
}
