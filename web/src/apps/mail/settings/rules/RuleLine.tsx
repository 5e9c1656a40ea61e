/** A rule in the list. */
import type { ReactNode } from 'react';
import { ActionIcon, Menu, Switch, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconDots, IconGripVertical } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { confirm } from '@/ui';
import { useMail } from '@/apps/mail/features/MailContext';
import { removeRule, saveRule, type Rule } from '../client/rules';
import { work } from '../work';
import { fieldsOf } from './model';
import type { useDragOrder } from './useDragOrder';
import { useRuleWords } from './words';
import classes from '../settings.module.css';

interface Props {
  rule: Rule;
  place: { index: number; last: number };
  drag: ReturnType<typeof useDragOrder>;
  onMove: (to: number) => void;
  onOpen: () => void;
  onApply: () => void;
  below: ReactNode;
}

export function RuleLine({ rule, place, drag, onMove, onOpen, onApply, below }: Props) {
  const { t } = useTranslation('mail-settings');
  const { account } = useMail();
  const words = useRuleWords();
  const { criteria, actions } = fieldsOf(rule);
  const said = words.criteria(criteria);
  const name = rule.name || said;
  const toggle = (enabled: boolean) =>
    work(() => saveRule(account.id, rule.id, { ...fieldsOf(rule), enabled }));
  async function remove(): Promise<void> {
    const isSure = await confirm({
      title: t('rules.remove.title', { name }),
      body: t('rules.remove.body'),
      action: t('rules.remove'),
      isDangerous: true,
    });
    if (isSure) await work(() => removeRule(account.id, rule.id));
  }
  return (
    <li className={classes.rule} data-off={!rule.enabled || undefined} {...drag.row(place.index)}>
      <button
        type="button"
        className={classes.handle}
        aria-label={t('rules.move', { name })}
        title={t('rules.move.hint')}
        {...drag.handle(place.index)}
        onKeyDown={(event) => {
          const step = event.key === 'ArrowUp' ? -1 : event.key === 'ArrowDown' ? 1 : 0;
          if (!step) return;
          event.preventDefault();
          onMove(place.index + step);
        }}
      >
        <IconGripVertical size={18} stroke={1.75} aria-hidden />
      </button>
      <div className={classes.ruleWords}>
        <strong>{rule.name || said}</strong>
        {rule.name && <Text size="sm">{said}</Text>}
        <Text size="sm" c="dimmed">
          {words.deeds(actions)}
        </Text>
        {below}
      </div>
      <Switch
        aria-label={t('rules.enable', { name })}
        checked={rule.enabled}
        onChange={(event) => void toggle(event.currentTarget.checked)}
      />
      <Menu position="bottom-end" shadow="md">
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" aria-label={t('rules.actions', { name })}>
            <IconDots size={18} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={onOpen}>{t('edit')}</Menu.Item>
          <Menu.Item onClick={onApply}>{t('rules.apply')}</Menu.Item>
          <Menu.Item
            leftSection={<IconArrowUp size={16} />}
            disabled={place.index === 0}
            onClick={() => onMove(place.index - 1)}
          >
            {t('rules.up')}
          </Menu.Item>
          <Menu.Item
            leftSection={<IconArrowDown size={16} />}
            disabled={place.index === place.last}
            onClick={() => onMove(place.index + 1)}
          >
            {t('rules.down')}
          </Menu.Item>
          <Menu.Item color="red" onClick={() => void remove()}>
            {t('rules.remove')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </li>
  );
}
