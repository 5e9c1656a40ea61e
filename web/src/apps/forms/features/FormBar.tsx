/** The head of a form: its name in place, how it stands, preview and publish, then the tabs. */
import { useState } from 'react';
import { ActionIcon, Button, Menu } from '@mantine/core';
import { IconArrowLeft, IconExternalLink, IconEye, IconPlayerPlay } from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { asProblem, queries } from '@/platform/api';
import { useTranslation } from '@/platform/i18n';
import { useShortcuts } from '@/platform/keys';
import { toast } from '@/ui';
import { problemsByBlock, useDraft, type SaveState } from '../client/draft';
import { formKey, publishForm, refreshForms, useUpdateForm, type Form } from '../client/forms';
import { slugOf } from '../model/blocks';
import { FormState } from './FormState';
import { Preview } from './Preview';
import classes from './bar.module.css';

export const tabs = ['questions', 'settings', 'automation', 'share', 'responses'] as const;
export type Tab = (typeof tabs)[number];

export const tabsFor = (form: Form): Tab[] =>
  tabs.filter((it) => form.abilities.edit || it === 'questions' || it === 'responses');
const pathOf = (form: Form, tab: Tab) =>
  tab === 'questions' ? `/forms/${form.id}` : `/forms/${form.id}/${tab}`;

export function FormBar({ form, tab }: { form: Form; tab: Tab }) {
  return (
    <header className={classes.bar}>
      <div className={classes.row}>
        <BackButton />
        <Title key={form.title} form={form} />
        <Standing form={form} />
        <span className={classes.grow} />
        <Actions form={form} />
      </div>
      <Tabs form={form} tab={tab} />
    </header>
  );
}

function BackButton() {
  const { t } = useTranslation('forms');
  return (
    <ActionIcon component={Link} to="/forms" variant="subtle" color="gray" aria-label={t('back')}>
      <IconArrowLeft size={18} stroke={1.75} />
    </ActionIcon>
  );
}

function Title({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const update = useUpdateForm(form);
  const [title, setTitle] = useState(form.title);
  if (!form.abilities.edit) return <h1 className={classes.name}>{form.title}</h1>;
  function save(): void {
    const wanted = title.trim();
    if (!wanted) setTitle(form.title);
    if (!wanted || wanted === form.title) return;
    update.mutate(
      { title: wanted, ...addressFor(form, wanted) },
      {
        onError: (error) => {
          setTitle(form.title);
          toast.problem(error);
        },
      },
    );
  }
  return (
    <h1 className={classes.name} data-value={title}>
      <input
        className={classes.nameInput}
        aria-label={t('title')}
        size={1}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        onBlur={save}
        onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
      />
    </h1>
  );
}

/** Until the form is published its address follows the title; the random end stays. */
function addressFor(form: Form, title: string): { slug?: string } {
  const end = /-[0-9a-f]{6}$/.exec(form.slug)?.[0];
  const words = slugOf(title, 50).replaceAll('_', '-');
  return form.version_number === 0 && end && words ? { slug: words + end } : {};
}

/** State, version and whether everything is saved, in words. */
function Standing({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const { view } = useDraft(form);
  const words: Record<SaveState, string> = {
    saved: t('save.saved'),
    waiting: t('save.saving'),
    saving: t('save.saving'),
    conflict: t('save.conflict'),
    failed: t('save.failed'),
  };
  const isWrong = view.state === 'conflict' || view.state === 'failed';
  return (
    <div className={classes.standing}>
      <FormState state={form.state} />
      <span className={classes.saved} data-wrong={isWrong || undefined} role="status">
        {words[view.state]}
      </span>
      {form.version_number > 0 && (
        <span className={classes.version}>
          {form.has_unpublished_changes
            ? t('version.changed', { number: form.version_number })
            : t('version', { number: form.version_number })}
        </span>
      )}
    </div>
  );
}

function Actions({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const [isPreview, setPreview] = useState(false);
  return (
    <div className={classes.actions}>
      <Menu>
        <Menu.Target>
          <Button
            variant="default"
            leftSection={<IconEye size={18} stroke={1.75} />}
            className={classes.preview}
            aria-label={t('preview')}
          >
            {t('preview')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconPlayerPlay size={18} stroke={1.75} />}
            onClick={() => setPreview(true)}
          >
            {t('preview.draft')}
          </Menu.Item>
          <Menu.Item
            component="a"
            href={form.url}
            target="_blank"
            rel="noopener"
            disabled={form.version_number === 0}
            data-disabled={form.version_number === 0 || undefined}
            leftSection={<IconExternalLink size={18} stroke={1.75} />}
          >
            {t('open.public')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {form.abilities.edit && <PublishButton form={form} />}
      {isPreview && <Preview form={form} onClose={() => setPreview(false)} />}
    </div>
  );
}

function PublishButton({ form }: { form: Form }) {
  const { t } = useTranslation('forms');
  const go = useGo();
  const { draft, view } = useDraft(form);
  const [isBusy, setBusy] = useState(false);
  const isDue = form.has_unpublished_changes || view.state !== 'saved';

  async function publish(): Promise<void> {
    setBusy(true);
    try {
      await draft.flush();
      const published = await publishForm(form.id);
      queries.setQueryData(formKey(form.id), published);
      refreshForms();
      toast.show(t('published', { number: published.version_number }), { tone: 'success' });
    } catch (error) {
      const problem = asProblem(error);
      const found = problemsByBlock(problem.errors.map((it) => ({ ...it })));
      draft.showProblems(found);
      toast.problem(error);
      if (Object.keys(found).length > 0) go(`/forms/${form.id}`);
    } finally {
      setBusy(false);
    }
  }
  useShortcuts([
    { keys: 'mod+Enter', label: t('publish'), group: t('app'), run: () => void publish() },
  ]);
  return (
    <Button
      disabled={!isDue || view.blocks.length === 0 || view.state === 'conflict'}
      loading={isBusy}
      onClick={() => void publish()}
    >
      {form.version_number > 0 && isDue ? t('publish.changes') : t('publish')}
    </Button>
  );
}

function Tabs({ form, tab }: { form: Form; tab: Tab }) {
  const { t } = useTranslation('forms');
  return (
    <nav className={classes.tabs} aria-label={form.title}>
      {tabsFor(form).map((it) => (
        <Link
          key={it}
          to={pathOf(form, it)}
          className={classes.tab}
          activeOptions={{ exact: true }}
          aria-current={it === tab ? 'page' : undefined}
          data-active={it === tab || undefined}
        >
          {t(`tab.${it}`)}
          {it === 'responses' && form.response_count > 0 && (
            <span className={classes.badge}>{form.response_count}</span>
          )}
        </Link>
      ))}
    </nav>
  );
}
