/** A version read as text, with what changed: additions and deletions in the colour of who wrote. */
import { useState } from 'react';
import { Button, SegmentedControl } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { colorOf, QueryState } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { useComparison, type ComparedBlock, type Comparison, type Version } from './client';
import classes from './versions.module.css';

interface Props {
  version: Version;
  /** The version before it; null when it is the first. */
  before: Version | null;
  onRestore: (() => void) | undefined;
}

const comparisons = ['before', 'now', 'none'] as const;
type Kind = (typeof comparisons)[number];

export function VersionView({ version, before, onRestore }: Props) {
  const { t } = useTranslation('docs');
  const { doc } = useWorkbench();
  const [kind, setKind] = useState<Kind>(before ? 'before' : 'now');
  const from = kind === 'before' && before ? before.id : version.id;
  const to = kind === 'now' ? 'now' : version.id;
  const comparison = useComparison(doc.id, from, to);
  return (
    <>
      <div className={classes.bar}>
        <SegmentedControl
          size="xs"
          aria-label={t('versions.compare')}
          value={kind}
          onChange={(value) => setKind(comparisons.find((it) => it === value) ?? 'none')}
          data={comparisons
            .filter((it) => it !== 'before' || before !== null)
            .map((value) => ({ value, label: t(`versions.compare.${value}`) }))}
        />
        {onRestore && (
          <Button size="xs" onClick={onRestore}>
            {t('versions.restore')}
          </Button>
        )}
      </div>
      <QueryState query={comparison}>
        {comparison.data && <Compared comparison={comparison.data} />}
      </QueryState>
    </>
  );
}

function Compared({ comparison: { people, blocks } }: { comparison: Comparison }) {
  const changers = new Set(blocks.flatMap((it) => it.parts.flatMap((part) => part.authors)));
  const color = (authors: number[]) => {
    const person = people[authors[0] ?? -1];
    return person ? colorOf(person.id ?? person.name) : 'var(--b-text-2)';
  };
  return (
    <>
      <p className={classes.legend}>
        {people.map(
          (person, index) =>
            changers.has(index) && (
              <span key={person.id ?? person.name} className={classes.author}>
                <i style={{ background: color([index]) }} aria-hidden />
                {person.name}
              </span>
            ),
        )}
      </p>
      <div className={classes.paper}>
        {blocks.map((block, index) => (
          <Block key={index} block={block} color={color} />
        ))}
      </div>
    </>
  );
}

interface BlockProps {
  block: ComparedBlock;
  color: (authors: number[]) => string;
}

function Block({ block, color }: BlockProps) {
  const { attributes, parts, is_in_table, is_reformatted } = block;
  return (
    <p
      className={classes.block}
      data-style={typeof attributes.style === 'string' ? attributes.style : 'normal'}
      data-list={typeof attributes.list === 'string' ? attributes.list : undefined}
      data-table={is_in_table || undefined}
      data-reformatted={is_reformatted || undefined}
    >
      {parts.map((part, index) => {
        const style = { '--person': color(part.authors) } as React.CSSProperties;
        if (part.change === 'insert')
          return (
            <ins key={index} style={style}>
              {part.text}
            </ins>
          );
        if (part.change === 'delete')
          return (
            <del key={index} style={style}>
              {part.text}
            </del>
          );
        return <span key={index}>{part.text}</span>;
      })}
    </p>
  );
}
