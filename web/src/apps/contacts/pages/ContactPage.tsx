/** One contact, to be read or changed. */
import { Button } from '@mantine/core';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { AppLayout, Page, QueryState, Toolbar } from '@/ui';
import { useChangeContact, useContact, type Contact } from '../client';
import { BackButton } from '../features/BackButton';
import { ContactActions } from '../features/ContactActions';
import { ContactForm } from '../features/ContactForm';
import { ContactsSide } from '../features/ContactsSide';
import { ContactView } from '../features/ContactView';
import { GroupForm } from '../features/GroupForm';
import { useDelete } from '../features/useDelete';

const FORM = 'contact-form';

function Edited({ contact, onDone }: { contact: Contact; onDone: () => void }) {
  const { t } = useTranslation('contacts');
  const change = useChangeContact(contact);
  const Form = contact.kind === 'group' ? GroupForm : ContactForm;
  return (
    <>
      <Toolbar
        title={contact.name}
        actions={
          <>
            <Button variant="default" onClick={onDone}>
              {t('cancel')}
            </Button>
            <Button type="submit" form={FORM} loading={change.isPending}>
              {t('save')}
            </Button>
          </>
        }
      />
      <Page width={720}>
        <Form
          id={FORM}
          contact={contact}
          onSave={(fields) => change.mutate(fields, { onSuccess: onDone })}
        />
      </Page>
    </>
  );
}

function Read({ contact, onEdit }: { contact: Contact; onEdit: () => void }) {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const remove = useDelete();
  const back = () => go(`/contacts${window.location.search}`);
  const drop = () => {
    back();
    void remove([contact]);
  };
  const keys = [{ keys: 'Escape', label: t('back'), group: t('app'), run: back }];
  const changes = [
    { keys: 'e', label: t('edit'), group: t('app'), run: onEdit },
    { keys: '#', label: t('delete'), group: t('app'), run: drop },
  ];
  useShortcuts(contact.may_change ? [...keys, ...changes] : keys);
  return (
    <>
      <Toolbar
        title={<BackButton onBack={back} />}
        actions={<ContactActions contact={contact} onEdit={onEdit} onDelete={drop} />}
      />
      <ContactView contact={contact} />
    </>
  );
}

export default function ContactPage() {
  const { t } = useTranslation('contacts');
  const query = useContact(usePathParam('id'));
  const [isEdited, setEdited] = useQueryParam('edit');
  const contact = query.data;
  return (
    <AppLayout title={contact?.name ?? t('app')} side={<ContactsSide />}>
      <QueryState query={query} isEmpty={!contact}>
        {contact &&
          (isEdited && contact.may_change ? (
            <Edited key={contact.id} contact={contact} onDone={() => setEdited(undefined)} />
          ) : (
            <Read key={contact.id} contact={contact} onEdit={() => setEdited('1')} />
          ))}
      </QueryState>
    </AppLayout>
  );
}
