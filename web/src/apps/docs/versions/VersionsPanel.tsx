/** The versions of the document: look at one, see what changed and by whom, name it, restore it. */
import { useState } from 'react';
import { ActionIcon, Button, Modal, TextInput } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { colorOf, confirm, EmptyState, QueryState, RightPanel, toast, When } from '@/ui';
import { useWorkbench } from '../frame/workbench';
import { nameNow, renameVersion, restoreVersion, useVersions, type Version } from './client';
import { VersionView } from './VersionView';
import classes from './versions.module.css';

export function VersionsPanel() {
  const { t } = useTranslation('docs');
  const { doc, setPanel, canWrite } = useWorkbench();
  const list = useVersions(doc.id);
  const [chosen, setChosen] = useState<Version | null>(null);
  const [isNaming, setNaming] = useState(false);
  const versions = list.data ?? [];
  const before = chosen && versions[versions.findIndex((it) => it.id === chosen.id) + 1];
  return (
    <RightPanel
      title={t('versions')}
      onClose={() => setPanel(null)}
      foot={
        canWrite &&
        !isNaming && (
          <Button size="xs" variant="default" onClick={() => setNaming(true)}>
            {t('versions.nameNow')}
          </Button>
        )
      }
    >
      {isNaming && (
        <NameForm
          initial=""
          onDone={(name) => {
            setNaming(false);
            if (name) void nameNow(doc.id, name);
          }}
        />
      )}
      <QueryState
        query={list}
        isEmpty={versions.length === 0}
        empty={
          <EmptyState drawing="list" title={t('versions.none')}>
            {t('versions.none.body')}
          </EmptyState>
        }
      >
        <ul className={classes.versions}>
          {versions.map((version) => (
            <Row key={version.id} version={version} onPick={() => setChosen(version)} />
          ))}
        </ul>
      </QueryState>
      <Modal
        opened={chosen !== null}
        onClose={() => setChosen(null)}
        size="xl"
        closeButtonProps={{ 'aria-label': t('close') }}
        title={chosen && <Title version={chosen} />}
      >
        {chosen && (
          <VersionView
            version={chosen}
            before={before ?? null}
            onRestore={canWrite ? () => void restore(chosen) : undefined}
          />
        )}
      </Modal>
    </RightPanel>
  );

  async function restore(version: Version): Promise<void> {
    const isSure = await confirm({
      title: t('versions.restoreTitle'),
      body: t('versions.restoreBody'),
      action: t('versions.restore'),
    });
    if (!isSure || !(await restoreVersion(doc.id, version.id))) return;
    setChosen(null);
    toast.show(t('versions.restored'));
  }
}

function Title({ version }: { version: Version }) {
  return version.name ? <>{version.name}</> : <When at={version.at} style="exact" />;
}

function Row({ version, onPick }: { version: Version; onPick: () => void }) {
  const { t } = useTranslation('docs');
  const { doc, canWrite } = useWorkbench();
  const [isNaming, setNaming] = useState(false);
  if (isNaming) {
    return (
      <li>
        <NameForm
          initial={version.name}
          onDone={(name) => {
            setNaming(false);
            if (name !== null) void renameVersion(doc.id, version.id, name);
          }}
        />
      </li>
    );
  }
  return (
    <li className={classes.row}>
      <button type="button" className={classes.pick} onClick={onPick}>
        {version.name && <strong>{version.name}</strong>}
        <span className={version.name ? classes.small : classes.at}>
          <When at={version.at} />
        </span>
        {version.authors.map((author) => (
          <span key={author.id ?? author.name} className={classes.author}>
            <i style={{ background: colorOf(author.id ?? author.name) }} aria-hidden />
            {author.name}
          </span>
        ))}
      </button>
      {canWrite && (
        <ActionIcon
          variant="subtle"
          color="gray"
          aria-label={t('versions.rename')}
          title={t('versions.rename')}
          onClick={() => setNaming(true)}
        >
          <IconPencil size={16} />
        </ActionIcon>
      )}
    </li>
  );
}

/** Enter keeps the name, Escape leaves it. */
function NameForm({ initial, onDone }: { initial: string; onDone: (name: string | null) => void }) {
  const { t } = useTranslation('docs');
  const [name, setName] = useState(initial);
  return (
    <form
      className={classes.naming}
      onSubmit={(event) => {
        event.preventDefault();
        onDone(name.trim());
      }}
    >
      <TextInput
        aria-label={t('versions.name')}
        placeholder={t('versions.name')}
        autoFocus
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          event.preventDefault();
          onDone(null);
        }}
      />
      <Button type="submit" size="xs">
        {t('comments.save')}
      </Button>
    </form>
  );
}
