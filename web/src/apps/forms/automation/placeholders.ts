/** What an argument of a rule may be filled with: answers by question, and facts of the response. */
import { useTranslation } from '@/platform/i18n';
import { asks, type Block } from '../model/blocks';

export interface Placeholder {
  text: string;
  label: string;
}

export function usePlaceholders(blocks: readonly Block[]): Placeholder[] {
  const { t } = useTranslation('forms');
  const answers = blocks.filter((it) => asks(it) && it.kind !== 'file' && it.key);
  return [
    { text: '{{answers_text}}', label: t('fill.answers') },
    { text: '{{form_title}}', label: t('fill.title') },
    { text: '{{response_id}}', label: t('fill.response') },
    { text: '{{respondent.email}}', label: t('fill.respondent') },
    ...answers.map((block) => ({
      text: `{{${block.options || block.kind === 'consent' ? 'answers_written' : 'answers'}.${block.key ?? ''}}}`,
      label: block.label || block.key || '',
    })),
  ];
}
