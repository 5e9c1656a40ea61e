/** The rows of a plan before it is applied: what each would do, and what is wrong with it. */
import { Table } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import type { Plan, PlanRow } from '../client/types';
import { RowAction } from './PlanState';
import classes from './PlanTable.module.css';

type RowProblem = Plan['problems'][number];

function ProblemText({ problem }: { problem: RowProblem }) {
  return (
    <span className={classes.problem}>
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden />
      <span>
        {problem.column && <b>{problem.column}: </b>}
        {problem.message}
      </span>
    </span>
  );
}

function Changes({ changes }: { changes: PlanRow['changes'] }) {
  const { t } = useTranslation('people');
  const names = Object.keys(changes);
  if (names.length === 0) return null;
  return <span className={classes.changes}>{t('plan.changes', { fields: names.join(', ') })}</span>;
}

/** Problems of lines that hold no readable row (header, encoding). */
function useLooseProblems(plan: Plan): RowProblem[] {
  const lines = new Set(plan.rows.map((row) => row.line));
  return plan.problems.filter((problem) => !lines.has(problem.line));
}

export function PlanTable({ plan }: { plan: Plan }) {
  const { t } = useTranslation('people');
  const loose = useLooseProblems(plan);
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table verticalSpacing={8} horizontalSpacing="md" highlightOnHover>
        <Table.Thead>
          <Table.Tr>
            <Table.Th w={64}>{t('plan.line')}</Table.Th>
            <Table.Th>{t('field.name')}</Table.Th>
            <Table.Th>{t('field.email')}</Table.Th>
            <Table.Th>{t('plan.what')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {loose.map((problem) => (
            <Table.Tr key={`${problem.line}-${problem.message}`} data-problem>
              <Table.Td className="tabular">{problem.line || '–'}</Table.Td>
              <Table.Td colSpan={3}>
                <ProblemText problem={problem} />
              </Table.Td>
            </Table.Tr>
          ))}
          {plan.rows.map((row) => (
            <Table.Tr key={row.line} className={row.problems?.length ? classes.wrong : undefined}>
              <Table.Td className="tabular">{row.line}</Table.Td>
              <Table.Td>{row.name}</Table.Td>
              <Table.Td>{row.email}</Table.Td>
              <Table.Td>
                {row.problems?.length ? (
                  row.problems.map((problem) => (
                    <ProblemText key={problem.column + problem.message} problem={problem} />
                  ))
                ) : (
                  <>
                    <RowAction action={row.action} />{' '}
                    {row.action === 'update' && <Changes changes={row.changes} />}
                  </>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
