/** The grey text that goes on while one writes, where the person wants it. */
import { useEffect, useMemo, useState } from 'react';
import type { AnyExtension } from '@tiptap/core';
import { SuggestionLine, type Context } from '@/platform/compose';
import { currentLanguage, useTranslation } from '@/platform/i18n';
import { composerNow } from '@/apps/mail/client/composers';
import { settingsNow } from '@/apps/mail/client/settings';
import type { Compose } from '@/apps/mail/model/compose';

interface Suggestions {
  isReady: boolean;
  extensions: AnyExtension[];
}

const NONE: AnyExtension[] = [];
const plugin = () => import('@/editor/suggest').then((module) => module.SuggestExtension);

/** What is known of the message besides its text; a group is nobody's given name. */
export function contextOf({ subject, to }: Compose): Context {
  const recipients = to.slice(0, 20).map(({ name, email, kind }) => ({
    name: kind === 'person' || kind === 'free' ? name : '',
    email,
  }));
  return { subject, recipients, language: currentLanguage(), hour: new Date().getHours() };
}

/** The editor reads its extensions once, so it waits until they are there. */
export function useSuggestions({ key }: Compose): Suggestions {
  const { t } = useTranslation('mail');
  const hint = t('smart.hint');
  const line = useMemo(() => new SuggestionLine(), []);
  const [extensions, setExtensions] = useState<AnyExtension[] | null>(null);
  useEffect(() => {
    let isWanted = true;
    const configure = (extension: Awaited<ReturnType<typeof plugin>>) => [
      extension.configure({
        ask: line.ask,
        context: () => {
          const compose = composerNow(key);
          return compose ? contextOf(compose) : {};
        },
        isOn: () => settingsNow().smart_compose_on,
        hint,
      }),
    ];
    void plugin()
      .then(configure, () => NONE)
      .then((made) => isWanted && setExtensions(made));
    return () => {
      isWanted = false;
    };
  }, [key, hint, line]);
  useEffect(() => () => line.close(), [line]);
  return { isReady: extensions !== null, extensions: extensions ?? NONE };
}
