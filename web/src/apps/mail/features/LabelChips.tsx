/** The labels of a conversation, but for the one that the list shows anyway. */
import { useTranslation } from '@/platform/i18n';
import { isIn, isLabel, type Head } from '../model/mail';
import { useMail } from './MailContext';
import classes from './mail.module.css';

export function LabelChips({ emails }: { emails: readonly Head[] }) {
  const { t } = useTranslation('mail');
  const { boxes, boxId, place } = useMail();
  const isWide = place.box === 'search' || place.box === 'starred' || place.box === 'all';
  const shown = boxes.filter((box) => {
    if (box.id === boxId || !emails.some((email) => isIn(email, box.id))) return false;
    return isLabel(box) || (isWide && box.role === 'inbox');
  });
  return shown.map((box) => (
    <span
      key={box.id}
      className={classes.chip}
      style={box.color ? ({ '--label': box.color } as React.CSSProperties) : undefined}
    >
      {box.role === null && <LabelDot color={box.color} />}
      {box.role === null ? box.name : t(`box.${box.role}`)}
    </span>
  ));
}

export function LabelDot({ color }: { color: string }) {
  return (
    <i className={classes.dot} style={color ? { background: color } : undefined} aria-hidden />
  );
}
