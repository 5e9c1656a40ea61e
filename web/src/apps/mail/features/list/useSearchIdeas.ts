/** What the search field suggests: recent and kept searches, people, labels, operators. */
import { useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { completeParticipant } from '@/apps/mail/client/correspondents';
import { recentSearches } from '@/apps/mail/client/recent';
import { searchesQuery } from '@/apps/mail/client/searches';
import { completed, completions, peopleOperator, termFor, typedIn } from '@/apps/mail/model/search';
import { useMail } from '../MailContext';

export interface Idea {
  kind: 'recent' | 'saved' | 'person' | 'term';
  label: string;
  hint: string;
  /** What the field holds when it is chosen. */
  text: string;
  /** Whether that is a whole search, which is run at once. */
  isWhole: boolean;
}

const PAUSE_MS = 120;

export function useSearchIdeas(text: string, isOpen: boolean): Idea[] {
  const { account, boxes } = useMail();
  const typed = typedIn(text);
  const operator = peopleOperator(typed);
  const [wanted] = useDebouncedValue(operator ? typed.value : '', PAUSE_MS);
  const { data: saved = [] } = useQuery(searchesQuery);
  const { data: people = [] } = useQuery({
    queryKey: ['mail-people', account.id, wanted],
    enabled: isOpen && wanted.length > 1,
    staleTime: 60_000,
    queryFn: ({ signal }) => completeParticipant(account.id, wanted, signal),
  });
  if (!isOpen) return [];
  const whole = text.trim().toLowerCase();
  const known = (query: string) => query.toLowerCase().includes(whole) && query !== text.trim();
  return [
    ...saved
      .filter((it) => known(it.query) || known(it.name))
      .slice(0, 3)
      .map(({ name, query }): Idea => idea('saved', name, query, query)),
    ...recentSearches()
      .filter(known)
      .slice(0, whole ? 3 : 5)
      .map((query): Idea => idea('recent', query, '', query)),
    ...(operator && wanted === typed.value ? people.slice(0, 5) : []).map((person): Idea => {
      const term = termFor(operator, person.email);
      const hint = person.name === person.email ? '' : person.email;
      return { ...idea('person', person.name, hint, completed(typed, term)), isWhole: false };
    }),
    ...completions(typed, boxes).map((term): Idea => {
      // An operator that still wants a value is completed to just that.
      const end = term.endsWith(':') ? `${typed.before}${term}` : completed(typed, term);
      return { ...idea('term', term, '', end), isWhole: false };
    }),
  ];
}

const idea = (kind: Idea['kind'], label: string, hint: string, text: string): Idea => ({
  kind,
  label,
  hint: hint === label ? '' : hint,
  text,
  isWhole: true,
});
