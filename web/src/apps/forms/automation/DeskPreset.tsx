/** Ready-made rules: choose which team gets which answers; each gets a mail that it can answer. */
import { useState } from 'react';
import { Button, Group, Modal, Select, Stack, TextInput } from '@mantine/core';
import { useTranslation } from '@/platform/i18n';
import { Notice, PeoplePicker, toast, type PersonChoice } from '@/ui';
import type { Form } from '../client/forms';
import { useAddRules } from '../client/rules';
import { hasOptions, type Block } from '../model/blocks';
import { fieldsOf } from '../model/conditions';
import { deskRules } from '../model/deskRules';
import classes from './automation.module.css';

interface Props {
  form: Form;
  blocks: readonly Block[];
  ruleCount: number;
  onClose: () => void;
}

const EVERYTHING = '';
const RESPONDENT = '{{respondent.email}}';

export function DeskPreset({ form, blocks, ruleCount, onClose }: Props) {
  const { t } = useTranslation('forms');
  const add = useAddRules(form.id);
  const choices = blocks.filter((it) => hasOptions(it.kind) && it.key);
  const emails = blocks.filter((it) => it.kind === 'email' && it.key);
  const [questionId, setQuestion] = useState(choices[0]?.id ?? EVERYTHING);
  const [people, setPeople] = useState<Record<string, PersonChoice | undefined>>({});
  const [sender, setSender] = useState<PersonChoice[]>([]);
  const replies = emails.map((it) => ({ value: `{{answers.${it.key ?? ''}}}`, label: it.label }));
  const [replyTo, setReplyTo] = useState(replies[0]?.value ?? RESPONDENT);
  const question = choices.find((it) => it.id === questionId);
  const [subject, setSubject] = useState(subjectOf(choices[0]));
  const targets = question
    ? (fieldsOf([question])[0]?.options ?? [])
    : [{ value: EVERYTHING, label: t('desk.everything') }];
  const addresses = Object.fromEntries(
    targets.map((it) => [it.value, people[it.value]?.email ?? '']),
  );
  const isReady = subject.trim() !== '' && Object.values(addresses).some(Boolean);

  function submit(): void {
    const rules = deskRules({
      formId: form.id,
      url: form.url,
      question,
      addresses,
      subject,
      replyTo,
      senderId: sender[0]?.id ?? '',
      position: ruleCount,
    });
    add.mutate(rules, {
      onSuccess: () => {
        toast.show(t('desk.made', { count: rules.length }), { tone: 'success' });
        onClose();
      },
    });
  }

  return (
    <Modal
      opened
      onClose={onClose}
      size={640}
      title={t('desk.preset')}
      closeButtonProps={{ 'aria-label': t('cancel') }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Stack gap="md">
          <p className={classes.about}>{t('desk.about')}</p>
          <Select
            label={t('desk.question')}
            allowDeselect={false}
            value={questionId}
            data={[
              ...choices.map((it) => ({ value: it.id, label: it.label || it.key || '' })),
              { value: EVERYTHING, label: t('desk.no.question') },
            ]}
            onChange={(id) => {
              setQuestion(id ?? EVERYTHING);
              setSubject(subjectOf(choices.find((it) => it.id === id)));
            }}
          />
          <div className={classes.targets}>
            {targets.map((target) => {
              const label = target.label === '…' ? t('option.other') : target.label;
              const chosen = people[target.value];
              return (
                <PeoplePicker
                  key={target.value}
                  label={label}
                  placeholder={t('desk.address')}
                  limit={1}
                  isFreeAllowed
                  value={chosen ? [chosen] : []}
                  onChange={([person]) => setPeople({ ...people, [target.value]: person })}
                />
              );
            })}
          </div>
          <TextInput
            label={t('desk.subject')}
            required
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          <Select
            label={t('desk.reply')}
            allowDeselect={false}
            value={replyTo}
            data={[...replies, { value: RESPONDENT, label: t('fill.respondent') }]}
            onChange={(value) => setReplyTo(value ?? RESPONDENT)}
          />
          {replyTo === RESPONDENT && form.settings.collect_email === 'none' && (
            <Notice tone="warning">{t('desk.no.email')}</Notice>
          )}
          <PeoplePicker
            label={t('desk.sender')}
            placeholder={t('person.rule.owner')}
            limit={1}
            value={sender}
            onChange={setSender}
          />
          <Group justify="flex-end" gap="xs">
            <Button variant="default" onClick={onClose}>
              {t('cancel')}
            </Button>
            <Button type="submit" disabled={!isReady} loading={add.isPending}>
              {t('desk.make')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const subjectOf = (question: Block | undefined): string =>
  question ? `{{form_title}}: {{answers_written.${question.key ?? ''}}}` : '{{form_title}}';
