/** Where one goes when the open conversation has left: as the person chose. */
import { useGo } from '@/platform/app';
import { useMailSettings } from '@/apps/mail/client/settings';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import { usePane } from '../usePane';
import { useNeighbours } from './useNeighbours';

export function useAdvance(): { back: () => void; advance: () => void; list: string } {
  const { place } = useMail();
  const go = useGo();
  const { auto_advance: wish } = useMailSettings();
  const pane = usePane();
  const { newer, older } = useNeighbours();
  const box = place.box === 'thread' ? 'inbox' : place.box;
  const list = hrefOf({ ...place, box, thread: '' });
  const isStaying = wish === 'list' && pane === 'off';
  const next = isStaying ? '' : wish === 'newer' ? newer : older;
  return {
    list,
    back: () => go(list),
    advance: () => go(next ? hrefOf({ ...place, thread: next }) : list),
  };
}
