/** The panel at the right: comments, versions or suggestions. */
import { useWorkbench } from './workbench';

export function Panels() {
  const { panel } = useWorkbench();
  return panel === null ? null : null;
}
