/** The strip of templates: a blank one first; a press makes the document and opens it. */
import { Skeleton } from '@mantine/core';
import { IconFileImport, IconPlus } from '@tabler/icons-react';
import { useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { useCreateDoc, useTemplates, type NewDoc, type Template } from '../client/docs';
import classes from './home.module.css';

const EXPECTED = 6;

export function Templates() {
  const { t } = useTranslation('docs');
  const go = useGo();
  const { data: templates, isPending } = useTemplates();
  const create = useCreateDoc();
  const begin = (wanted: NewDoc) =>
    create.mutate(wanted, { onSuccess: (made) => go(`/docs/${made.id}`) });
  return (
    <section className={classes.templates} aria-label={t('start')}>
      <header className={classes.head}>
        <h2>{t('start')}</h2>
        <label className={classes.openFile} htmlFor="docs-open-file">
          <IconFileImport size={16} stroke={1.75} aria-hidden />
          {t('open.file')}
        </label>
      </header>
      <ul className={classes.strip}>
        <li>
          <button
            type="button"
            className={classes.template}
            disabled={create.isPending}
            onClick={() => begin({})}
          >
            <span className={classes.paper}>
              <IconPlus size={40} stroke={1.25} aria-hidden />
            </span>
            <strong>{t('blank')}</strong>
          </button>
        </li>
        {isPending &&
          Array.from({ length: EXPECTED }, (_, index) => (
            <li key={index}>
              <Skeleton className={classes.paper ?? ''} radius="sm" />
            </li>
          ))}
        {templates?.map((template) => (
          <li key={template.id}>
            <button
              type="button"
              className={classes.template}
              disabled={create.isPending}
              title={template.description}
              onClick={() => begin({ template: template.id })}
            >
              <Picture template={template} />
              <strong>{template.title}</strong>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Picture({ template }: { template: Template }) {
  const { thumbnail } = template;
  const source = thumbnail?.startsWith('<')
    ? `data:image/svg+xml;charset=utf-8,${encodeURIComponent(thumbnail)}`
    : thumbnail;
  return (
    <span className={classes.paper}>
      {source ? <img src={source} alt="" /> : <span className={classes.lines} />}
    </span>
  );
}
