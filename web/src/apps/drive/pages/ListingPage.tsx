/** Shared with me, recent, starred. */
import { usePathname } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';
import { useListing, type Listing } from '../client/nodes';
import { NodeListing } from '../features/NodeListing';

function useWhich(): Listing {
  const last = usePathname().split('/')[2];
  return last === 'recent' || last === 'starred' ? last : 'shared';
}

export default function ListingPage() {
  const { t } = useTranslation('drive');
  const which = useWhich();
  const list = useListing(which);
  const title = t(`view.${which}`);
  return (
    <NodeListing
      list={list}
      label={title}
      title={title}
      empty={
        <EmptyState drawing="folder" title={t(`empty.${which}`)}>
          {t(`empty.${which}.body`)}
        </EmptyState>
      }
    />
  );
}
