// What scripts of a theme can rely on: `search.js` defines `kbSearch` on every page of a locale, at once, and loads the
// index when it is first asked.

/** How to search. */
interface KbSearchOptions {
  /** Most results; 10 unless told. */
  limit?: number;
  /** Results to leave out at the beginning. */
  offset?: number;
  /** The locale to search; the page's unless told. */
  locale?: string;
  /** Only results with these values. */
  filters?: { topic?: string; product?: string; kind?: string };
  /** Whether to count the values that results can be narrowed down to. */
  facets?: boolean;
  /** Whether the last word is complete. Without it, words that it begins are found, too. */
  final?: boolean;
}

/** One article. */
interface KbSearchResult {
  url: string;
  title: string;
  excerpt: string;
  /** Language of title and excerpt, as a BCP 47 tag. */
  locale: string;
  /** `source`: only the text in the source language has the words. */
  matched: "locale" | "source";
  state: "human" | "machine" | "edited" | "rebuilt" | "source" | "";
  /** What to highlight: from and to, in UTF-16 code units. */
  marks: { title: [number, number][]; excerpt: [number, number][] };
}

/** A value that results can be narrowed down to. */
interface KbSearchFacet {
  id: string;
  /** In the locale's words; empty for kinds of translation. */
  label: string;
  count: number;
}

interface KbSearchAnswer {
  results: KbSearchResult[];
  /** How many there are in all. */
  total: number;
  /** The query with its misspelled words replaced. */
  suggestion: string | null;
  /** Counts over all results, each without regard to its own filter. */
  facets: { topic: KbSearchFacet[]; product: KbSearchFacet[]; kind: KbSearchFacet[] } | null;
}

/** A search term in a text. */
interface KbSearchToken {
  /** Without case and marks. */
  text: string;
  kind: "word" | "part" | "code" | "gram";
  /** How much of a word it is, from 0 to 1. */
  weight: number;
}

interface KbSearch {
  /** Fails where nothing of the index arrives: there is no network, or no such locale. */
  (query: string, options?: KbSearchOptions): Promise<KbSearchResult[]>;
  query(query: string, options?: KbSearchOptions): Promise<KbSearchAnswer>;
  /** Begins to load the index. */
  warm(): void;
  /** Loads all that queries in the page's locale may need, so that they need no network. */
  load(): Promise<void>;
  /** The terms of a text. An apostrophe is a letter in some languages. */
  tokenize(text: string, apostrophe?: boolean): KbSearchToken[];
}

/** What `search-box.js` gives to `search-page.js`. */
interface KbSearchParts {
  /** The form that searches, its field, and the texts of the interface. */
  form: HTMLFormElement;
  input: HTMLInputElement;
  words: DOMStringMap;
  element(name: string, attributes?: Record<string, string>, ...children: (Node | string)[]): HTMLElement;
  /** A text with what was found in it highlighted. */
  marked(text: string, marks: [number, number][]): (Node | string)[];
  /** A link to a result: title, excerpt, and what should be known of it. */
  link(result: KbSearchResult): HTMLAnchorElement;
  /** A text of the interface with a value in place of `{count}` or `{query}`. */
  filled(text: string | undefined, value: string | number): string;
  /** Calls back when the reader has typed, but never within a composition. */
  typed(wait: number, then: () => void): { cancel(): void };
  /** Tells screen readers, when the reader has stopped typing. */
  say(text: string): void;
}

interface Navigator {
  /** How the device is connected, where the browser tells. */
  connection?: { saveData?: boolean; effectiveType?: string };
}

interface Window {
  kbSearch?: KbSearch;
  kbSearchParts?: KbSearchParts;
}
