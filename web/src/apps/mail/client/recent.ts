/** The last searches of this browser. */
const STORED = 'bureau.mail.recent';
const MOST = 8;

export function recentSearches(): string[] {
  try {
    const value: unknown = JSON.parse(window.localStorage.getItem(STORED) ?? '[]');
    return Array.isArray(value) ? value.filter((it) => typeof it === 'string') : [];
  } catch {
    return [];
  }
}

export function rememberSearch(query: string): void {
  const others = recentSearches().filter((it) => it !== query);
  window.localStorage.setItem(STORED, JSON.stringify([query, ...others].slice(0, MOST)));
}
