// The types within `search.js`. What it offers to others is in `kbsearch.d.ts`.

declare namespace Search {
  /** A search term in a text; those of one piece are forms of one thing. */
  interface Token extends KbSearchToken {
    piece: number;
  }

  /** A token of a query: a term that is looked for, and all that it may stand for. */
  interface Group {
    token: Token;
    /** Whether it is still being typed. */
    open: boolean;
    words: Words;
    /** What a code that nobody wrote whole is made of. */
    parts: Token[];
    /** What was loaded: from the index, and from that of the source language. */
    lists: List[];
    source: List[];
  }

  /** Words of an index, by their numbers, each with its weight. */
  type Words = Map<number, number>;

  /** In which documents a term stands, and how much it says there. */
  interface Postings {
    documents: Uint32Array;
    impacts: Uint8Array;
  }

  interface List extends Postings {
    term: string;
    weight: number;
  }

  /** What a document has of a query. */
  interface Sum {
    score: number;
    cover: number;
    title: number;
    own: number;
  }

  interface Ranked {
    document: number;
    value: number;
    matched: "locale" | "source";
  }

  /** The head of a manifest: see `Head` in `src/search/pack.rs`. */
  interface Head {
    format: number;
    locale: string;
    folder: string;
    documents: number;
    language: {
      apostrophe: boolean;
      spellings: [written: string, meant: string][];
      proclitics: string[];
      joints: [ending: string, lost: string][];
    };
    words: number;
    forms: number;
    shards: string[];
    starts: number[];
    sparse: string[];
    firsts: string[];
    blocks: string[];
    facets: string;
    source: string;
  }

  /** What is shown of an article. */
  type Entry = [title: string, url: string, excerpt: string, state: KbSearchResult["state"], foreign: string];

  interface Facet {
    id: string;
    label: string;
    documents: number[];
  }

  type Facets = Record<string, Facet[]>;
  type Filters = Record<string, string | undefined>;

  /** From and to, in UTF-16 code units. */
  type Range = [from: number, to: number];
}
