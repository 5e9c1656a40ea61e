/** Choose a template; its text comes where the cursor is, its subject where there is none. */
import { useState } from 'react';
import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { textOf } from '@/editor/text';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, QueryState } from '@/ui';
import { edit } from '@/apps/mail/client/drafts';
import { insertHtml } from '@/apps/mail/client/editors';
import { templatesQuery, type Template } from '@/apps/mail/client/templates';
import type { Compose } from '@/apps/mail/model/compose';
import classes from './composer.module.css';

interface Props {
  compose: Compose;
  onClose: () => void;
}

const matches = (template: Template, text: string) =>
  `${template.name} ${template.subject}`.toLowerCase().includes(text.toLowerCase());

export default function TemplateDialog({ compose, onClose }: Props) {
  const { t } = useTranslation('mail');
  const query = useQuery(templatesQuery);
  const [text, setText] = useState('');
  const found = (query.data ?? []).filter((it) => matches(it, text));
  function insert(template: Template): void {
    onClose();
    if (!compose.subject.trim()) edit(compose.key, { subject: template.subject });
    // The dialog gives the focus back first.
    window.setTimeout(() => insertHtml(compose.key, template.html), 50);
  }
  return (
    <Modal
      opened
      onClose={onClose}
      title={t('template.insert')}
      size={520}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <TextInput
        data-autofocus
        aria-label={t('template.find')}
        placeholder={t('template.find')}
        leftSection={<IconSearch size={16} stroke={1.75} />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <QueryState
        query={query}
        isEmpty={found.length === 0}
        empty={
          <EmptyState drawing="list" title={t('template.none')}>
            {t('template.none.body')}
          </EmptyState>
        }
      >
        <div className={classes.choices}>
          {found.map((template) => (
            <UnstyledButton
              key={template.id}
              className={classes.choice}
              onClick={() => insert(template)}
            >
              <strong>{template.name}</strong>
              <small>{template.subject || textOf(template.html).slice(0, 120)}</small>
            </UnstyledButton>
          ))}
        </div>
      </QueryState>
    </Modal>
  );
}
