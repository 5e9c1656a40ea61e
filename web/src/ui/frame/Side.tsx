/** Parts of an app's side bar: the one primary action, headings and links. */
import { use, type ComponentProps, type ReactNode } from 'react';
import { Button } from '@mantine/core';
import { IconPlus, type Icon } from '@tabler/icons-react';
import { Link, usePathname } from '@/platform/app';
import { SideContext } from './SideContext';
import classes from './Side.module.css';

interface ActionProps extends Omit<ComponentProps<typeof Button<'button'>>, 'leftSection'> {
  icon?: Icon;
}

/** The primary action on top of the side bar ("Write", "New", "Create"). */
export function PrimaryAction({ icon: Icon = IconPlus, children, ...rest }: ActionProps) {
  // A menu that this opens hands it a class name of its own.
  const className = [classes.primary, rest.className].filter(Boolean).join(' ');
  return (
    <Button leftSection={<Icon size={18} stroke={2} />} size="sm" {...rest} className={className}>
      {children}
    </Button>
  );
}

export function SideSection({
  title,
  action,
  children,
}: {
  title?: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className={classes.section}>
      {title && (
        <div className={classes.heading}>
          <h2>{title}</h2>
          {action}
        </div>
      )}
      <ul className={classes.links}>{children}</ul>
    </div>
  );
}

interface SideLinkProps {
  to: string;
  icon?: Icon;
  /** Instead of an icon: a coloured dot, an avatar. */
  mark?: ReactNode;
  label: string;
  count?: number;
  /** Default: the address equals or lies below `to`. */
  isActive?: boolean;
  /** Active only on exactly this address. */
  exact?: boolean;
  onDrop?: (event: React.DragEvent) => void;
  /** Given where the entry itself can be dragged. */
  onDragStart?: (event: React.DragEvent) => void;
  depth?: number;
  /** Buttons beside the link. */
  children?: ReactNode;
}

export function SideLink(props: SideLinkProps) {
  const { to, icon: Icon, mark, label, count = 0, exact, depth = 0, onDrop, onDragStart } = props;
  const path = usePathname();
  const { close } = use(SideContext);
  const target = to.split('?')[0] ?? to;
  const isHere = path === target || (!exact && path.startsWith(`${target}/`));
  const isActive = props.isActive ?? isHere;
  return (
    <li
      className={classes.entry}
      draggable={onDragStart ? true : undefined}
      onDragStart={onDragStart}
    >
      <Link
        to={to}
        className={classes.link}
        data-active={isActive || undefined}
        aria-current={isActive ? 'page' : undefined}
        onClick={close}
        style={depth ? { paddingLeft: 8 + depth * 16 } : undefined}
        onDragOver={onDrop && ((event) => event.preventDefault())}
        onDrop={onDrop}
      >
        {Icon ? <Icon size={18} stroke={1.75} aria-hidden /> : mark}
        <span className={classes.label}>{label}</span>
        {count > 0 && <span className={classes.count}>{count}</span>}
      </Link>
      {props.children}
    </li>
  );
}
