/** Open accounts from a roster: drop a CSV, or return to a former plan. */
import { useState } from 'react';
import { Anchor } from '@mantine/core';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import {
  AppLayout,
  EmptyState,
  FileButton,
  FileDrop,
  QueryState,
  toast,
  Toolbar,
  VirtualList,
  When,
} from '@/ui';
import { uploadRoster, usePlans } from '../client/provisioning';
import { PeopleSide } from '../features/PeopleSide';
import { PlanState } from '../features/PlanState';
import { sampleRoster } from '../features/sampleRoster';
import row from '../features/PersonRow.module.css';

export default function JoinersPage() {
  const { t } = useTranslation('people');
  const go = useGo();
  const list = usePlans();
  const [isReading, setReading] = useState(false);
  async function take(files: File[]): Promise<void> {
    const file = files[0];
    if (!file) return;
    setReading(true);
    try {
      const plan = await uploadRoster(file);
      go(`/people/joiners/${plan.id}`);
    } catch (error) {
      toast.problem(error);
    } finally {
      setReading(false);
    }
  }
  const button = (
    <FileButton
      label={t(isReading ? 'joiners.reading' : 'joiners.choose')}
      accept=".csv,text/csv"
      variant="filled"
      onFiles={(files) => void take(files)}
    />
  );
  const sample = (
    <Anchor href={sampleRoster()} download="joiners.csv">
      {t('joiners.sample')}
    </Anchor>
  );
  return (
    <AppLayout title={t('joiners.title')} side={<PeopleSide />}>
      <FileDrop hint={t('joiners.drop')} onFiles={(files) => void take(files)}>
        <Toolbar
          title={t('joiners.title')}
          actions={
            list.items.length > 0 && (
              <>
                {sample}
                {button}
              </>
            )
          }
        />
        <QueryState
          query={list}
          isEmpty={list.items.length === 0}
          empty={
            <EmptyState drawing="person" title={t('joiners.empty')} action={button}>
              {t('joiners.emptyBody')} {sample}
            </EmptyState>
          }
        >
          <VirtualList
            items={list.items}
            label={t('joiners.title')}
            idOf={(plan) => plan.id}
            rowHeight={44}
            onActivate={(plan) => go(`/people/joiners/${plan.id}`)}
            onEndReached={list.more}
            renderRow={(plan) => (
              <>
                <div className={row.who}>
                  <span className={row.name}>{plan.source || t('joiners.roster')}</span>
                </div>
                <PlanState state={plan.state} />
                <span className={row.state}>
                  <When at={plan.created_at} />
                </span>
              </>
            )}
          />
        </QueryState>
      </FileDrop>
    </AppLayout>
  );
}
