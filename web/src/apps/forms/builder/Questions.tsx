/** The blocks of the form in order; one at a time is edited in place. */
import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { IconGripVertical, IconPlus } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, Notice } from '@/ui';
import { useDraft } from '../client/draft';
import type { Form } from '../client/forms';
import { useConditionWords } from '../features/conditionWords';
import { useDragOrder } from '../features/useDragOrder';
import { asks } from '../model/blocks';
import { fieldsBefore, fieldsOf } from '../model/conditions';
import { BlockCard } from './BlockCard';
import { BlockEditor } from './BlockEditor';
import { KindMenu } from './KindMenu';
import { useBlockActs } from './useBlockActs';
import classes from './builder.module.css';

export default function Questions({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { draft, view } = useDraft(form);
  const [activeId, setActive] = useState('');
  const acts = useBlockActs(draft, setActive);
  const { handle, row } = useDragOrder(acts.moveTo);
  const wordsOf = useConditionWords();
  const { blocks, problems } = view;
  const fields = useMemo(() => fieldsOf(blocks), [blocks]);
  const numbers = useMemo(() => numbersOf(blocks.map(asks)), [blocks]);
  const isFixed = !form.abilities.edit || view.state === 'conflict';

  return (
    <div className={classes.scroll}>
      <div className={classes.column}>
        {view.state === 'conflict' && (
          <Notice tone="danger" title={t('conflict.title')}>
            <p className={classes.conflict}>{t('conflict.body')}</p>
            <Button size="compact-sm" onClick={() => void draft.reload()}>
              {t('conflict.reload')}
            </Button>
          </Notice>
        )}
        {problems.blocks && blocks.length > 0 && <Notice tone="warning">{problems.blocks}</Notice>}
        {blocks.length === 0 && (
          <EmptyState drawing="form" title={t('empty.blocks')}>
            {t('empty.blocks.body')}
          </EmptyState>
        )}
        <ol className={classes.blocks} aria-label={t('tab.questions')}>
          {blocks.map((block, index) => (
            <li
              key={block.id}
              className={classes.block}
              data-active={(block.id === activeId && !isFixed) || undefined}
              data-kind={block.kind}
              {...(isFixed ? {} : row(index))}
            >
              {!isFixed && (
                <span className={classes.dragHandle} {...handle(index)} aria-hidden>
                  <IconGripVertical size={16} stroke={1.75} />
                </span>
              )}
              {block.id === activeId && !isFixed ? (
                <BlockEditor
                  block={block}
                  index={index}
                  count={blocks.length}
                  fields={fieldsBefore(blocks, block.id)}
                  problem={problems[block.id]}
                  acts={acts}
                />
              ) : (
                <BlockCard
                  block={block}
                  number={numbers[index] ?? 0}
                  problem={problems[block.id]}
                  shownIf={block.show_if ? wordsOf(block.show_if, fields) : ''}
                  isFixed={isFixed}
                  onEdit={setActive}
                />
              )}
            </li>
          ))}
        </ol>
        {!isFixed && (
          <div className={classes.addRow}>
            <KindMenu onChoose={(kind) => acts.add(kind, blocks.length)}>
              <Button variant="default" leftSection={<IconPlus size={18} stroke={1.75} />}>
                {t('block.add')}
              </Button>
            </KindMenu>
          </div>
        )}
      </div>
    </div>
  );
}

/** Numbers of the questions; sections and texts have none. */
function numbersOf(asking: readonly boolean[]): number[] {
  let last = 0;
  return asking.map((it) => (it ? ++last : 0));
}
