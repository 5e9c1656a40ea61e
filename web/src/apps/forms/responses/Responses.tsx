/** What came in: the counts, the table, what is held for review, and one response at the right. */
import { useState } from 'react';
import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useGo, usePathParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState, usePhone } from '@/ui';
import type { Form } from '../client/forms';
import { useResponses, useSummary, type ResponseState } from '../client/responses';
import { readBlocks } from '../model/blocks';
import { ColumnChoice, useColumns } from './columns';
import { Counts } from './Counts';
import { ResponsePanel } from './ResponsePanel';
import { ResponseTable } from './ResponseTable';
import classes from './responses.module.css';

type View = 'summary' | ResponseState;

export default function Responses({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const go = useGo();
  const isPhone = usePhone();
  const openId = usePathParam('response');
  const [view, setView] = useState<View>('accepted');
  const summary = useSummary(form.id);
  const held = summary.data?.held ?? 0;
  const accepted = summary.data?.accepted ?? form.response_count;
  const columns = useColumns(form.id, summary.data?.questions ?? []);
  const here = `/forms/${form.id}/responses`;
  const views = [
    { value: 'accepted', label: t('responses.all', { count: accepted }) },
    { value: 'summary', label: t('responses.summary') },
    { value: 'held', label: t('responses.held', { count: held }) },
  ];
  return (
    <div className={classes.split}>
      <div className={classes.main}>
        <div className={classes.tools}>
          <SegmentedControl
            size="xs"
            aria-label={t('tab.responses')}
            value={view}
            data={views}
            onChange={(next) => setView(next as View)}
          />
          <span className={classes.grow} />
          {view !== 'summary' && !isPhone && <ColumnChoice columns={columns} />}
          <Button
            component="a"
            href={`/api/v1/forms/${form.id}/responses.csv`}
            download
            size="xs"
            variant="default"
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('export')}
          </Button>
        </div>
        {view === 'summary' ? (
          <QueryState
            query={summary}
            isEmpty={!summary.data || summary.data.counted === 0}
            empty={<NoResponses form={form} />}
          >
            {summary.data && <Counts summary={summary.data} />}
          </QueryState>
        ) : (
          <Table
            key={view}
            form={form}
            state={view}
            columns={columns}
            activeId={openId}
            onOpen={(id) => go(`${here}/${id}`, { replace: openId !== '' })}
          />
        )}
      </div>
      {openId && (
        <ResponsePanel
          key={openId}
          formId={form.id}
          responseId={openId}
          onClose={() => go(here, { replace: true })}
        />
      )}
    </div>
  );
}

interface TableProps {
  form: Form;
  state: ResponseState;
  columns: ReturnType<typeof useColumns>;
  activeId: string;
  onOpen: (id: string) => void;
}

function Table({ form, state, columns, activeId, onOpen }: TableProps) {
  const { t } = useTranslation('forms');
  const responses = useResponses(form.id, state);
  const empty =
    state === 'held' ? (
      <EmptyState drawing="list" title={t('empty.held')}>
        {t('empty.held.body')}
      </EmptyState>
    ) : (
      <NoResponses form={form} />
    );
  return (
    <QueryState query={responses} isEmpty={responses.items.length === 0} empty={empty}>
      <ResponseTable
        rows={responses.items}
        columns={columns.shown}
        label={t('tab.responses')}
        showsWho={columns.showsWho || readBlocks(form.blocks).length === 0}
        activeId={activeId}
        onOpen={onOpen}
        onEndReached={responses.more}
      />
    </QueryState>
  );
}

function NoResponses({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const go = useGo();
  const isPublished = form.version_number > 0;
  const action = form.abilities.edit && (
    <Button
      variant="default"
      onClick={() => go(isPublished ? `/forms/${form.id}/share` : `/forms/${form.id}`)}
    >
      {isPublished ? t('share.do') : t('tab.questions')}
    </Button>
  );
  return (
    <EmptyState drawing="form" title={t('empty.responses')} action={action}>
      {isPublished ? t('empty.responses.body') : t('empty.responses.draft')}
    </EmptyState>
  );
}
