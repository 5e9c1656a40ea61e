/** Shared with me, recent, starred. */
import { usePathname } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { EmptyState } from '@/ui';
import { useListing, type Listing, type Node } from '../client/nodes';
import { NodeListing } from '../features/NodeListing';
import { spanOf } from '../model/spans';

function useWhich(): Listing {
  const last = usePathname().split('/')[2];
  return last === 'recent' || last === 'starred' ? last : 'shared';
}

export default function ListingPage() {
  const { t } = useTranslation('drive');
  const which = useWhich();
  const list = useListing(which);
  const title = t(`view.${which}`);
  const when = (node: Node | undefined) =>
    node && t(`when.${spanOf((which === 'shared' && node.shared_at) || node.modified_at)}`);
  return (
    <NodeListing
      list={list}
      label={title}
      title={title}
      {...(which === 'starred'
        ? {}
        : {
            headingOf: (node: Node, before: Node | undefined) =>
              when(node) === when(before) ? null : (when(node) ?? null),
          })}
      empty={
        <EmptyState drawing="folder" title={t(`empty.${which}`)}>
          {t(`empty.${which}.body`)}
        </EmptyState>
      }
    />
  );
}
