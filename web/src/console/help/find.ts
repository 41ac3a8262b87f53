/** The topics that a search finds: every word of it begins a word of the topic's title, steps or other names. */

/** Lower case, without accents or curly apostrophes. */
export const fold = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("’", "'").toLowerCase();

const wordsOf = (text: string) => fold(text).split(/[^\p{L}\p{N}]+/u).filter(Boolean);

export interface Told { key: string; title: string; text: string; terms: string }

const begins = (words: string[], asked: string) => words.some((word) => word.startsWith(asked));

/** The best first: found in the title, then in the other names, then in the steps. */
export function find(told: Told[], query: string): string[] {
  const asked = wordsOf(query);
  if (asked.length === 0) return told.map((one) => one.key);
  return told
    .map((one) => {
      const [title, terms, text] = [wordsOf(one.title), wordsOf(one.terms), wordsOf(one.text)];
      const weights = asked.map((word) => (begins(title, word) ? 3 : begins(terms, word) ? 2 : begins(text, word) ? 1 : 0));
      return { key: one.key, weight: weights.includes(0) ? 0 : weights.reduce<number>((sum, each) => sum + each, 0) };
    })
    .filter((one) => one.weight > 0)
    .sort((one, other) => other.weight - one.weight)
    .map((one) => one.key);
}
