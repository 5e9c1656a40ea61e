/** What a public link leads to: a file to look at, or a folder to look through. No account needed. */
import { useState } from 'react';
import { Button, PasswordInput } from '@mantine/core';
import { IconDownload, IconLock } from '@tabler/icons-react';
import { asProblem, queries } from '@/platform/api';
import { useGo, usePathParam, useQueryParam } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { Crumbs, EmptyState, QueryState } from '@/ui';
import {
  linkedContentUrl,
  openLink,
  useLinked,
  useLinkedNode,
  type LinkedNode,
} from '../client/links';
import { LinkedFolder } from '../features/LinkedFolder';
import { Preview } from '../features/Preview';
import classes from '../features/link.module.css';

const isLocked = (error: unknown) =>
  asProblem(error).body.code === 'link_password_required' || asProblem(error).status === 403;

export default function LinkPage() {
  const { t } = useTranslation('drive');
  const token = usePathParam('token');
  const linked = useLinked(token);
  return (
    <div className={classes.screen}>
      <header className={classes.top}>
        <img src="/icon.svg" alt="" width={24} height={24} />
        <span>{t('link.page')}</span>
      </header>
      <main id="main" className={classes.main}>
        {linked.error && isLocked(linked.error) ? (
          <Password token={token} />
        ) : (
          <QueryState query={linked} isEmpty={!linked.data} empty={<Gone />}>
            {linked.data && <Linked token={token} top={linked.data} />}
          </QueryState>
        )}
      </main>
    </div>
  );
}

function Gone() {
  const { t } = useTranslation('drive');
  return <EmptyState drawing="key" title={t('link.gone')} />;
}

/** The top of the link, or a node below it that the address names (`?node=`). */
function Linked({ token, top }: { token: string; top: LinkedNode }) {
  const { t } = useTranslation('drive');
  const go = useGo();
  const [at] = useQueryParam('node');
  const below = useLinkedNode(token, at);
  const node = at ? below.data : top;
  const crumbs = [
    { label: top.name, to: `/s/${token}` },
    ...(at && node ? [{ label: node.name }] : []),
  ];
  return (
    <>
      <div className={classes.bar}>
        <Crumbs items={crumbs} />
        {node && !node.is_folder && (
          <Button
            component="a"
            href={linkedContentUrl(token, node.id)}
            download
            size="xs"
            leftSection={<IconDownload size={16} stroke={1.75} />}
          >
            {t('download')}
          </Button>
        )}
      </div>
      <QueryState query={below} isEmpty={!node}>
        {node?.is_folder && (
          <LinkedFolder
            token={token}
            folder={node}
            onOpen={(one) => go(`/s/${token}?node=${one.id}`)}
          />
        )}
        {node && !node.is_folder && (
          <Preview
            node={node}
            inline={linkedContentUrl(token, node.id, true)}
            download={linkedContentUrl(token, node.id)}
          />
        )}
      </QueryState>
    </>
  );
}

function Password({ token }: { token: string }) {
  const { t } = useTranslation('drive');
  const [password, setPassword] = useState('');
  const [problem, setProblem] = useState('');
  const [isBusy, setBusy] = useState(false);

  async function open(): Promise<void> {
    try {
      queries.setQueryData(['link', token], await openLink(token, password));
    } catch (error) {
      const { status, detail } = asProblem(error);
      setProblem(status === 403 ? t('link.wrong') : detail);
      setBusy(false);
    }
  }

  return (
    <form
      className={classes.card}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void open();
      }}
    >
      <IconLock size={28} stroke={1.5} aria-hidden />
      <h1>{t('link.locked')}</h1>
      <p>{t('link.locked.body')}</p>
      <PasswordInput
        label={t('link.password')}
        size="md"
        autoFocus
        autoComplete="off"
        value={password}
        error={problem}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show') }}
        onChange={(event) => {
          setPassword(event.currentTarget.value);
          setProblem('');
        }}
      />
      <Button type="submit" size="md" disabled={!password} loading={isBusy}>
        {t('link.enter')}
      </Button>
    </form>
  );
}
