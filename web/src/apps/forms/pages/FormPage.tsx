/** One form: its questions, settings, automation, sharing and responses, each under its own tab. */
import { lazy, Suspense, type ComponentType } from 'react';
import { useTranslation } from '@/platform/i18n';
import { usePathname, usePathParam } from '@/platform/app';
import { AppLayout, LoadingRows, QueryState } from '@/ui';
import { useForm, type Form } from '../client/forms';
import { FormBar, tabs, tabsFor, type Tab } from '../features/FormBar';

type Screen = ComponentType<{ form: Form }>;

const screens: Record<Tab, React.LazyExoticComponent<Screen>> = {
  questions: lazy(() => import('../builder/Questions')),
  settings: lazy(() => import('../settings/Settings')),
  automation: lazy(() => import('../automation/Automation')),
  share: lazy(() => import('../settings/Share')),
  responses: lazy(() => import('../responses/Responses')),
};

function useTab(): Tab {
  const part = usePathname().split('/')[3];
  return tabs.find((it) => it === part) ?? 'questions';
}

export default function FormPage() {
  const { t } = useTranslation('forms');
  const query = useForm(usePathParam('id'));
  const form = query.data;
  return (
    <AppLayout title={form?.title ?? t('app')}>
      <QueryState query={query} isEmpty={!form}>
        {form && <Body key={form.id} form={form} />}
      </QueryState>
    </AppLayout>
  );
}

function Body({ form }: { form: Form }) {
  const wanted = useTab();
  const tab = tabsFor(form).includes(wanted) ? wanted : 'responses';
  const Screen = screens[tab];
  return (
    <>
      <FormBar form={form} tab={tab} />
      <Suspense fallback={<LoadingRows />}>
        <Screen form={form} />
      </Suspense>
    </>
  );
}
