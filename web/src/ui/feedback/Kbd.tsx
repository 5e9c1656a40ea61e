/** The key caps of a shortcut. */
import { caps } from '@/platform/keys';
import classes from './Kbd.module.css';

export function Kbd({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {caps(keys).flatMap((chord, at) =>
        chord.map((cap, index) => (
          <kbd key={`${at}-${index}`} className={classes.cap}>
            {cap}
          </kbd>
        )),
      )}
    </span>
  );
}
