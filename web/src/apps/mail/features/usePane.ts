/** Where conversations are read: on a page of their own, or beside or below their list. */
import { useMediaQuery } from '@mantine/hooks';
import { useMailSettings } from '../client/settings';
import type { ReadingPane } from '../model/settings';

/** Below this width a list and a conversation have no room side by side. */
const WIDE = '(min-width: 1000px)';

export function usePane(): ReadingPane {
  const { reading_pane: wish } = useMailSettings();
  const isWide = useMediaQuery(WIDE, undefined, { getInitialValueInEffect: false });
  return isWide ? wish : 'off';
}
