/** From, To, Cc and Bcc; the latter two appear when asked for. */
import { useState } from 'react';
import { Select, UnstyledButton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '@/platform/i18n';
import { PeoplePicker } from '@/ui';
import { identitiesQuery } from '@/apps/mail/client/accounts';
import { completeAddress } from '@/apps/mail/client/correspondents';
import { edit } from '@/apps/mail/client/drafts';
import type { Compose } from '@/apps/mail/model/compose';
import type { Identity } from '@/apps/mail/model/mail';
import classes from './composer.module.css';

type Field = 'to' | 'cc' | 'bcc';

const nameOf = ({ name, email }: Identity): string => (name ? `${name} <${email}>` : email);

export function Recipients({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const [wanted, setWanted] = useState<readonly Field[]>([]);
  const isShown = (field: Field) => compose[field].length > 0 || wanted.includes(field);
  const hidden = (['cc', 'bcc'] as const).filter((field) => !isShown(field));
  return (
    <div className={classes.people}>
      <From compose={compose} />
      <PickerRow
        compose={compose}
        field="to"
        autoFocus={compose.to.length === 0}
        more={hidden.map((field) => (
          <UnstyledButton
            key={field}
            className={classes.moreField}
            onClick={() => setWanted([...wanted, field])}
          >
            {t(field)}
          </UnstyledButton>
        ))}
      />
      {isShown('cc') && (
        <PickerRow compose={compose} field="cc" autoFocus={compose.cc.length === 0} />
      )}
      {isShown('bcc') && (
        <PickerRow compose={compose} field="bcc" autoFocus={compose.bcc.length === 0} />
      )}
    </div>
  );
}

function PickerRow({
  compose,
  field,
  autoFocus,
  more,
}: {
  compose: Compose;
  field: Field;
  autoFocus: boolean;
  more?: React.ReactNode;
}) {
  const { t } = useTranslation('mail');
  return (
    <div className={classes.field}>
      <span className={classes.fieldName} aria-hidden>
        {t(field)}
      </span>
      <div className={classes.picker}>
        <PeoplePicker
          label={t(field)}
          isLabelHidden
          isFreeAllowed
          autoFocus={autoFocus}
          value={compose[field]}
          search={(text) => completeAddress(compose.accountId, text)}
          onChange={(people) => edit(compose.key, { [field]: people })}
        />
      </div>
      {more}
    </div>
  );
}

/** Shown only where there is a choice. */
function From({ compose }: { compose: Compose }) {
  const { t } = useTranslation('mail');
  const { data = [] } = useQuery(identitiesQuery(compose.accountId));
  if (data.length < 2) return null;
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
        data={data.map((it) => ({ value: it.id, label: nameOf(it) }))}
        value={compose.identity.id}
        onChange={(id) => {
          const identity = data.find((it) => it.id === id);
          if (identity) edit(compose.key, { identity });
        }}
      />
    </div>
  );
}
