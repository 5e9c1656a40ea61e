/** Whom the message comes from: an identity, or another address that one may send as. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { queries } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { toast } from '@/ui';
import { identitiesQuery } from '@/apps/mail/client/accounts';
import { edit } from '@/apps/mail/client/drafts';
import { editorNow } from '@/apps/mail/client/editors';
import { addressesQuery, makeIdentity } from '@/apps/mail/client/identities';
import { signatureOf } from '@/apps/mail/client/opening';
import type { Compose } from '@/apps/mail/model/compose';
import type { Identity } from '@/apps/mail/model/mail';
import { isAmong, sameAddress } from '@/apps/mail/model/people';
import classes from './composer.module.css';

const nameOf = ({ name, email }: { name: string; email: string }): string =>
  name ? `${name} <${email}>` : email;

/** An address without an identity gets one when it is used first. */
async function identityOf(accountId: string, email: string, name: string): Promise<Identity> {
  const read = () => queries.fetchQuery(identitiesQuery(accountId));
  const known = (await read()).find((it) => sameAddress(it.email, email));
  if (known) return known;
  await makeIdentity(accountId, { email, name });
  const made = (await read()).find((it) => sameAddress(it.email, email));
  if (!made) throw new Error('no identity');
  return made;
}

/** Shown only where there is a choice. */
export function From({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const { name: ownName } = useMe();
  const { data: identities = [] } = useQuery(identitiesQuery(compose.accountId));
  const { data: addresses = [] } = useQuery(addressesQuery(compose.accountId));
  const emails = identities.map((it) => it.email);
  const others = addresses.filter((it) => !isAmong(it.email, emails));
  if (identities.length + others.length < 2) return null;
  const behalf = addresses.filter((it) => it.on_behalf).map((it) => it.email);
  const words = (it: { name: string; email: string }) =>
    isAmong(it.email, behalf) ? t('from.onBehalf', { name: nameOf(it) }) : nameOf(it);

  function takeOver(identity: Identity): void {
    edit(compose.key, { identity });
    const signature = signatureOf(identity, compose.kind !== 'new');
    editorNow(compose.key)?.commands.setSignature(signature);
  }
  async function choose(value: string | null): Promise<void> {
    const identity = identities.find((it) => it.id === value);
    const other = others.find((it) => it.email === value);
    if (identity && identity.id !== compose.identity.id) takeOver(identity);
    if (other) takeOver(await identityOf(compose.accountId, other.email, other.name || ownName));
  }

  return (
    <div className={classes.field}>
      <span className={classes.fieldName} aria-hidden>
        {t('from')}
      </span>
      <Select
        className={classes.from}
        variant="unstyled"
        aria-label={t('from')}
        allowDeselect={false}
        data={[
          ...identities.map((it) => ({ value: it.id, label: words(it) })),
          ...others.map((it) => ({ value: it.email, label: words(it) })),
        ]}
        value={compose.identity.id}
        onChange={(value) => void choose(value).catch(toast.problem)}
      />
    </div>
  );
}
