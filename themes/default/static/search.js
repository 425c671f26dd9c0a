// The search engine: a query in, the articles that answer it out. Its rules are those of `src/search/` in kbgen, which
// makes the index and ranks in the terminal, under the same names; the vectors in `tests/search/` hold both to one
// another. The box and the search page are not here: they call `kbSearch`, as may anybody else.
"use strict";

(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { index: INDEX = "", locale: LOCALE = "" } = script.dataset;

  // Weights of a term by what it has to do with that of the query.
  const FORM = 0.65; // another form of the word
  const PREFIX = 0.75; // a word that begins with it
  const FUZZY = 0.55; // a word that differs in one letter
  const GUESS = 0.3; // a pair of characters that shares the first one
  const SOURCE = 0.8; // the same in the source language
  const UNKNOWN = 0.6; // a term that no text has
  const NOISE = 0.2; // such a pair of characters, between two known ones
  const BETWEEN = 0.5; // a pair of kana that stands between words

  // How much more those documents count that have more of the query, or have it in the title.
  const COVERAGE = 2.5;
  const TITLE = 0.3;
  // A query covered so far needs no source language.
  const ENOUGH = 0.95;

  const MOST_IMPACT = 63; // of a posting; one bit more, and the term stands in the title
  const MOST_TERMS = 60; // of a query: of a whole page that was pasted, the beginning is the query
  const BLOCK = 20; // articles in a block of results
  const DOWNLOADS = 6; // at a time, where nobody waits for them

  // ---- Text to terms: see analysis.rs.

  // Signs that show nothing, and signs that join words.
  const IGNORED = "\\u00ad\\u0640\\u200b-\\u200f\\u2060\\ufeff";
  const APOSTROPHES = "'’‘ʼ＇׳";
  const JOINERS = "._\\-/:@·";
  const ALL_JOINERS = `${JOINERS}‐‑．＿－／：＠${APOSTROPHES}`;
  const LETTERS = `[\\p{Alphabetic}\\p{N}\\p{M}${IGNORED}]+`;
  const RUN = new RegExp(`${LETTERS}(?:[${ALL_JOINERS}]${LETTERS})*`, "gu");
  const PARTS = new RegExp(`[^${ALL_JOINERS}]+`, "gu");
  const EDGES = new RegExp(`^[${ALL_JOINERS}]+|[${ALL_JOINERS}]+$`, "g");
  // Scripts without spaces between words, and Hangul, whose words grow many endings.
  const UNSPACED = new RegExp(
    "[\\u0e00-\\u0e4f\\u0e5a-\\u0eff\\u1000-\\u109f\\u1780-\\u17ff\\u3005-\\u3007\\u3040-\\u30ff\\u31f0-\\u31ff" +
      "\\u3400-\\u4dbf\\u4e00-\\u9fff\\uac00-\\ud7af\\uf900-\\ufaff\\u{20000}-\\u{3ffff}]",
    "u",
  );
  const SPARSE = new RegExp(`^${UNSPACED.source}|\\p{N}`, "u");
  // Marks that many readers do not type.
  const STRIPPED = new RegExp(
    "[\\u0300-\\u036f\\u0483-\\u0487\\u0591-\\u05bd\\u05bf\\u05c1\\u05c2\\u05c4\\u05c5\\u05c7\\u0610-\\u061a" +
      "\\u064b-\\u065f\\u0670\\u06d6-\\u06dc\\u06df-\\u06e4\\u1ab0-\\u1aff\\u1dc0-\\u1dff\\u20d0-\\u20ff" +
      "\\ufe20-\\ufe2f]",
    "g",
  );

  /** @type {Record<string, string>} */
  const LIKE = {
    ß: "ss", œ: "oe", æ: "ae", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ς: "σ",
    ٱ: "ا", ى: "ي", ی: "ي", ة: "ه", ک: "ك",
  };
  for (const zero of "٠۰०๐") {
    for (let n = 0; n < 10; n += 1) LIKE[String.fromCharCode(zero.charCodeAt(0) + n)] = `${n}`;
  }
  const LIKES = new RegExp(`[${Object.keys(LIKE).join("")}]`, "g");

  const SIGNS = new RegExp(`[${IGNORED}]`, "g");
  const QUOTES = new RegExp(`[${APOSTROPHES}]`, "g");

  /** A run in lower case and in its compatible form; every apostrophe is the same. @param {string} run */
  const normalized = (run) =>
    run
      .replace(SIGNS, "")
      .replace(QUOTES, "'")
      .replace(/[‐‑]/g, "-")
      .normalize("NFKC")
      .toLowerCase()
      // Lower case may come apart again (`İ`).
      .replace(/\u0307/g, "");

  /** A word without marks, and with one letter for all that people take for it. @param {string} word */
  const fold = (word) =>
    word
      .normalize("NFD")
      .replace(LIKES, (c) => LIKE[c])
      .replace(STRIPPED, "")
      .normalize("NFC");

  /** @param {string} text */
  const plain = (text) => fold(normalized(text));

  /** @param {string} text */
  const characters = (text) => [...text].length;

  /** @param {string} term */
  const isSparse = (term) => SPARSE.test(term);

  /** Pieces of one kind of script; marks belong to what they stand on. @param {string} run */
  const pieces = (run) => {
    /** @type {{ text: string, unspaced: boolean }[]} */
    const found = [];
    for (const c of run) {
      const unspaced = UNSPACED.test(c);
      const last = found.at(-1);
      if (last && (unspaced === last.unspaced || /\p{M}/u.test(c))) last.text += c;
      else found.push({ text: c, unspaced });
    }
    return found;
  };

  /** Characters, each with its marks. @param {string} piece */
  const units = (piece) => piece.match(/^\p{M}+|\P{M}\p{M}*/gu) ?? [];

  /** How many characters a word has in a script without spaces; none where kana stand between words. */
  const LENGTHS = /** @type {[RegExp, number][]} */ ([
    [/[\u3040-\u309f]/, 0],
    [/[\u30a0-\u30ff\u31f0-\u31ff]/, 5],
    [/[\uac00-\ud7af]/, 3],
    [/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/, 4],
  ]);

  /** How much of a word each pair of neighbours is. @param {string[]} units */
  const pairWeights = (units) => {
    const lengths = units.map((unit) => LENGTHS.find(([script]) => script.test(unit))?.[1] ?? 2);
    return units.slice(1).map((_, n) => {
      const length = lengths[n];
      if (!length || lengths[n + 1] !== length) return BETWEEN;
      let [from, to] = [n, n + 1];
      while (lengths[from - 1] === length) from -= 1;
      while (lengths[to + 1] === length) to += 1;
      return Math.min(1, Math.max(1, (to - from + 1) / length) / (to - from));
    });
  };

  class Tokens {
    /** @type {Search.Token[]} */
    found = [];
    piece = 0;

    /** @param {string} text @param {KbSearchToken["kind"]} kind */
    push(text, kind, weight = 1) {
      if (text) this.found.push({ text, kind, weight, piece: this.piece });
    }

    /** @param {string} piece */
    grams(piece) {
      const all = units(piece);
      this.piece += 1;
      if (all.length === 1) this.push(all[0], "gram");
      pairWeights(all).forEach((weight, n) => {
        this.push(all[n] + all[n + 1], "gram", weight);
        this.piece += 1;
      });
    }

    /** @param {string} piece */
    word(piece) {
      const parts = piece.match(PARTS) ?? [];
      const whole = piece.replace(EDGES, "");
      this.piece += 1;
      if (/\p{N}/u.test(piece)) this.code(whole, parts);
      else if (parts.length === 1) this.push(fold(parts[0]), "word");
      else if (whole.includes("'")) this.clitics(parts);
      else if (parts.length) this.compound(parts);
    }

    /** `l’onglet`, `don’t`: what is left of a word is none. @param {string[]} parts */
    clitics(parts) {
      for (const part of parts) {
        if (characters(part) < 3) continue;
        this.push(fold(part), "word");
        this.piece += 1;
      }
    }

    /** `e-mail`, but no path. @param {string[]} parts */
    compound(parts) {
      for (const part of parts) if (characters(part) > 1) this.push(fold(part), "word");
      if (parts.length <= 3) this.push(fold(parts.join("")), "part");
    }

    /** A code: whole, and in its parts, which may be typed alone. @param {string} written @param {string[]} parts */
    code(written, parts) {
      const whole = written.replaceAll("'", "");
      const fits = characters(whole) <= 40;
      if (fits) this.push(fold(whole), "code");
      for (const part of parts) {
        // What is too long for a code is a text without spaces.
        const alone = /\p{N}/u.test(part) ? "code" : "word";
        if (parts.length > 1 && characters(part) > 1) this.push(fold(part), fits ? "part" : alone);
        // `windows10`, `kb5001234`, `aadsts50020`; but not `0x80070005`.
        const [, ...halves] = /^(\p{Alphabetic}{2,}?)(\p{N}+)$/u.exec(part) ?? [];
        for (const half of halves) this.push(fold(half), "part");
      }
    }
  }

  /** The tokens of a text. An apostrophe is a letter where `apostrophe` says so. @param {string} text */
  const tokens = (text, apostrophe = false) => {
    const all = new Tokens();
    for (const [run] of text.matchAll(RUN)) {
      for (const { text: piece, unspaced } of pieces(normalized(run))) {
        if (unspaced) all.grams(piece);
        else all.word(apostrophe ? piece.replaceAll("'", "") : piece);
      }
    }
    return all.found;
  };

  // ---- Files: see pack.rs.

  /** @param {URL} url */
  const download = async (url) => {
    if (typeof DecompressionStream === "undefined") throw new Error("this browser cannot expand the search index");
    const response = await fetch(url);
    if (!response.ok || !response.body) throw new Error(`${url}: ${response.status}`);
    const expanded = response.body.pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(expanded).arrayBuffer());
  };

  /** @param {Uint8Array} bytes */
  const decoded = (bytes) => new TextDecoder().decode(bytes);

  /** @param {Uint8Array} bytes */
  const json = (bytes) => JSON.parse(decoded(bytes));

  /** The terms of a list. @param {Uint8Array} bytes */
  const terms = (bytes) => {
    let before = "";
    const lines = decoded(bytes).split("\n").filter(Boolean);
    return lines.map((line) => (before = before.slice(0, line.charCodeAt(0) - 32) + line.slice(1)));
  };

  /** Bytes that are read from the front. */
  class Reader {
    at = 0;

    /** @param {Uint8Array} bytes */
    constructor(bytes) {
      this.bytes = bytes;
    }

    /** @param {number} length */
    take(length) {
      return this.bytes.subarray(this.at, (this.at += length));
    }

    number() {
      let number = 0;
      for (let scale = 1; ; scale *= 128) {
        const byte = this.bytes[this.at++];
        number += (byte & 127) * scale;
        // After the end, too.
        if (!(byte > 127)) return number;
      }
    }

    postings() {
      const length = this.number();
      const documents = new Uint32Array(length);
      const impacts = new Uint8Array(length);
      for (let n = 0, next = 0; n < length; n += 1) {
        documents[n] = next + this.number();
        next = documents[n] + 1;
        impacts[n] = this.bytes[this.at++];
      }
      return { documents, impacts };
    }
  }

  /** @param {Uint8Array} bytes */
  const readShard = (bytes) => {
    const reader = new Reader(bytes);
    const lists = [];
    while (reader.at < bytes.length) lists.push(reader.postings());
    return lists;
  };

  /** @param {Uint8Array} bytes */
  const readSparse = (bytes) => {
    const reader = new Reader(bytes);
    const known = terms(reader.take(reader.number()));
    return { terms: known, lists: known.map(() => reader.postings()) };
  };

  /** @type {(bytes: Uint8Array) => Search.Facets} */
  const readFacets = (bytes) => {
    const all = /** @type {Record<string, [string, string, number[]][]>} */ (json(bytes));
    const facets = Object.entries(all).map(([name, values]) => {
      const read = values.map(([id, label, steps]) => {
        let next = 0;
        return { id, label, documents: steps.map((step) => (next += step + 1) - 1) };
      });
      return [name, read];
    });
    return Object.fromEntries(facets);
  };

  // The first place in a sorted list that is not before what is wanted.
  /** @type {<T extends string | number>(sorted: T[], wanted: T) => number} */
  const place = (sorted, wanted) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  // The last shard that does not begin after what is wanted.
  /** @type {<T extends string | number>(starts: T[], wanted: T) => number} */
  const shardOf = (starts, wanted) => {
    const at = place(starts, wanted);
    return starts[at] === wanted ? at : Math.max(0, at - 1);
  };

  // What came of several downloads; why others did not is added to `failures`.
  /** @type {<T>(downloads: Promise<T>[], failures: unknown[]) => Promise<T[]>} */
  const arrived = async (downloads, failures) => {
    const values = [];
    for (const settled of await Promise.allSettled(downloads)) {
      if (settled.status === "fulfilled") values.push(settled.value);
      else failures.push(settled.reason);
    }
    return values;
  };

  /** An index whose files are loaded when they are needed, once. */
  class Index {
    /** @type {Map<string, Promise<any>>} */
    files = new Map();

    /** @param {URL} url @param {Uint8Array<ArrayBuffer>} bytes */
    constructor(url, bytes) {
      const reader = new Reader(bytes);
      reader.at = 4;
      this.url = url;
      /** @type {Search.Head} */
      this.head = json(reader.take(new DataView(bytes.buffer).getUint32(0, true)));
      if (this.head.format !== 1) throw new Error(`${url}: a search index of another format (${this.head.format})`);
      this.words = terms(reader.take(this.head.words));
      this.frequencies = reader.take(this.words.length);
      const forms = new Reader(reader.take(this.head.forms));
      // Forms of one word: each leads to the next, the last to the first.
      this.next = Uint32Array.from(this.words, (_, n) => n);
      const first = this.next.slice();
      this.words.forEach((_, n) => {
        const distance = forms.number();
        this.next[n] = distance ? n + distance : first[n];
        if (distance) first[n + distance] = first[n];
      });
      this.titles = reader.take(bytes.length);
    }

    /** @type {Map<string, Promise<Index>>} */
    static loaded = new Map();

    /** @param {URL} url */
    static load(url) {
      return kept(Index.loaded, url.href, () => download(url).then((bytes) => new Index(url, bytes)));
    }

    /** The index of the source language, where it is another one. @returns {Promise<Index | null>} */
    async source() {
      return this.head.source ? Index.load(new URL(this.head.source, this.url)) : null;
    }

    /** @template T @param {string} name @param {(bytes: Uint8Array) => T} read @returns {Promise<T>} */
    file(name, read) {
      const url = new URL(`${this.head.folder}${name}.bin`, this.url);
      return kept(this.files, name, () => download(url).then(read));
    }

    /** @param {number} n */
    shard(n) {
      return this.file(this.head.shards[n], readShard);
    }

    /** @param {number} n */
    sparseShard(n) {
      return this.file(this.head.sparse[n], readSparse);
    }

    /** @param {number} n @returns {Promise<Search.Entry[]>} */
    block(n) {
      return this.file(this.head.blocks[n], json);
    }

    facets() {
      return this.file(this.head.facets, readFacets);
    }

    /** Loads of everything that a query may need. @returns {(() => Promise<unknown>)[]} */
    loads() {
      const { shards, sparse, blocks, facets } = this.head;
      return [
        ...shards.map((_, n) => () => this.shard(n)),
        ...sparse.map((_, n) => () => this.sparseShard(n)),
        ...blocks.flatMap((name, n) => (name ? [() => this.block(n)] : [])),
        ...(facets.length ? [() => this.facets()] : []),
      ];
    }

    /** The number of a word, or -1. @param {string} word */
    place(word) {
      const at = place(this.words, word);
      return this.words[at] === word ? at : -1;
    }

    /** In how many documents a word stands, roughly. @param {number} at */
    frequency(at) {
      const byte = this.frequencies[at];
      return byte < 4 ? byte : 3 * 2 ** (byte - 3);
    }

    /** The numbers of the most frequent words that begin so. @param {string} prefix */
    beginning(prefix) {
      const found = [];
      const first = place(this.words, prefix);
      for (let n = first; this.words[n]?.startsWith(prefix) && n < first + 3000; n += 1) found.push(n);
      return found.sort((a, b) => this.frequency(b) - this.frequency(a) || a - b).slice(0, 24);
    }

    /** @param {Search.Words} words @param {unknown[]} failures */
    wordLists(words, failures) {
      const { starts } = this.head;
      const inOrder = [...words].sort(([a], [b]) => a - b);
      const lists = inOrder.map(async ([at, weight]) => {
        const shard = shardOf(starts, at);
        return { term: this.words[at], weight, ...(await this.shard(shard))[at - starts[shard]] };
      });
      return arrived(lists, failures);
    }

    // The postings of a sparse term, or of those that begin like it.
    /** @param {string} term @returns {Promise<Search.List[]>} */
    async sparse(term) {
      if (!this.head.sparse.length) return [];
      const { terms, lists } = await this.sparseShard(shardOf(this.head.firsts, term));
      const at = place(terms, term);
      if (terms[at] === term) return [{ term, weight: 1, ...lists[at] }];
      const [first, second] = term;
      const isGram = UNSPACED.test(first);
      const beginning = isGram ? first : term;
      const most = isGram ? 60 : 10;
      const weight = isGram ? (second ? GUESS : 0.5) : 0.7;
      const longer = [];
      for (let n = place(terms, beginning); terms[n]?.startsWith(beginning) && longer.length < most; n += 1) {
        longer.push({ term: terms[n], weight, ...lists[n] });
      }
      return longer;
    }
  }

  // What is loaded once; what failed is tried again by whoever asks next.
  /** @type {<T>(known: Map<string, Promise<T>>, name: string, load: () => Promise<T>) => Promise<T>} */
  const kept = (known, name, load) => {
    let loading = known.get(name);
    if (!loading) {
      loading = load();
      known.set(name, loading);
      loading.catch(() => known.delete(name));
    }
    return loading;
  };

  // ---- Terms of a query to terms of an index, each with a weight: see query.rs.

  /**
   * How many letters must be changed, added, left out or swapped with their neighbour; more than `most` is 9.
   * @param {string} a @param {string} b @param {number} most
   */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return 9;
    /** @type {number[]} */
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      for (let j = 1; j <= b.length; j += 1) {
        const swapped = i > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? before[j - 2] + 1 : 9;
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1), swapped);
      }
      if (Math.min(...row) > most) return 9;
      before = last;
      last = row;
    }
    return last[b.length] > most ? 9 : last[b.length];
  };

  /** Words that differ in a letter or two, with the number of these. @param {Index} index @param {string} word */
  const similar = (index, word) => {
    const most = word.length >= 8 ? 2 : 1;
    /** @type {{ at: number, steps: number, rank: number }[]} */
    const found = [];
    index.words.forEach((other, at) => {
      if (Math.abs(other.length - word.length) > most) return;
      if (other[0] !== word[0] && other[1] !== word[1] && other[0] !== word[1]) return;
      const steps = distance(word, other, most);
      if (steps <= most) found.push({ at, steps, rank: steps - Math.min(0.5, Math.log(index.frequency(at)) / 20) });
    });
    found.sort((a, b) => a.rank - b.rank || a.at - b.at);
    return found.slice(0, 8).filter(({ steps }) => steps <= found[0].steps);
  };

  /** Adds a word, where there is one. @param {Search.Words} words @param {number} at @param {number} weight */
  const add = (words, at, weight) => {
    if (at >= 0) words.set(at, Math.max(words.get(at) ?? 0, weight));
  };

  /**
   * What a word of a query may stand for among the words of an index.
   * @param {Index} index @param {string} word @param {boolean} open @param {boolean} exact
   */
  const candidates = (index, word, open, exact) => {
    const { spellings, proclitics } = index.head.language;
    /** @type {Search.Words} */
    const found = new Map();
    /** @type {(form: string, weight: number) => void} */
    const forms = (form, weight) => {
      const at = index.place(form);
      add(found, at, weight);
      for (let n = index.next[at] ?? at; n !== at; n = index.next[n]) add(found, n, weight * FORM);
    };
    forms(word, 1);
    if (exact) return found;
    for (const [written, meant] of spellings) {
      for (let at = word.indexOf(written); at >= 0; at = word.indexOf(written, at + 1)) {
        forms(word.slice(0, at) + meant + word.slice(at + written.length), 0.9);
      }
      forms(word.replaceAll(written, meant), 0.95);
    }
    for (const stripped of ["", ...proclitics]) {
      const stem = word.slice(stripped.length);
      if (stripped && (!word.startsWith(stripped) || stem.length < 3)) continue;
      if (stripped) forms(stem, 0.8);
      for (const proclitic of proclitics) add(found, index.place(proclitic + stem), 0.7);
    }
    if ((open && word.length >= 2) || !found.size) {
      for (const at of index.beginning(word)) {
        add(found, at, PREFIX * Math.max(0.5, word.length / index.words[at].length));
      }
    }
    if (!found.size && word.length >= 4) {
      for (const { at, steps } of similar(index, word)) add(found, at, steps === 1 ? FUZZY : FUZZY * 0.7);
    }
    return found;
  };

  /** How the first part of a compound may differ from its word. @param {Index} index */
  const joints = ({ head }) => (head.language.joints.length ? head.language.joints : [["", ""]]);

  /**
   * Words that two neighbours of a query make when they are written together.
   * @param {Index} index @param {string} first @param {string} second
   */
  const compounds = (index, first, second) =>
    joints(index).map(([ending, lost]) =>
      first.endsWith(lost) ? index.place(first.slice(0, first.length - lost.length) + ending + second) : -1,
    );

  /** The words that a compound is made of, where the index has both. @param {Index} index @param {string} word */
  const within = (index, word) => {
    /** @type {(word: string) => number} */
    const frequent = (word) => {
      const at = word.length < 4 ? -1 : index.place(word);
      return index.frequency(at) >= 3 ? at : -1;
    };
    let best = 0;
    /** @type {number[]} */
    let words = [];
    for (let at = 4; at <= word.length - 4; at += 1) {
      const tail = frequent(word.slice(at));
      if (tail < 0) continue;
      const head = word.slice(0, at);
      for (const [ending, lost] of joints(index)) {
        const first = head.endsWith(ending) ? frequent(head.slice(0, at - ending.length) + lost) : -1;
        const score = first < 0 ? 0 : Math.sqrt(index.frequency(first) * index.frequency(tail));
        if (score > best) [best, words] = [score, [first, tail]];
      }
    }
    return words;
  };

  /** A query as groups. @param {Index} index @param {string} query @param {boolean} final */
  const groups = (index, query, final) => {
    const all = tokens(query, index.head.language.apostrophe);
    const last = final || /[\s.!?。！？]$/u.test(query) ? null : all.at(-1);
    const seen = new Set();
    const different = all.filter(({ kind, text }) => kind !== "part" && !seen.has(text) && seen.add(text));
    const kept = different.slice(0, MOST_TERMS);
    return kept.map((token, n) => {
      const { text, kind, piece } = token;
      const open = token === last || (last?.kind === "part" && last.piece === piece);
      const parts = all.filter((part) => part.kind === "part" && part.piece === piece);
      const words = isSparse(text) ? new Map() : candidates(index, text, open, false);
      if (kind === "word") {
        const [before, after] = [kept[n - 1], kept[n + 1]];
        if (before?.kind === "word") for (const at of compounds(index, before.text, text)) add(words, at, 0.9);
        if (after?.kind === "word") for (const at of compounds(index, text, after.text)) add(words, at, 0.9);
        for (const part of parts) add(words, index.place(part.text), 0.9);
        if (index.place(text) < 0) for (const at of within(index, text)) add(words, at, 0.5);
      }
      return group(token, open, words, kind === "code" ? parts : []);
    });
  };

  /** @type {(token: Search.Token, open: boolean, words: Search.Words, parts?: Search.Token[]) => Search.Group} */
  const group = (token, open, words, parts = []) => ({ token, open, words, parts, lists: [], source: [] });

  /**
   * Loads the postings of groups. Beside a code that nobody wrote whole stand its parts.
   * @param {Index} index @param {Search.Group[]} groups @param {unknown[]} failures
   */
  const load = async (index, groups, failures) => {
    /** @param {Search.Group} group */
    const fill = async (group) => {
      const { text } = group.token;
      const sparse = isSparse(text) ? arrived([index.sparse(text)], failures) : [];
      group.lists = [...(await index.wordLists(group.words, failures)), ...(await sparse).flat()];
    };
    const filled = groups.map(async (whole) => {
      const parts = whole.parts.map((part) =>
        group(part, false, isSparse(part.text) ? new Map() : candidates(index, part.text, false, true)),
      );
      await Promise.all([whole, ...parts].map(fill));
      const known = parts.filter(({ lists }) => lists.length);
      return whole.lists.length ? [whole] : [whole, ...known];
    });
    return (await Promise.all(filled)).flat();
  };

  /**
   * The same in the source language: only words that it has.
   * @param {Index} source @param {Search.Group[]} groups @param {unknown[]} failures
   */
  const loadSource = (source, groups, failures) =>
    Promise.all(
      groups.map(async (group) => {
        const { text, kind } = group.token;
        if (kind === "code" && !group.lists.length) {
          const [lists = []] = await arrived([source.sparse(text)], failures);
          group.source = lists.filter(({ weight }) => weight === 1);
        }
        if (kind === "gram" || isSparse(text)) return;
        group.source = await source.wordLists(candidates(source, text, group.open, !group.open), failures);
      }),
    );

  // ---- Ranking.

  /** @type {(frequency: number, documents: number) => number} */
  const idf = (frequency, documents) => Math.log(1 + (Math.max(0, documents - frequency) + 0.5) / (frequency + 0.5));

  /**
   * Whether the index has the term itself, whether it has anything for it, and how much the term says.
   * @param {Search.Group} group @param {number} documents
   */
  const rarity = ({ token, lists, source }, documents) => {
    const exact = lists.find(({ term }) => term === token.text);
    const same = source.filter(({ weight }) => weight === 1);
    const counted = [...(exact ? [exact] : lists), ...same];
    const frequency = Math.max(0, ...counted.map((list) => list.documents.length));
    const weight = frequency ? idf(frequency, documents) : idf(0, documents) * UNKNOWN;
    return { exact: Boolean(exact), known: frequency > 0, weight };
  };

  /**
   * A pair of Han characters that belong to two words is rare, and says nothing: it counts no more than its neighbours.
   * @param {Search.Group[]} groups @param {ReturnType<typeof rarity>[]} rarities @param {number} n
   */
  const gramRarity = (groups, rarities, n) => {
    const { weight, known } = rarities[n];
    const { text, piece } = groups[n].token;
    const near = [n - 1, n + 1].filter((at) => {
      const token = groups[at]?.token;
      return token?.kind === "gram" && Math.abs(token.piece - piece) === 1;
    });
    if (near.length < 2 || !/^\p{Script=Han}{2}$/u.test(text)) return weight;
    const [before, after] = near.map((at) => rarities[at]);
    if (!known) return before.known && after.known ? weight * NOISE : weight;
    return Math.min(weight, (before.weight + after.weight) / 2);
  };

  // What each document has of a group: of all the terms that this stands for, the best counts.
  /** @param {Search.Group} group @param {number} weight @param {boolean} exact */
  const best = (group, weight, exact) => {
    /** @type {Map<number, Search.Sum>} */
    const found = new Map();
    for (const list of [...group.lists, ...group.source]) {
      const isSource = group.source.includes(list);
      const strength = isSource ? SOURCE * (exact ? 0.8 : 1.4) : 1;
      const own = list.weight;
      list.documents.forEach((document, n) => {
        const impact = list.impacts[n];
        const score = (weight * strength * own * (impact & MOST_IMPACT)) / MOST_IMPACT;
        const known = found.get(document);
        if (known && known.score >= score) return;
        found.set(document, {
          score,
          cover: isSource ? Math.max(known?.cover ?? 0, 0.9 * own) : own,
          title: impact > MOST_IMPACT ? (isSource ? SOURCE * 1.4 * own : own) : 0,
          own: isSource ? (known?.own ?? 0) : own,
        });
      });
    }
    return found;
  };

  /**
   * Documents, the best first, and how much of the query one of them covers at most.
   * @param {Index} index @param {Search.Group[]} groups
   */
  const rank = ({ head, titles }, groups) => {
    const rarities = groups.map((group) => rarity(group, head.documents));
    /** @type {Map<number, Search.Sum>} */
    const sums = new Map();
    let total = 0;
    groups.forEach((group, n) => {
      const weight = group.token.weight * gramRarity(groups, rarities, n);
      total += weight;
      for (const [document, found] of best(group, weight, rarities[n].exact)) {
        const sum = sums.get(document) ?? { score: 0, cover: 0, title: 0, own: 0 };
        sum.score += found.score;
        sum.cover += weight * Math.min(1, found.cover);
        sum.title += weight * found.title;
        sum.own += weight * Math.min(1, found.own);
        sums.set(document, sum);
      }
    });
    let covered = 0;
    /** @type {Search.Ranked[]} */
    const ranked = [];
    for (const [document, sum] of sums) {
      // The source language has articles that the reader's has not.
      if (!titles[document]) continue;
      const cover = sum.cover / total;
      const title = sum.title / total;
      const whole = Math.min(1, groups.length / titles[document]);
      const value = sum.score * cover ** COVERAGE + TITLE * total * title * title * (0.5 + 0.5 * whole);
      covered = Math.max(covered, cover);
      ranked.push({ document, value, matched: sum.own * 2 < sum.cover ? "source" : "locale" });
    }
    ranked.sort((a, b) => b.value - a.value || a.document - b.document);
    return { ranked, covered };
  };

  // ---- Results.

  /** A title without case, marks and signs. @param {string} title */
  const plainTitle = (title) => plain(title).replace(/[^\p{Alphabetic}\p{N}\p{M}]+/gu, " ").trim();

  /** Where terms stand in a text. @param {string} shown @param {Set<string>} wanted @param {boolean} apostrophe */
  const marks = (shown, wanted, apostrophe) => {
    /** @type {Search.Range[]} */
    const found = [];
    /** @type {(at: number, text: string, kinds: string) => void} */
    const mark = (at, text, kinds) => {
      const isWanted = tokens(text, apostrophe).some((token) => kinds.includes(token.kind) && wanted.has(token.text));
      if (isWanted) found.push([at, at + text.length]);
    };
    for (const { 0: run, index: start } of shown.matchAll(RUN)) {
      let at = start;
      for (const { text: piece, unspaced } of pieces(run)) {
        if (unspaced) {
          let from = at;
          units(piece).forEach((unit, n, all) => {
            mark(from, unit + (all[n + 1] ?? ""), "gram");
            from += unit.length;
          });
        } else {
          const whole = piece.replace(EDGES, "");
          mark(at + piece.indexOf(whole), whole, "code part");
          for (const part of piece.matchAll(PARTS)) mark(at + part.index, part[0], "word code part");
        }
        at += piece.length;
      }
    }
    return joined(found);
  };

  /** Ranges without those that lie in or touch another. @param {Search.Range[]} ranges */
  const joined = (ranges) => {
    /** @type {Search.Range[]} */
    const found = [];
    for (const [from, to] of ranges.sort((a, b) => a[0] - b[0])) {
      const last = found.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else found.push([from, to]);
    }
    return found;
  };

  /**
   * Whether a document passes all filters but one.
   * @param {Search.Facets} facets @param {Search.Filters} filters @param {string} [without]
   */
  const passes = (facets, filters, without) => {
    const sets = Object.entries(filters).flatMap(([name, id]) => {
      if (!id || name === without) return [];
      return [new Set(facets[name]?.find((facet) => facet.id === id)?.documents)];
    });
    return (/** @type {Search.Ranked} */ { document }) => sets.every((set) => set.has(document));
  };

  /**
   * How many documents have each value, were this facet not filtered.
   * @param {Search.Ranked[]} ranked @param {Search.Facets} facets @param {Search.Filters} filters
   */
  const counts = (ranked, facets, filters) => {
    const counted = Object.entries(facets).map(([name, values]) => {
      const hits = new Set(ranked.filter(passes(facets, filters, name)).map(({ document }) => document));
      const numbers = values.map(({ id, label, documents }) => {
        return { id, label, count: documents.filter((document) => hits.has(document)).length };
      });
      return [name, numbers.filter(({ count }) => count)];
    });
    return Object.fromEntries(counted);
  };

  /**
   * A document as a result; one whose title is the query is worth more.
   * @param {Index} index @param {Search.Ranked} ranked @param {string} query @param {Set<string>} wanted
   * @returns {Promise<KbSearchResult & { value: number }>}
   */
  const result = async (index, { document, value, matched }, query, wanted) => {
    const { locale, language } = index.head;
    const block = await index.block(Math.floor(document / BLOCK));
    const [title, address, excerpt, state, foreign] = block[document % BLOCK];
    const [asked, named] = [plainTitle(query), plainTitle(title)];
    const boost = named === asked ? 2 : asked.length > 3 && named.startsWith(asked) ? 1.35 : 1;
    return {
      url: new URL(`../${address}`, index.url).pathname,
      title,
      excerpt,
      locale: foreign || locale,
      matched,
      state,
      marks: {
        title: marks(title, wanted, language.apostrophe),
        excerpt: marks(excerpt, wanted, language.apostrophe),
      },
      value: value * boost,
    };
  };

  /**
   * The query with the words that were meant instead of those that no text has.
   * @param {Index} index @param {string} query @param {Search.Group[]} groups @param {KbSearchResult[]} results
   */
  const suggest = (index, query, groups, results) => {
    let better = query;
    for (const { token, words, source } of groups) {
      const { text, kind } = token;
      if (kind !== "word" || index.place(text) >= 0 || source.length || !words.size) continue;
      const [[at]] = [...words].sort(([a, x], [b, y]) => y - x || index.frequency(b) - index.frequency(a));
      const meant = index.words[at];
      if (meant.startsWith(text) || distance(text, meant, 2) > 2) continue;
      const runs = results.flatMap(({ title, excerpt }) => `${title} ${excerpt}`.match(RUN) ?? []);
      const written = runs.find((run) => plain(run) === meant) ?? meant;
      const lower = written.toLocaleLowerCase(index.head.locale);
      better = better.replace(RUN, (run) => (plain(run) === text ? lower : run));
    }
    return better === query ? null : better;
  };

  /**
   * The groups of a query with their postings, and the documents that have them. The source language is asked only
   * where the reader's has too little.
   * @param {Index} index @param {string} query @param {boolean} final @param {unknown[]} failures
   */
  const search = async (index, query, final, failures) => {
    const asked = groups(index, query, final);
    const latin = asked.filter(({ token }) => token.kind === "word" && /^[a-z]{3,}$/.test(token.text));
    // Words that the reader's language does not have are most likely English, unless there is but one among many:
    // the index of the source language loads meanwhile.
    const foreign = latin.filter(({ token }) => index.place(token.text) < 0);
    if (foreign.length * 3 > latin.length) index.source().catch(() => {});
    const found = await load(index, asked, failures);
    const { ranked, covered } = rank(index, found);
    // The address of an article may have a number in it.
    const isAddress = found.some(({ token, lists }) => token.kind === "code" && !lists.length);
    if (covered >= ENOUGH || (!latin.length && !isAddress)) return { found, ranked };
    const [source] = await arrived([index.source()], failures);
    if (source) await loadSource(source, found, failures);
    return found.some(({ source }) => source.length) ? { found, ranked: rank(index, found).ranked } : { found, ranked };
  };

  /** @param {string} locale */
  const indexUrl = (locale) => {
    const url = new URL(INDEX, location.href);
    if (locale === LOCALE) return url;
    return new URL(`../../${encodeURIComponent(locale.toLowerCase())}/search/index.bin`, url);
  };

  /** @type {KbSearch["query"]} */
  const query = async (asked, options = {}) => {
    const { limit = 10, offset = 0, locale = LOCALE, filters = {}, facets: isCounted = false, final = false } = options;
    if (!asked.trim()) return { results: [], total: 0, suggestion: null, facets: null };
    const index = await Index.load(indexUrl(locale));
    const isNarrowed = Object.values(filters).some(Boolean);
    // What did not arrive is no failure of the query as long as something did.
    /** @type {unknown[]} */
    const failures = [];
    const facetsLoad = isNarrowed || isCounted ? arrived([index.facets()], failures) : [];
    const { found, ranked } = await search(index, asked, final, failures);
    const [facets] = await facetsLoad;
    const kept = isNarrowed ? ranked.filter(passes(facets ?? {}, filters)) : ranked;
    const wanted = new Set(found.flatMap(({ lists, source }) => [...lists, ...source].map(({ term }) => term)));
    const shown = kept.slice(offset, offset + limit);
    const loads = shown.map((each) => result(index, each, asked, wanted));
    const results = (await arrived(loads, failures)).sort((a, b) => b.value - a.value);
    if (failures.length && !results.length) throw failures[0];
    return {
      results: results.map(({ value, ...rest }) => rest),
      total: kept.length,
      suggestion: suggest(index, asked, found, results),
      facets: isCounted && facets && found.length ? counts(ranked, facets, filters) : null,
    };
  };

  /** @type {KbSearch["load"]} */
  const loadAll = async () => {
    const index = await Index.load(indexUrl(LOCALE));
    const source = await index.source();
    const waiting = [...index.loads(), ...(source?.loads() ?? [])].values();
    const work = async () => {
      for (const load of waiting) await load();
    };
    await Promise.all(Array.from({ length: DOWNLOADS }, work));
  };

  window.kbSearch = Object.assign(
    /** @type {(query: string, options?: KbSearchOptions) => Promise<KbSearchResult[]>} */
    async (asked, options) => (await query(asked, options)).results,
    {
      query,
      warm: () => void Index.load(indexUrl(LOCALE)).catch(() => {}),
      load: loadAll,
      tokenize: tokens,
    },
  );
})();
