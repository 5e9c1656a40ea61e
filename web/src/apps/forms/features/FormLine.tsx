/** One form in the list, with what can be done with it. */
import { ActionIcon, Menu } from '@mantine/core';
import { IconCopy, IconDots, IconExternalLink, IconForms, IconTrash } from '@tabler/icons-react';
import { Link, useGo } from '@/platform/app';
import { useTranslation } from '@/platform/i18n';
import { PersonAvatar, toast, When } from '@/ui';
import { restoreForm, useDeleteForm, useDuplicateForm, type FormRow } from '../client/forms';
import { FormState } from './FormState';
import classes from './forms.module.css';

export function FormLine({ form }: { form: FormRow }) {
  const { t } = useTranslation('forms');
  const home = form.abilities.edit ? `/forms/${form.id}` : `/forms/${form.id}/responses`;
  return (
    <li className={classes.line}>
      <IconForms size={20} stroke={1.5} aria-hidden className={classes.mark} />
      <div className={classes.words}>
        <Link to={home} className={classes.title}>
          {form.title}
        </Link>
        <span className={classes.under}>
          <FormState state={form.state} />
          <span>{t('responses.count', { count: form.response_count })}</span>
          <When at={form.updated_at} />
        </span>
      </div>
      <span className={classes.state}>
        <FormState state={form.state} />
      </span>
      <span className={classes.count}>{t('responses.count', { count: form.response_count })}</span>
      <span className={classes.owner}>
        <PersonAvatar name={form.owner.name} seed={form.owner.id} size={22} />
        <span>{form.owner.name}</span>
      </span>
      <span className={classes.time}>
        <When at={form.updated_at} />
      </span>
      <LineMenu form={form} />
    </li>
  );
}

function LineMenu({ form }: { form: FormRow }) {
  const { t } = useTranslation('forms');
  const go = useGo();
  const { mutate: duplicate } = useDuplicateForm();
  const { mutate: remove } = useDeleteForm();
  const onDelete = () =>
    remove(form.id, {
      onSuccess: () =>
        void toast.show(t('form.deleted', { name: form.title }), {
          undo: () => restoreForm(form.id),
        }),
    });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon
          className={classes.menu}
          variant="subtle"
          color="gray"
          aria-label={t('more.of', { name: form.title })}
        >
          <IconDots size={18} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {form.version_number > 0 && (
          <Menu.Item
            component="a"
            href={form.url}
            target="_blank"
            rel="noopener"
            leftSection={<IconExternalLink size={18} stroke={1.75} />}
          >
            {t('open.public')}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconCopy size={18} stroke={1.75} />}
          onClick={() => duplicate(form.id, { onSuccess: (copy) => go(`/forms/${copy.id}`) })}
        >
          {t('duplicate')}
        </Menu.Item>
        {form.abilities.manage && (
          <Menu.Item
            color="red"
            leftSection={<IconTrash size={18} stroke={1.75} />}
            onClick={onDelete}
          >
            {t('delete')}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
