/** One address to write from: its name, where answers go, its signatures. */
import { useState } from 'react';
import { Button, Checkbox, Group, Select, Stack, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { htmlOf, textOf } from '@/editor/text';
import { useTranslation } from '@/platform/i18n';
import { confirm, PageSection } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import type { Identity } from '@/apps/mail/model/mail';
import { isAddress } from '@/apps/mail/model/addresses';
import {
  addressesQuery,
  changeIdentity,
  makeIdentity,
  removeIdentity,
} from '@/apps/mail/client/identities';
import { work } from '../work';
import { htmlOrNone, RichField } from './RichField';

interface Props {
  identity: Identity | null;
  isOnly: boolean;
  onClose: () => void;
}

interface Fields {
  name: string;
  email: string;
  replyTo: string;
  signature: string;
  replySignature: string;
  hasOwn: boolean;
}

const signatureHtml = (html: string | undefined, text: string | undefined): string =>
  html || (text ? htmlOf(text) : '');

function fieldsOf(identity: Identity | null): Fields {
  const reply = signatureHtml(identity?.replyHtmlSignature, identity?.replyTextSignature);
  return {
    name: identity?.name ?? '',
    email: identity?.email ?? '',
    replyTo: identity?.replyTo?.[0]?.email ?? '',
    signature: signatureHtml(identity?.htmlSignature, identity?.textSignature),
    replySignature: reply,
    hasOwn: reply !== '',
  };
}

function wishOf(fields: Fields): Partial<Identity> {
  const signature = htmlOrNone(fields.signature);
  const reply = fields.hasOwn ? htmlOrNone(fields.replySignature) : '';
  return {
    name: fields.name.trim(),
    replyTo: fields.replyTo.trim() ? [{ name: null, email: fields.replyTo.trim() }] : null,
    htmlSignature: signature,
    textSignature: textOf(signature),
    replyHtmlSignature: reply,
    replyTextSignature: textOf(reply),
  };
}

export function IdentityForm({ identity, isOnly, onClose }: Props) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const [fields, setFields] = useState(() => fieldsOf(identity));
  const set = (patch: Partial<Fields>) => setFields((before) => ({ ...before, ...patch }));
  const isBad = fields.replyTo.trim() !== '' && !isAddress(fields.replyTo.trim());
  async function save(event: React.FormEvent): Promise<void> {
    event.preventDefault();
    const wish = wishOf(fields);
    const isDone = await work(
      () =>
        identity
          ? changeIdentity(account.id, identity.id, wish)
          : makeIdentity(account.id, { ...wish, email: fields.email }),
      t('saved'),
    );
    if (isDone) onClose();
  }
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('identities.remove.title', { email: fields.email }),
      body: t('identities.remove.body'),
      action: t('identities.remove'),
      isDangerous: true,
    });
    if (isSure && identity && (await work(() => removeIdentity(account.id, identity.id))))
      onClose();
  }
  return (
    <PageSection title={identity ? identity.email : t('identities.new')}>
      <form onSubmit={(event) => void save(event)}>
        <Stack gap="md">
          {!identity && <Address value={fields.email} onChange={(email) => set({ email })} />}
          <TextInput
            label={t('identities.name')}
            description={t('identities.name.body')}
            value={fields.name}
            maxLength={200}
            onChange={(event) => set({ name: event.currentTarget.value })}
          />
          <TextInput
            label={t('identities.replyTo')}
            description={t('identities.replyTo.body')}
            value={fields.replyTo}
            error={isBad && t('address.bad')}
            onChange={(event) => set({ replyTo: event.currentTarget.value })}
          />
          <RichField
            label={t('identities.signature')}
            html={fields.signature}
            onChange={(signature) => set({ signature })}
          />
          <Checkbox
            label={t('identities.own')}
            checked={fields.hasOwn}
            onChange={(event) => set({ hasOwn: event.currentTarget.checked })}
          />
          {fields.hasOwn && (
            <RichField
              label={t('identities.replySignature')}
              html={fields.replySignature}
              onChange={(replySignature) => set({ replySignature })}
            />
          )}
          <Group gap="xs">
            <Button type="submit" disabled={isBad || !(identity ?? fields.email)}>
              {t('save')}
            </Button>
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            {identity && !isOnly && (
              <Button variant="subtle" color="red" ml="auto" onClick={() => void remove()}>
                {t('identities.remove')}
              </Button>
            )}
          </Group>
        </Stack>
      </form>
    </PageSection>
  );
}

/** The addresses that the account may use; administrators give more. */
function Address({ value, onChange }: { value: string; onChange: (email: string) => void }) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const { data = [] } = useQuery(addressesQuery(account.id));
  return (
    <Select
      label={t('identities.address')}
      description={t('identities.address.body')}
      placeholder={t('identities.address.choose')}
      data={data.map((it) => ({
        value: it.email,
        label: `${it.email} · ${t(`address.${it.kind}`)}`,
      }))}
      value={value || null}
      onChange={(email) => onChange(email ?? '')}
    />
  );
}
