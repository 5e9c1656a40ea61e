/** How far everybody of an applied plan is: one square a step, the reason where one failed. */
import { Table } from '@mantine/core';
import { Link } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import type { PersonProgress, Progress } from '../client/types';
import { ProgressState } from './PlanState';
import classes from './PlanTable.module.css';

function Steps({ steps }: { steps: PersonProgress['steps'] }) {
  const { t } = useTranslation('people');
  const done = steps.filter((it) => it.state === 'done').length;
  return (
    <span
      className={classes.steps}
      role="img"
      aria-label={t('progress.steps', { done, count: steps.length })}
    >
      {steps.map((step) => (
        <i key={step.key} className={classes.step} data-state={step.state} title={step.key} />
      ))}
    </span>
  );
}

export function ProgressTable({ progress }: { progress: Progress }) {
  const { t } = useTranslation('people');
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('field.name')}</Table.Th>
            <Table.Th>{t('field.email')}</Table.Th>
            <Table.Th>{t('plan.steps')}</Table.Th>
            <Table.Th>{t('filter.state')}</Table.Th>
            <Table.Th ta="right">{t('plan.time')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {progress.persons.map((person) => (
            <Table.Tr key={person.line}>
              <Table.Td>
                {person.person_id ? (
                  <Link to={`/people/${person.person_id}`} className={classes.person}>
                    {person.name}
                  </Link>
                ) : (
                  person.name
                )}
              </Table.Td>
              <Table.Td>{person.email}</Table.Td>
              <Table.Td>
                <Steps steps={person.steps} />
              </Table.Td>
              <Table.Td>
                <ProgressState state={person.state} />
                {person.error && <span className={classes.error}>{person.error}</span>}
              </Table.Td>
              <Table.Td ta="right" className="tabular">
                {person.seconds !== null &&
                  t('plan.seconds', { seconds: person.seconds.toFixed(1) })}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
