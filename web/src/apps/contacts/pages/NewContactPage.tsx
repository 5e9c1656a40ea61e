/** Makes a contact, or a group of contacts. */
import { Button } from '@mantine/core';
import { useGo, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { AppLayout, Page, Toolbar } from '@/ui';
import { useCreateContact, type ContactFields } from '../client';
import { ContactForm } from '../features/ContactForm';
import { ContactsSide } from '../features/ContactsSide';
import { GroupForm } from '../features/GroupForm';

const FORM = 'new-contact';

export default function NewContactPage() {
  const { t } = useTranslation('contacts');
  const go = useGo();
  const [kind] = useQueryParam('kind');
  const isGroup = kind === 'group';
  const create = useCreateContact(isGroup);
  const title = t(isGroup ? 'group.new' : 'contact.new');
  const save = (fields: ContactFields) =>
    create.mutate(fields, { onSuccess: (made) => go(`/contacts/${made.id}`) });
  const Form = isGroup ? GroupForm : ContactForm;
  return (
    <AppLayout title={title} side={<ContactsSide />}>
      <Toolbar
        title={title}
        actions={
          <>
            <Button variant="default" onClick={() => go('/contacts')}>
              {t('cancel')}
            </Button>
            <Button type="submit" form={FORM} loading={create.isPending}>
              {t('save')}
            </Button>
          </>
        }
      />
      <Page width={720}>
        <Form key={kind} id={FORM} onSave={save} />
      </Page>
    </AppLayout>
  );
}
