/** What a file contained before: look, download, make it current again, or add a new version. */
import { useRef } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowBackUp, IconDots, IconDownload, IconUpload } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { StatusBadge, When } from '@/ui';
import { restoreRevision } from '../client/act';
import { contentUrl, useRevisions, type Node, type Revision } from '../client/nodes';
import { uploadVersion } from '../client/uploads';
import classes from './details.module.css';

export function Revisions({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const { data: revisions = [] } = useRevisions(node.id);
  return (
    <section className={classes.section}>
      <div className={classes.sectionHead}>
        <h3>{t('versions')}</h3>
        {node.abilities.edit && <NewVersion node={node} />}
      </div>
      <ol className={classes.versions}>
        {revisions.map((revision) => (
          <Version key={revision.version} node={node} revision={revision} />
        ))}
      </ol>
    </section>
  );
}

function NewVersion({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={t('version.upload')}
        onChange={(event) => {
          const file = event.currentTarget.files?.[0];
          event.currentTarget.value = '';
          if (file) uploadVersion(node.id, file);
        }}
      />
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconUpload size={16} stroke={1.75} />}
        onClick={() => input.current?.click()}
      >
        {t('version.upload')}
      </Button>
    </>
  );
}

function Version({ node, revision }: { node: Node; revision: Revision }) {
  const { t } = useTranslation('drive');
  const { size } = useFormats();
  const { version } = revision;
  const isCurrent = version === node.version;
  return (
    <li className={classes.version}>
      <span className={classes.versionWords}>
        <span>
          <When at={revision.created_at} style="relative" />{' '}
          {isCurrent && <StatusBadge tone="success">{t('version.current')}</StatusBadge>}
        </span>
        <span className={classes.versionFacts}>
          {[revision.author?.name, size(revision.size_bytes)].filter(Boolean).join(' · ')}
        </span>
      </span>
      <Menu>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('version.actions', { version })}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            component="a"
            href={contentUrl(node.id, { version })}
            download
            leftSection={<IconDownload size={18} stroke={1.75} />}
          >
            {t('download')}
          </Menu.Item>
          {!isCurrent && node.abilities.edit && (
            <Menu.Item
              leftSection={<IconArrowBackUp size={18} stroke={1.75} />}
              onClick={() => void restoreRevision(node.id, version, t('version.restored'))}
            >
              {t('version.restore')}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
