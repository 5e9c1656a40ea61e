/** A block as it stands in the form, while it is not being edited. A click starts editing. */
import { memo } from 'react';
import { IconEyeCheck, IconPaperclip, IconStar } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { Notice } from '@/ui';
import type { Block } from '../model/blocks';
import { kindIcon } from './kindLook';
import classes from './builder.module.css';

interface Props {
  block: Block;
  /** Number among the questions; 0 for sections and texts. */
  number: number;
  problem: string | undefined;
  /** The condition in words, empty for none. */
  shownIf: string;
  isFixed: boolean;
  onEdit: (id: string) => void;
}

export const BlockCard = memo(function BlockCard(props: Props) {
  const { block, number, problem, shownIf, isFixed, onEdit } = props;
  const { t } = useTranslation('forms');
  const Icon = kindIcon[block.kind];
  const label = block.label || t('block.unnamed');
  return (
    <div className={classes.rest} data-kind={block.kind}>
      <div className={classes.restHead}>
        <Icon size={18} stroke={1.75} aria-hidden className={classes.kindIcon} />
        <h3 className={classes.label} data-empty={!block.label || undefined}>
          {isFixed ? (
            label
          ) : (
            <button
              type="button"
              id={`edit-${block.id}`}
              className={classes.open}
              onClick={() => onEdit(block.id)}
            >
              {number > 0 && <span className={classes.number}>{number}.</span>}
              {label}
            </button>
          )}
          {block.required && (
            <span className={classes.required} title={t('required')}>
              *<span className="visually-hidden">{t('required')}</span>
            </span>
          )}
        </h3>
      </div>
      {block.help && <p className={classes.help}>{block.help}</p>}
      <Answering block={block} />
      {shownIf && (
        <p className={classes.shownIf}>
          <IconEyeCheck size={16} stroke={1.75} aria-hidden />
          <span>{t('condition.shown', { condition: shownIf })}</span>
        </p>
      )}
      {problem && <Notice tone="warning">{problem}</Notice>}
    </div>
  );
});

const SHOWN_OPTIONS = 6;

/** How the question is answered, drawn rather than operable. */
function Answering({ block }: { block: Block }) {
  const { t } = useTranslation('forms');
  if (block.options) return <Options block={block} />;
  if (block.kind === 'rating') {
    const stars = Array.from({ length: Number(block.max ?? 5) }, (_, index) => index);
    return (
      <div className={classes.stars} aria-hidden>
        {stars.map((star) => (
          <IconStar key={star} size={20} stroke={1.5} />
        ))}
      </div>
    );
  }
  if (block.kind === 'scale') {
    const ends = [block.low_label, block.high_label].map((it) => it ?? '');
    return (
      <p className={classes.ghost}>
        {ends[0]} {Number(block.min ?? 1)} – {Number(block.max ?? 5)} {ends[1]}
      </p>
    );
  }
  if (block.kind === 'file') {
    return (
      <p className={classes.ghost}>
        <IconPaperclip size={16} stroke={1.75} aria-hidden />
        {t('files.most', { count: block.max_files ?? 1 })}
      </p>
    );
  }
  return null;
}

function Options({ block }: { block: Block }) {
  const { t } = useTranslation('forms');
  const options = block.options ?? [];
  const hidden = options.length - SHOWN_OPTIONS;
  return (
    <ul className={classes.restOptions} data-kind={block.kind}>
      {options.slice(0, SHOWN_OPTIONS).map((option) => (
        <li key={option.key}>
          {option.label || t('option.unnamed')}
          {option.show_if && (
            <IconEyeCheck size={14} stroke={1.75} aria-label={t('option.conditional')} />
          )}
        </li>
      ))}
      {hidden > 0 && <li data-more>{t('options.more', { count: hidden })}</li>}
      {block.other && <li>{t('option.other')}</li>}
    </ul>
  );
}
