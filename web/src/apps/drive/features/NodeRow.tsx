/** One file or folder in a list. */
import type { MouseEvent } from 'react';
import { IconCheck, IconDots, IconLock, IconStarFilled, IconUsers } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { usePhone, When } from '@/ui';
import type { Node } from '../client/nodes';
import { FileIcon } from './FileIcon';
import type { Browsing } from './useBrowsing';
import classes from './drive.module.css';

interface Props {
  node: Node;
  browsing: Browsing;
  /** In the trash the time is when it was put there. */
  isTrash?: boolean;
}

export function NodeRow(props: Props) {
  return usePhone() ? <Tall {...props} /> : <Wide {...props} />;
}

function Wide({ node, browsing, isTrash }: Props) {
  const { size } = useFormats();
  return (
    <>
      <Mark node={node} browsing={browsing} />
      <span className={classes.name}>
        <span className={classes.nameText} title={node.name}>
          {node.name}
        </span>
        <Badges node={node} />
      </span>
      <span className={classes.person}>{node.modified_by?.name}</span>
      <span className={classes.time}>
        <When at={isTrash ? node.trashed_at : node.modified_at} />
      </span>
      <span className={classes.size}>{node.is_folder ? '–' : size(node.size_bytes)}</span>
      <More node={node} browsing={browsing} />
    </>
  );
}

function Tall({ node, browsing, isTrash }: Props) {
  const { size } = useFormats();
  return (
    <>
      <Mark node={node} browsing={browsing} />
      <span className={classes.tall}>
        <span className={classes.name}>
          <span className={classes.nameText}>{node.name}</span>
          <Badges node={node} />
        </span>
        <span className={classes.facts}>
          <When at={isTrash ? node.trashed_at : node.modified_at} />
          {!node.is_folder && ` · ${size(node.size_bytes)}`}
        </span>
      </span>
      <More node={node} browsing={browsing} />
    </>
  );
}

/** The icon; a press on it adds the row to what is chosen. The space bar does the same. */
export function Mark({ node, browsing }: Props) {
  const isChosen = browsing.selection.has(node.id);
  return (
    <span
      className={classes.mark}
      onClick={(event: MouseEvent) => {
        event.stopPropagation();
        browsing.choose(node);
      }}
    >
      <FileIcon node={node} />
      <span className={classes.check} data-checked={isChosen || undefined} aria-hidden>
        {isChosen && <IconCheck size={14} stroke={3} />}
      </span>
    </span>
  );
}

/** Opens the menu for the mouse; the keyboard has the menu key and the shortcuts. */
export function More({ node, browsing }: Props) {
  return (
    <span
      className={classes.more}
      aria-hidden
      onDoubleClick={(event: MouseEvent) => event.stopPropagation()}
      onClick={(event: MouseEvent) => {
        event.stopPropagation();
        const box = event.currentTarget.getBoundingClientRect();
        browsing.openMenu({ x: box.left, y: box.bottom }, node);
      }}
    >
      <IconDots size={18} stroke={1.75} />
    </span>
  );
}

export function Badges({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  return (
    <span className={classes.badges}>
      {node.is_starred && (
        <IconStarFilled className={classes.star} size={14} aria-label={t('starred')} role="img" />
      )}
      {node.is_limited ? (
        <IconLock size={14} stroke={2} aria-label={t('limited')} role="img" />
      ) : (
        node.is_shared && <IconUsers size={14} stroke={2} aria-label={t('shared')} role="img" />
      )}
    </span>
  );
}
