/** The icon of a file or folder, in the colour of its kind. */
import { iconOf, kindOf, type Typed } from '../model/files';
import classes from './drive.module.css';

export function FileIcon({ node, size = 20 }: { node: Typed; size?: number }) {
  const kind = kindOf(node);
  const Icon = iconOf[kind];
  return <Icon className={classes.icon} data-kind={kind} size={size} stroke={1.75} aria-hidden />;
}
