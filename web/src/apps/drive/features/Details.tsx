/** The facts of a file or folder at the right: a look at it, who has access, its versions. */
import { Button } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { useFormats } from '@/platform/time';
import { KeyValues, PersonAvatar, RightPanel, When } from '@/ui';
import { useDrives, useNode, type Node } from '../client/nodes';
import { useGrants } from '../client/sharing';
import { kindOf } from '../model/files';
import { useAsk } from './asking';
import { FileIcon } from './FileIcon';
import { isOwner, RoleWord } from './roles';
import { Revisions } from './Revisions';
import { Thumbnail } from './Thumbnail';
import classes from './details.module.css';

interface Props {
  /** The node as the list knows it; it is read again, so that a new version shows at once. */
  node: Node;
  onClose: () => void;
}

export function Details({ node: listed, onClose }: Props) {
  const { data: node = listed } = useNode(listed.id);
  const name = (
    <span className={classes.title}>
      <FileIcon node={node} />
      <span className={classes.titleText}>{node.name}</span>
    </span>
  );
  return (
    <RightPanel title={name} onClose={onClose}>
      {node.has_preview && (
        <Thumbnail key={node.version} node={node} className={classes.picture ?? ''} />
      )}
      <Access node={node} />
      <Facts node={node} />
      {node.kind === 'file' && !node.is_trashed && <Revisions node={node} />}
    </RightPanel>
  );
}

function Facts({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const { size } = useFormats();
  const { data: drives = [] } = useDrives();
  const drive = drives.find((one) => one.id === node.drive);
  const isTop = node.parent === null && drive?.kind === 'shared';
  const place = drive ? (drive.kind === 'my' ? t('view.mine') : drive.name) : t('view.shared');
  return (
    <section className={classes.section}>
      <h3>{t('facts')}</h3>
      <KeyValues
        items={[
          [t('drive.description'), isTop && drive.description],
          [t('fact.kind'), t(`kind.${kindOf(node)}`)],
          [t('fact.size'), node.is_folder ? null : size(node.size_bytes)],
          [t('fact.place'), place],
          [t('fact.modified'), <When key="modified" at={node.modified_at} style="exact" />],
          [t('fact.person'), node.modified_by?.name],
          [t('fact.created'), <When key="created" at={node.created_at} style="exact" />],
          [t('fact.role'), node.role && <RoleWord key="role" role={node.role} />],
        ]}
      />
    </section>
  );
}

function Access({ node }: { node: Node }) {
  const { t } = useTranslation('drive');
  const ask = useAsk();
  const { data: grants = [] } = useGrants(node.id);
  const { data: drives = [] } = useDrives();
  const isShared = drives.some((one) => one.id === node.drive && one.kind === 'shared');
  return (
    <section className={classes.section}>
      <h3>{t('access')}</h3>
      <ul className={classes.people}>
        {grants.map((grant) => (
          <li
            key={`${grant.principal.id} ${grant.inherited_from?.id ?? ''}`}
            className={classes.person}
          >
            <PersonAvatar
              name={grant.principal.name || t('everyone')}
              seed={grant.principal.id}
              size={24}
            />
            <span className={classes.personName}>{grant.principal.name || t('everyone')}</span>
            <RoleWord role={isOwner(grant, isShared) ? 'owner' : grant.role} />
          </li>
        ))}
      </ul>
      {node.abilities.share && (
        <Button variant="default" size="compact-sm" onClick={() => ask({ kind: 'share', node })}>
          {t('access.change')}
        </Button>
      )}
    </section>
  );
}
