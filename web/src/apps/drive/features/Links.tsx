/** Links that work without an account: make one, copy it, take it away. */
import { useState } from 'react';
import { ActionIcon, Button, PasswordInput, TextInput } from '@mantine/core';
import { IconCopy, IconLink, IconLinkPlus, IconTrash } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { ListRow, RowList, toast } from '@/ui';
import type { Node } from '../client/nodes';
import { useCreateLink, useLinks, useRemoveLink, type ShareLink } from '../client/sharing';
import classes from './share.module.css';

const addressOf = (token: string) => `${window.location.origin}/s/${token}`;

function useCopy(): (token: string) => void {
  const { t } = useTranslation('drive');
  return (token) =>
    void navigator.clipboard
      .writeText(addressOf(token))
      .then(() => toast.show(t('link.copied'), { tone: 'success' }))
      .catch(() => toast.show(addressOf(token)));
}

export function Links({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const { data: links = [] } = useLinks(node.id, node.abilities.share === true);
  const [isMaking, setMaking] = useState(false);
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <div>
          <h3>{t('links')}</h3>
          {links.length === 0 && !isMaking && <p>{t('links.none')}</p>}
        </div>
        {!isMaking && (
          <Button
            variant="default"
            size="xs"
            leftSection={<IconLinkPlus size={16} stroke={1.75} />}
            onClick={() => setMaking(true)}
          >
            {t('link.new')}
          </Button>
        )}
      </div>
      {isMaking && <NewLink node={node} onDone={() => setMaking(false)} />}
      <RowList label={t('links')}>
        {links.map((link) => (
          <LinkLine key={link.token} node={node} link={link} />
        ))}
      </RowList>
    </section>
  );
}

function LinkLine({ node, link }: { node: Node; link: ShareLink }) {
  const { t } = useTranslation('drive');
  const { date } = useFormats();
  const copy = useCopy();
  const remove = useRemoveLink(node.id);
  const facts = [
    link.has_password && t('link.protected'),
    link.expires_at && t('link.until', { date: date(link.expires_at) }),
  ].filter(Boolean);
  return (
    <ListRow
      mark={<IconLink size={20} stroke={1.75} aria-hidden />}
      title={<span className={classes.address}>{addressOf(link.token)}</span>}
      description={facts.join(' · ') || t('link.open')}
      actions={
        <>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('link.copy')}
            onClick={() => copy(link.token)}
          >
            <IconCopy size={18} stroke={1.75} />
          </ActionIcon>
          <ActionIcon
            variant="subtle"
            color="gray"
            aria-label={t('link.remove')}
            loading={remove.isPending}
            onClick={() => remove.mutate(link.token)}
          >
            <IconTrash size={18} stroke={1.75} />
          </ActionIcon>
        </>
      }
    />
  );
}

/** The end of the chosen day where the person is. */
const endOf = (day: string): string => new Date(`${day}T23:59:59`).toISOString();

const today = (): string => new Date().toISOString().slice(0, 10);

function NewLink({ node, onDone }: { node: Node; onDone: () => void }) {
  const { t } = useTranslation('drive');
  const copy = useCopy();
  const create = useCreateLink(node.id);
  const [password, setPassword] = useState('');
  const [day, setDay] = useState('');
  const make = (event: React.FormEvent) => {
    event.preventDefault();
    create.mutate(
      { role: 'viewer', password: password || null, expires_at: day ? endOf(day) : null },
      {
        onSuccess: (link) => {
          copy(link.token);
          onDone();
        },
      },
    );
  };
  return (
    <form className={classes.newLink} onSubmit={make}>
      <PasswordInput
        label={t('link.password')}
        placeholder={t('optional')}
        autoComplete="new-password"
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        value={password}
        onChange={(event) => setPassword(event.currentTarget.value)}
      />
      <TextInput
        type="date"
        label={t('link.expires')}
        min={today()}
        value={day}
        onChange={(event) => setDay(event.currentTarget.value)}
      />
      <div className={classes.newLinkFoot}>
        <Button variant="default" onClick={onDone}>
          {t('cancel')}
        </Button>
        <Button type="submit" loading={create.isPending}>
          {t('link.create')}
        </Button>
      </div>
    </form>
  );
}
