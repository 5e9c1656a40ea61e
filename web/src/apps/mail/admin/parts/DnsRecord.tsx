/** A DNS record: what to enter, whether it is there, what to do when it is not. */
import { Code } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconHelp, IconMinus, IconX } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { StatusBadge, type Tone } from '@/ui';
import type { DnsItem } from '../client';
import { Copy } from './Copy';
import classes from '../admin.module.css';

const tones: Record<DnsItem['state'], Tone> = {
  ok: 'success',
  missing: 'danger',
  wrong: 'danger',
  optional: 'neutral',
  unknown: 'warning',
};

const icons = {
  ok: IconCheck,
  missing: IconX,
  wrong: IconAlertTriangle,
  optional: IconMinus,
  unknown: IconHelp,
};

export function DnsRecord({ item }: { item: DnsItem }) {
  const { t } = useTranslation('mail-admin');
  const { purpose, type, name, value, state, found, problem } = item;
  return (
    <li className={classes.record} data-state={state}>
      <div className={classes.recordHead}>
        <strong>{t(`dns.purpose.${purpose}`)}</strong>
        <StatusBadge tone={tones[state]} icon={icons[state]}>
          {t(`dns.state.${state}`)}
        </StatusBadge>
      </div>
      {state !== 'ok' && <p className={classes.hint}>{t(`dns.why.${purpose}`)}</p>}
      <dl className={classes.entry}>
        <dt>{t('dns.type')}</dt>
        <dd>{type}</dd>
        <span />
        <dt>{t('dns.name')}</dt>
        <dd>
          <Code>{name}</Code>
        </dd>
        <Copy value={name} label={t('dns.name')} />
        <dt>{t('dns.value')}</dt>
        <dd>
          <Code>{value}</Code>
        </dd>
        <Copy value={value} label={t('dns.value')} />
        {state !== 'ok' && found.length > 0 && (
          <>
            <dt>{t('dns.found')}</dt>
            <dd>
              {found.map((it) => (
                <Code key={it}>{it}</Code>
              ))}
            </dd>
            <span />
          </>
        )}
      </dl>
      {problem && <p className={classes.problem}>{problem}</p>}
    </li>
  );
}
