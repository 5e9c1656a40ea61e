/** Background work: how much waits, mail on its way out, and what gave up. */
import { Table, Text } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { AppLayout, Notice, Page, PageSection, QueryState, Toolbar, When } from '@/ui';
import { useBackgroundWork, type BackgroundWork } from '../client/administration';
import { DeadLetters } from '../features/DeadLetters';
import { PeopleSide } from '../features/PeopleSide';
import classes from '../features/Work.module.css';

function Queue({ work }: { work: BackgroundWork }) {
  const { t } = useTranslation('people');
  const formats = useFormats();
  return (
    <PageSection title={t('work.queue')} description={t('work.queueBody')}>
      {work.workers === 0 && <Notice tone="danger" title={t('work.nobody')} />}
      <div className={classes.scroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('work.lane')}</Table.Th>
              <Table.Th ta="end">{t('work.due')}</Table.Th>
              <Table.Th ta="end">{t('work.running')}</Table.Th>
              <Table.Th ta="end">{t('work.later')}</Table.Th>
              <Table.Th ta="end">{t('work.oldest')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {work.lanes.map((lane) => (
              <Table.Tr key={lane.lane}>
                <Table.Td>{t(`lane.${lane.lane}`)}</Table.Td>
                <Table.Td ta="end">{formats.number(lane.due)}</Table.Td>
                <Table.Td ta="end">{formats.number(lane.running)}</Table.Td>
                <Table.Td ta="end">{formats.number(lane.later)}</Table.Td>
                <Table.Td ta="end">
                  {lane.oldest_due_at ? <When at={lane.oldest_due_at} style="ago" /> : '–'}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </PageSection>
  );
}

function Outbound({ work }: { work: BackgroundWork }) {
  const { t } = useTranslation('people');
  return (
    <PageSection title={t('work.outbound')} description={t('work.outboundBody')}>
      {work.outbound.length === 0 ? (
        <Text c="dimmed">{t('work.outboundNone')}</Text>
      ) : (
        <div className={classes.scroll}>
          <Table>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('work.domain')}</Table.Th>
                <Table.Th ta="end">{t('work.messages')}</Table.Th>
                <Table.Th>{t('work.since')}</Table.Th>
                <Table.Th>{t('work.next')}</Table.Th>
                <Table.Th>{t('work.reply')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {work.outbound.map((one) => (
                <Table.Tr key={one.domain}>
                  <Table.Td>{one.domain}</Table.Td>
                  <Table.Td ta="end">{one.messages}</Table.Td>
                  <Table.Td>
                    <When at={one.oldest_at} style="ago" />
                  </Table.Td>
                  <Table.Td>
                    <When at={one.next_try_at} style="ago" />
                  </Table.Td>
                  <Table.Td className={classes.reply}>{one.reply || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </div>
      )}
    </PageSection>
  );
}

export default function WorkPage() {
  const { t } = useTranslation('people');
  const query = useBackgroundWork();
  const work = query.data;
  return (
    <AppLayout title={t('work.title')} side={<PeopleSide />}>
      <Toolbar title={t('work.title')} />
      <Page width={880}>
        <DeadLetters />
        <QueryState query={query} isEmpty={!work}>
          {work && (
            <>
              <Queue work={work} />
              <Outbound work={work} />
            </>
          )}
        </QueryState>
      </Page>
    </AppLayout>
  );
}
