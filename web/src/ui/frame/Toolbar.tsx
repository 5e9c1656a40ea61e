/** The row above the content: where one is at the left, what one can do at the right. */
import { use, type ReactNode } from 'react';
import { SideContext } from './SideContext';
import classes from './Toolbar.module.css';

interface Props {
  /** Heading or breadcrumbs. */
  title?: ReactNode;
  /** Left part after the title: filters, selection actions. */
  children?: ReactNode;
  /** Right-aligned buttons. */
  actions?: ReactNode;
  /** A second row beside the first has no button for the side bar. */
  hasToggle?: boolean;
}

export function Toolbar({ title, children, actions, hasToggle = true }: Props) {
  const { toggle } = use(SideContext);
  return (
    <div className={classes.toolbar}>
      {hasToggle && toggle}
      {typeof title === 'string' ? <h1 className={classes.title}>{title}</h1> : title}
      <div className={classes.middle}>{children}</div>
      {actions && <div className={classes.actions}>{actions}</div>}
    </div>
  );
}

/** A page of text or settings: scrolls, with a readable width. */
export function Page({ children, width = 760 }: { children: ReactNode; width?: number }) {
  return (
    <div className={classes.scroll}>
      <div className={classes.page} style={{ maxWidth: width }}>
        {children}
      </div>
    </div>
  );
}

/** A titled part of a page. */
export function PageSection({
  title,
  description,
  actions,
  children,
}: {
  title: string;
  description?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <div>
          <h2>{title}</h2>
          {description && <p>{description}</p>}
        </div>
        {actions}
      </div>
      {children}
    </section>
  );
}
