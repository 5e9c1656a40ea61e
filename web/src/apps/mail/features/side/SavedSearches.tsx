/** The searches that the person keeps, one click away. */
import { ActionIcon } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { IconSearch, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { SideLink, SideSection, toast } from '@/ui';
import { keepSearch, removeSearch, searchesQuery } from '@/apps/mail/client/searches';
import { hrefOf } from '@/apps/mail/model/place';
import { useMail } from '../MailContext';
import classes from '../mail.module.css';

export function SavedSearches() {
  const { t } = useTranslation('mail');
  const { place } = useMail();
  const { data = [] } = useQuery(searchesQuery);
  if (data.length === 0) return null;
  return (
    <SideSection title={t('searches')}>
      {data.map(({ id, name, query }) => {
        const remove = async () => {
          await removeSearch(id);
          const undo = () => void keepSearch(name, query).catch(toast.problem);
          toast.show(t('searches.removed', { name }), { undo });
        };
        return (
          <SideLink
            key={id}
            to={hrefOf({ account: place.account, box: 'search', query })}
            icon={IconSearch}
            label={name}
            isActive={place.box === 'search' && place.query === query}
          >
            <ActionIcon
              className={classes.sideMore}
              variant="subtle"
              color="gray"
              size={26}
              aria-label={t('searches.remove', { name })}
              title={t('searches.remove', { name })}
              onClick={() => void remove().catch(toast.problem)}
            >
              <IconX size={16} stroke={1.75} />
            </ActionIcon>
          </SideLink>
        );
      })}
    </SideSection>
  );
}
