/** Makes a contact. */
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { RightPanel } from '@/ui';
import { useCreateContact } from '../client';
import { ContactForm } from './ContactForm';

interface Props {
  onClose: () => void;
  onMade: (id: string) => void;
}

export function NewContactPanel({ onClose, onMade }: Props) {
  const { t } = useTranslation('contacts');
  const create = useCreateContact();
  return (
    <RightPanel
      title={t('contact.new')}
      onClose={onClose}
      foot={
        <Button type="submit" form="new-contact" loading={create.isPending}>
          {t('save')}
        </Button>
      }
    >
      <ContactForm
        id="new-contact"
        onSave={(fields) => create.mutate(fields, { onSuccess: (made) => onMade(made.id) })}
      />
    </RightPanel>
  );
}
