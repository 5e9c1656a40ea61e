/** What happens when a response arrives: the rules of this form, in the order they are tried. */
import { useState } from 'react';
import { Button, Menu } from '@mantine/core';
import { IconChevronDown, IconHeadset, IconPlus } from '@tabler/icons-react';
import { useTranslation } from '@/platform/i18n';
import { EmptyState, Notice, QueryState } from '@/ui';
import { useDraft } from '../client/draft';
import type { Form } from '../client/forms';
import {
  fieldsOfRule,
  scopeOf,
  useCatalogue,
  useOrderRules,
  useRules,
  type Rule,
  type RuleFields,
} from '../client/rules';
import { moveItem } from '../model/blocks';
import { DeskPreset } from './DeskPreset';
import { RuleCard } from './RuleCard';
import { RuleEditor } from './RuleEditor';
import { RunsPanel } from './RunsPanel';
import classes from './automation.module.css';

function blankRule(formId: string, position: number): RuleFields {
  return {
    title: '',
    scope: scopeOf(formId),
    events: ['form.answered'],
    condition: '',
    condition_tree: null,
    actions: [
      {
        action: 'mail.send',
        arguments: { text: '{{answers_text}}', subject: '{{form_title}}', automatic: true },
      },
    ],
    position,
    stops: false,
    is_enabled: true,
    owner_id: '',
  };
}

const NEW = 'new';

export default function Automation({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { view } = useDraft(form);
  const query = useRules(form.id);
  const catalogue = useCatalogue();
  const { mutate: order } = useOrderRules(form.id);
  const [editing, setEditing] = useState('');
  const [isPreset, setPreset] = useState(false);
  const [watched, setWatched] = useState<Rule>();
  const rules = query.data?.items ?? [];
  const actions = catalogue.data?.actions ?? [];
  const shared = { formId: form.id, blocks: view.blocks, actions, onClose: () => setEditing('') };
  const add = <AddRule onBlank={() => setEditing(NEW)} onDesk={() => setPreset(true)} />;

  return (
    <div className={classes.split}>
      <div className={classes.scroll}>
        <div className={classes.column}>
          <div className={classes.head}>
            <div>
              <h2>{t('automation.title')}</h2>
              <p>{t('automation.about')}</p>
            </div>
            {rules.length > 0 && add}
          </div>
          {form.version_number === 0 && rules.length > 0 && (
            <Notice tone="info">{t('automation.unpublished')}</Notice>
          )}
          <QueryState
            query={query}
            isEmpty={rules.length === 0 && editing !== NEW}
            empty={
              <EmptyState drawing="cable" title={t('empty.rules')} action={add}>
                {t('empty.rules.body')}
              </EmptyState>
            }
          >
            <ol className={classes.rules} aria-label={t('automation.title')}>
              {rules.map((rule, index) => (
                <li key={rule.id} className={classes.rule}>
                  {editing === rule.id ? (
                    <RuleEditor {...shared} ruleId={rule.id} fields={fieldsOfRule(rule)} />
                  ) : (
                    <RuleCard
                      rule={rule}
                      form={form}
                      blocks={view.blocks}
                      actions={actions}
                      isFirst={index === 0}
                      isLast={index === rules.length - 1}
                      onEdit={() => setEditing(rule.id)}
                      onMove={(by) => order(moveItem(rules, index, index + by))}
                      onRuns={() => setWatched(rule)}
                    />
                  )}
                </li>
              ))}
              {editing === NEW && (
                <li className={classes.rule}>
                  <RuleEditor {...shared} ruleId="" fields={blankRule(form.id, rules.length)} />
                </li>
              )}
            </ol>
          </QueryState>
        </div>
      </div>
      {watched && (
        <RunsPanel key={watched.id} rule={watched} onClose={() => setWatched(undefined)} />
      )}
      {isPreset && (
        <DeskPreset
          form={form}
          blocks={view.blocks}
          ruleCount={rules.length}
          onClose={() => setPreset(false)}
        />
      )}
    </div>
  );
}

function AddRule({ onBlank, onDesk }: { onBlank: () => void; onDesk: () => void }) {
  const { t } = useTranslation('forms');
  return (
    <Menu>
      <Menu.Target>
        <Button
          leftSection={<IconPlus size={18} stroke={1.75} />}
          rightSection={<IconChevronDown size={16} />}
        >
          {t('rule.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconHeadset size={18} stroke={1.75} />} onClick={onDesk}>
          {t('desk.preset')}
        </Menu.Item>
        <Menu.Item leftSection={<IconPlus size={18} stroke={1.75} />} onClick={onBlank}>
          {t('rule.blank')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
