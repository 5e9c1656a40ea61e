/** From, To, Cc and Bcc; the latter two appear when asked for. */
import { useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { useMe } from '@/platform/session';
import { identitiesQuery } from '@/apps/mail/client/accounts';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import { outsiders } from '@/apps/mail/model/warnings';
import { From } from './From';
import { RecipientField } from './RecipientField';
import classes from './composer.module.css';

export type Field = 'to' | 'cc' | 'bcc';

interface Props {
  compose: Compose;
  /** The fields asked for by a key. */
  wanted: readonly Field[];
  onWant: (field: Field) => void;
}

export function Recipients({ compose, wanted, onWant }: Props) {
  const { t } = useTranslation('mail');
  const isShown = (field: Field) => compose[field].length > 0 || wanted.includes(field);
  const hidden = (['cc', 'bcc'] as const).filter((field) => !isShown(field));
  const [isFresh] = useState(compose.to.length === 0);
  return (
    <div className={classes.people}>
      <From compose={compose} />
      <Row compose={compose} field="to" autoFocus={isFresh}>
        {hidden.map((field) => (
          <UnstyledButton
            key={field}
            className={classes.moreField}
            title={t(`keys.${field}`)}
            onClick={() => onWant(field)}
          >
            {t(field)}
          </UnstyledButton>
        ))}
      </Row>
      {isShown('cc') && <Row compose={compose} field="cc" autoFocus={wanted.includes('cc')} />}
      {isShown('bcc') && <Row compose={compose} field="bcc" autoFocus={wanted.includes('bcc')} />}
      <Outside compose={compose} />
    </div>
  );
}

interface RowProps {
  compose: Compose;
  field: Field;
  autoFocus: boolean;
  children?: React.ReactNode;
}

function Row({ compose, field, autoFocus, children }: RowProps) {
  const { t } = useTranslation('mail');
  return (
    <div className={classes.field}>
      <span className={classes.fieldName} aria-hidden>
        {t(field)}
      </span>
      <div className={classes.picker}>
        <RecipientField
          label={t(field)}
          accountId={compose.accountId}
          autoFocus={autoFocus}
          value={compose[field]}
          onChange={(people) => edit(compose.key, { [field]: people })}
        />
      </div>
      {children}
    </div>
  );
}

/** Said while one writes, so that nothing has to be asked when one sends. */
function Outside({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const { domain } = useMe();
  const { data = [] } = useQuery(identitiesQuery(compose.accountId));
  const domains = [domain, ...data.map((it) => it.email.split('@')[1]?.toLowerCase() ?? '')];
  const found = outsiders(compose, domains);
  const isMixed = found.length > 0 && found.length < compose.to.length + compose.cc.length;
  if (!isMixed) return null;
  return <p className={classes.outside}>{t('outside', { count: found.length })}</p>;
}
