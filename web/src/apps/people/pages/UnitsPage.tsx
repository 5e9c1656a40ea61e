/** The organisation's tree: departments, teams, sites. A unit opens in the panel. */
import { useState } from 'react';
import { Button } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, EmptyState, QueryState, RightPanel, Toolbar, VirtualList } from '@/ui';
import { useUnits } from '../client/directory';
import { useUnitActions } from '../client/units';
import { PeopleSide } from '../features/PeopleSide';
import { UnitForm } from '../features/UnitForm';
import { UnitPanel } from '../features/UnitPanel';
import { openLines, unitLines, type UnitLine } from '../features/unitTree';
import row from '../features/PersonRow.module.css';
import classes from '../features/Units.module.css';

function NewUnit({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const { t } = useTranslation('people');
  const actions = useUnitActions();
  const [below] = useQueryParam('below');
  return (
    <RightPanel title={t('units.new')} onClose={onClose}>
      <UnitForm
        unit={{ name: '', parent_id: below || null }}
        action={t('units.create')}
        onSave={async (fields) => onMade((await actions.create(fields)).id)}
      />
    </RightPanel>
  );
}

function Line({
  line,
  isClosed,
  onToggle,
}: {
  line: UnitLine;
  isClosed: boolean;
  onToggle: () => void;
}) {
  const { t } = useTranslation('people');
  const Chevron = isClosed ? IconChevronRight : IconChevronDown;
  return (
    <>
      <span
        className={classes.chevron}
        style={{ marginLeft: line.depth * 24 }}
        aria-hidden
        onClick={(event) => {
          if (!line.hasChildren) return;
          event.stopPropagation();
          onToggle();
        }}
      >
        {line.hasChildren && <Chevron size={16} />}
      </span>
      <div className={row.who}>
        <span className={row.name}>{line.unit.name}</span>
      </div>
      <span className={row.state}>{t('groups.count', { count: line.total })}</span>
    </>
  );
}

function useClosed() {
  const [closed, setClosed] = useState<ReadonlySet<string>>(new Set());
  function toggle(id: string): void {
    const next = new Set(closed);
    if (!next.delete(id)) next.add(id);
    setClosed(next);
  }
  return { closed, toggle };
}

/** Arrow right opens, arrow left closes, as in every tree. */
function wantsToggle(key: string, line: UnitLine, isClosed: boolean): boolean {
  return line.hasChildren && key === (isClosed ? 'ArrowRight' : 'ArrowLeft');
}

export default function UnitsPage() {
  const { t } = useTranslation('people');
  const go = useGo();
  const id = usePathParam('id');
  const [isNew] = useQueryParam('new');
  const query = useUnits();
  const { closed, toggle } = useClosed();
  const lines = unitLines(query.data ?? []);
  const open = lines.find((line) => line.unit.id === id);
  const close = () => go('/people/units');
  const panel = isNew ? (
    <NewUnit onClose={close} onMade={(it) => go(`/people/units/${it}`)} />
  ) : (
    open && (
      <UnitPanel
        key={open.unit.id}
        line={open}
        lines={lines}
        onClose={close}
        onAddBelow={() => go(`/people/units?new=1&below=${open.unit.id}`)}
      />
    )
  );
  return (
    <AppLayout title={t('units')} side={<PeopleSide />} panel={panel}>
      <Toolbar
        title={t('units')}
        actions={
          <Button variant="default" onClick={() => go('/people/units?new=1')}>
            {t('units.new')}
          </Button>
        }
      />
      <QueryState
        query={query}
        isEmpty={lines.length === 0}
        empty={
          <EmptyState drawing="folder" title={t('units.empty')}>
            {t('units.emptyBody')}
          </EmptyState>
        }
      >
        <VirtualList
          items={openLines(lines, closed)}
          label={t('units')}
          role="tree"
          idOf={(line) => line.unit.id}
          rowHeight={40}
          activeId={id || undefined}
          onActivate={(line) => go(`/people/units/${line.unit.id}`)}
          onRowKey={(event, line) => {
            if (!wantsToggle(event.key, line, closed.has(line.unit.id))) return false;
            toggle(line.unit.id);
            return true;
          }}
          rowProps={(line) => ({
            'aria-level': line.depth + 1,
            ...(line.hasChildren ? { 'aria-expanded': !closed.has(line.unit.id) } : {}),
          })}
          renderRow={(line) => (
            <Line
              line={line}
              isClosed={closed.has(line.unit.id)}
              onToggle={() => toggle(line.unit.id)}
            />
          )}
        />
      </QueryState>
    </AppLayout>
  );
}
