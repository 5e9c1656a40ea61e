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
      <div className={classes.entry}>
        <span>{t('dns.type')}</span>
        <div>{type}</div>
        <span />
        <span>{t('dns.name')}</span>
        <div>
          <Code>{name}</Code>
        </div>
        <Copy value={name} label={t('dns.name')} />
        <span>{t('dns.value')}</span>
        <div>
          <Code>{value}</Code>
        </div>
        {purpose === 'address' ? <span /> : <Copy value={value} label={t('dns.value')} />}
        {state !== 'ok' && found.length > 0 && (
          <>
            <span>{t('dns.found')}</span>
            <div>
              {found.map((it) => (
                <Code key={it}>{it}</Code>
              ))}
            </div>
            <span />
          </>
        )}
      </div>
      {problem && <p className={classes.problem}>{problem}</p>}
    </li>
  );
}
