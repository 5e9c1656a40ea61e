/** Roles in words. */
import { useTranslation } from '@/platform/i18n';
import type { Grant, RoleName } from '../client/sharing';
import classes from './details.module.css';

/** A shared drive knows all roles; in My Drive the simple three are enough. */
export function rolesFor(isSharedDrive: boolean, current?: RoleName): RoleName[] {
  const offered: RoleName[] = isSharedDrive
    ? ['viewer', 'commenter', 'contributor', 'editor', 'manager']
    : ['viewer', 'commenter', 'editor'];
  return current && !offered.includes(current) ? [...offered, current] : offered;
}

export function RoleWord({ role }: { role: RoleName | 'owner' }) {
  const { t } = useTranslation('drive');
  return <span className={classes.role}>{t(`role.${role}`)}</span>;
}

/** Who manages a My Drive from its top owns what is in it. */
export const isOwner = (grant: Grant, isSharedDrive: boolean): boolean =>
  !isSharedDrive && grant.role === 'manager' && grant.inherited_from !== null;
