// The search engine: a query in, the articles that answer it out. Its rules are those of `src/search/` in kbgen, which
// makes the index and ranks in the terminal; the vectors in `tests/search/` hold both to one another. The box and the
// search page are not here: they call `kbSearch`, as may anybody else.
"use strict";

(() => {
  const { index: INDEX, locale: LOCALE } = document.currentScript.dataset;

  // ---- Text to terms: see analysis.rs.

  const IGNORED = "\\u00ad\\u0640\\u200b-\\u200f\\u2060\\ufeff";
  const JOINERS = "._\\-/:@·‐‑．＿－／：＠'’‘ʼ＇׳";
  const LETTERS = `[\\p{Alphabetic}\\p{N}\\p{M}${IGNORED}]+`;
  const RUN = new RegExp(`${LETTERS}(?:[${JOINERS}]${LETTERS})*`, "gu");
  const UNSPACED =
    /[\u0e00-\u0e4f\u0e5a-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const STRIPPED =
    /[\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g;
  const LIKE = {
    ß: "ss", œ: "oe", æ: "ae", þ: "th", ø: "o", ł: "l", đ: "d", ð: "d", ħ: "h", ŧ: "t", ı: "i", ς: "σ",
    ٱ: "ا", ى: "ي", ی: "ي", ة: "ه", ک: "ك",
  };
  const DIGIT_ZEROS = [0x660, 0x6f0, 0x966, 0xe50];
  const SPECIAL = new RegExp(`[${Object.keys(LIKE).join("")}٠-٩۰-۹०-९๐-๙]`, "g");

  const normalized = (run) =>
    run
      .replace(new RegExp(`[${IGNORED}]`, "g"), "")
      .replace(/[’‘ʼ＇׳]/g, "'")
      .replace(/[‐‑]/g, "-")
      .normalize("NFKC")
      .toLowerCase()
      .replace(/\u0307/g, "");

  const fold = (word) =>
    word
      .normalize("NFD")
      .replace(SPECIAL, (c) => LIKE[c] ?? String(c.charCodeAt(0) - DIGIT_ZEROS.find((zero) => c.charCodeAt(0) - zero < 10 && c.charCodeAt(0) >= zero)))
      .replace(STRIPPED, "")
      .normalize("NFC");

  const characters = (text) => [...text].length;
  const isMark = (c) => /\p{M}/u.test(c);

  /** Pieces of one kind of script; marks belong to what they stand on. */
  const pieces = (run) => {
    const found = [];
    for (const c of run) {
      const unspaced = UNSPACED.test(c);
      const last = found.at(-1);
      if (last && (unspaced === last.unspaced || isMark(c))) last.text += c;
      else found.push({ text: c, unspaced });
    }
    return found;
  };

  // How many characters a word has in the scripts without spaces; kana that stand between words are none.
  const SCRIPTS = [
    [/[\u3040-\u309f]/, 0],
    [/[\u30a0-\u30ff\u31f0-\u31ff]/, 5],
    [/[\uac00-\ud7af]/, 3],
    [/[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]/, 4],
    [/./u, 2],
  ];
  const BETWEEN = 0.5;

  /** How much of a word each pair of neighbours is: a long word has many pairs, and counts as one. */
  const gramWeights = (units) => {
    const lengths = units.map((unit) => SCRIPTS.find(([script]) => script.test(unit))[1]);
    return units.slice(1).map((_, n) => {
      const length = lengths[n];
      if (!length || lengths[n + 1] !== length) return BETWEEN;
      let [from, to] = [n, n + 1];
      while (lengths[from - 1] === length) from -= 1;
      while (lengths[to + 1] === length) to += 1;
      return Math.min(1, Math.max(1, (to - from + 1) / length) / (to - from));
    });
  };

  /** The tokens of a text: `kind` is `word`, `part`, `code` or `gram`; those of one `piece` are forms of one thing. */
  const tokens = (text, apostrophe) => {
    const found = [];
    let piece = 0;
    const push = (plain, kind, weight = 1) => {
      const folded = kind === "gram" ? plain : fold(plain);
      if (folded) found.push({ text: folded, kind, plain, piece, weight });
    };
    const grams = (run) => {
      const units = [];
      for (const c of run) if (units.length && isMark(c)) units[units.length - 1] += c;
        else units.push(c);
      piece += 1;
      if (units.length === 1) push(units[0], "gram");
      const weights = gramWeights(units);
      for (let n = 0; n + 1 < units.length; n += 1) {
        push(units[n] + units[n + 1], "gram", weights[n]);
        piece += 1;
      }
    };
    const word = (written) => {
      const joined = apostrophe ? written.replaceAll("'", "") : written;
      const parts = joined.split(/[._\-/:@·']/).filter(Boolean);
      const plain = joined.replace(/^[._\-/:@·']+|[._\-/:@·']+$/g, "");
      piece += 1;
      if (/\p{N}/u.test(joined)) {
        const whole = plain.replaceAll("'", "");
        if (characters(whole) <= 40) push(whole, "code");
        for (const part of parts) {
          if (parts.length > 1 && characters(part) > 1) push(part, "part");
          const [, letters, digits] = /^(\p{Alphabetic}{2,}?)(\p{N}+)$/u.exec(part) ?? [];
          if (letters) {
            push(letters, "part");
            push(digits, "part");
          }
        }
      } else if (parts.length === 1) {
        push(parts[0], "word");
      } else if (plain.includes("'")) {
        for (const part of parts.filter((each) => characters(each) > 2)) {
          push(part, "word");
          piece += 1;
        }
      } else if (parts.length) {
        for (const part of parts.filter((each) => characters(each) > 1)) push(part, "word");
        if (parts.length <= 3) push(parts.join(""), "part");
      }
    };
    for (const [run] of text.matchAll(RUN)) {
      for (const { text: each, unspaced } of pieces(normalized(run))) (unspaced ? grams : word)(each);
    }
    return found;
  };

  const isSparse = (term) => UNSPACED.test(term.match(/./u)?.[0] ?? "") || /\p{N}/u.test(term);

  // ---- Files: see pack.rs.

  const download = async (url) => {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`${url}: ${response.status}`);
    const plain = response.body.pipeThrough(new DecompressionStream("deflate"));
    return new Uint8Array(await new Response(plain).arrayBuffer());
  };

  const text = (bytes) => new TextDecoder().decode(bytes);

  const numbers = (bytes, from = 0) => {
    let at = from;
    return {
      next: () => {
        let number = 0;
        for (let scale = 1; ; scale *= 128) {
          const byte = bytes[at++];
          number += (byte & 127) * scale;
          if (byte < 128) return number;
        }
      },
      byte: () => bytes[at++],
      take: (length) => bytes.subarray(at, (at += length)),
      done: () => at >= bytes.length,
    };
  };

  const list = (bytes) => {
    const terms = [];
    let before = "";
    for (const line of text(bytes).split("\n")) {
      if (!line) continue;
      before = before.slice(0, line.charCodeAt(0) - 32) + line.slice(1);
      terms.push(before);
    }
    return terms;
  };

  const postings = (reader) => {
    const length = reader.next();
    const documents = new Uint32Array(length);
    const impacts = new Uint8Array(length);
    for (let n = 0, document = -1; n < length; n += 1) {
      document += reader.next() + 1;
      documents[n] = document;
      impacts[n] = reader.byte();
    }
    return { documents, impacts };
  };

  /** The place of a text in a sorted list, or where it would be. */
  const place = (sorted, wanted) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] < wanted) low = middle + 1;
      else high = middle;
    }
    return low;
  };

  /** The last of a sorted list that is not after what is wanted. */
  const range = (starts, wanted) => {
    let at = 0;
    while (at + 1 < starts.length && starts[at + 1] <= wanted) at += 1;
    return at;
  };

  class Index {
    constructor(url, bytes) {
      this.url = url;
      const length = new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true);
      const reader = numbers(bytes, 4);
      this.head = JSON.parse(text(reader.take(length)));
      if (this.head.format !== 1) throw new Error(`search index of another format: ${this.head.format}`);
      this.words = list(reader.take(this.head.words));
      this.frequencies = reader.take(this.words.length);
      const forms = numbers(reader.take(this.head.forms));
      // Forms of one word: each leads to the next, the last to the first.
      this.next = new Uint32Array(this.words.length);
      const first = new Map();
      for (let n = 0; n < this.words.length; n += 1) {
        const distance = forms.next();
        const start = first.get(n) ?? n;
        this.next[n] = distance ? n + distance : start;
        if (distance) first.set(n + distance, start);
      }
      this.titles = reader.take(bytes.length);
      this.files = new Map();
    }

    static load(url) {
      let index = Index.loaded.get(url.href);
      if (!index) {
        index = download(url).then((bytes) => new Index(url, bytes));
        Index.loaded.set(url.href, index);
        // What failed is tried again by the next query.
        index.catch(() => Index.loaded.delete(url.href));
      }
      return index;
    }

    static loaded = new Map();

    file(name, read) {
      let file = this.files.get(name);
      if (!file) {
        file = download(new URL(`${this.head.folder}${name}.bin`, this.url)).then(read);
        this.files.set(name, file);
        file.catch(() => this.files.delete(name));
      }
      return file;
    }

    has(word) {
      const at = place(this.words, word);
      return this.words[at] === word ? at : -1;
    }

    /** In how many documents a word stands, roughly. */
    frequency(at) {
      const byte = this.frequencies[at];
      return byte < 128 ? byte : 128 * 2 ** ((byte - 128) / 8);
    }

    siblings(at) {
      const found = [];
      for (let n = this.next[at]; n !== at; n = this.next[n]) found.push(n);
      return found;
    }

    beginning(prefix, most) {
      const found = [];
      for (let n = place(this.words, prefix); this.words[n]?.startsWith(prefix) && found.length < most; n += 1) found.push(n);
      return found;
    }

    /** The postings of a word, by its number. */
    async word(number) {
      const { shards, starts } = this.head;
      const shard = range(starts, number);
      const lists = await this.file(shards[shard], (bytes) => {
        const reader = numbers(bytes);
        const all = [];
        while (!reader.done()) all.push(postings(reader));
        return all;
      });
      return lists[number - starts[shard]];
    }

    /** The sparse terms around one: a sorted list of terms, and the postings of each. */
    sparse(term) {
      const { sparse, firsts } = this.head;
      if (!sparse.length) return { terms: [], lists: [] };
      return this.file(sparse[range(firsts, term)], (bytes) => {
        const reader = numbers(bytes);
        const terms = list(reader.take(reader.next()));
        return { terms, lists: terms.map(() => postings(reader)) };
      });
    }

    block(number) {
      return this.file(this.head.blocks[number], (bytes) => JSON.parse(text(bytes)));
    }

    facets() {
      return this.file(this.head.facets, (bytes) => JSON.parse(text(bytes)));
    }
  }

  // ---- Terms of a query to terms of an index, each with a weight: see query.rs.

  const FORM = 0.65;
  const PREFIX = 0.75;
  const FUZZY = 0.55;

  /** How many letters must be changed, added, left out or swapped with their neighbour; more than `most` is 9. */
  const distance = (a, b, most) => {
    if (Math.abs(a.length - b.length) > most) return 9;
    let before = [];
    let last = Array.from({ length: b.length + 1 }, (_, n) => n);
    for (let i = 1; i <= a.length; i += 1) {
      const row = [i];
      let least = i;
      for (let j = 1; j <= b.length; j += 1) {
        let value = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) value = Math.min(value, before[j - 2] + 1);
        row.push(value);
        least = Math.min(least, value);
      }
      if (least > most) return 9;
      before = last;
      last = row;
    }
    return last[b.length] > most ? 9 : last[b.length];
  };

  const similar = (index, word) => {
    const most = word.length >= 8 ? 2 : 1;
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

  /** What a word of a query may stand for among the words of an index: number and weight. */
  const candidates = (index, word, { open, exact }) => {
    const { spellings, proclitics } = index.head.language;
    const found = new Map();
    const add = (at, weight) => {
      if (at >= 0 && (found.get(at) ?? 0) < weight) found.set(at, weight);
    };
    const forms = (at, weight) => {
      if (at < 0) return;
      add(at, weight);
      for (const other of index.siblings(at)) add(other, weight * FORM);
    };
    forms(index.has(word), 1);
    if (exact) return found;
    for (const [written, meant] of spellings) {
      for (let at = word.indexOf(written); at >= 0; at = word.indexOf(written, at + 1)) {
        forms(index.has(word.slice(0, at) + meant + word.slice(at + written.length)), 0.9);
      }
      forms(index.has(word.replaceAll(written, meant)), 0.95);
    }
    for (const stem of [word, ...proclitics.filter((each) => word.startsWith(each) && word.length - each.length >= 3).map((each) => word.slice(each.length))]) {
      if (stem !== word) forms(index.has(stem), 0.8);
      for (const proclitic of proclitics) add(index.has(proclitic + stem), 0.7);
    }
    if ((open && word.length >= 2) || !found.size) {
      const longer = index.beginning(word, 3000).sort((a, b) => index.frequency(b) - index.frequency(a) || a - b);
      for (const at of longer.slice(0, 24)) add(at, PREFIX * Math.max(0.5, word.length / index.words[at].length));
    }
    if (!found.size && word.length >= 4) {
      for (const { at, steps } of similar(index, word)) add(at, steps === 1 ? FUZZY : FUZZY * 0.7);
    }
    return found;
  };

  /** Words that two neighbours of a query make when they are written together. */
  const compounds = (index, first, second) => {
    const joints = index.head.language.joints.length ? index.head.language.joints : [["", ""]];
    return joints
      .map(([ending, lost]) => {
        if (lost && !first.endsWith(lost)) return -1;
        return index.has(first.slice(0, first.length - lost.length) + ending + second);
      })
      .filter((at) => at >= 0);
  };

  /** The words that a compound is made of, where the index has both. */
  const within = (index, word) => {
    let best = null;
    for (let at = 4; at <= word.length - 4; at += 1) {
      const tail = index.has(word.slice(at));
      if (tail < 0 || index.frequency(tail) < 3) continue;
      const joints = index.head.language.joints.length ? index.head.language.joints : [["", ""]];
      for (const [ending, lost] of joints) {
        const head = word.slice(0, at);
        if (!head.endsWith(ending)) continue;
        const stem = head.slice(0, head.length - ending.length) + lost;
        const first = stem.length >= 4 ? index.has(stem) : -1;
        if (first < 0 || index.frequency(first) < 3) continue;
        const score = Math.sqrt(index.frequency(first) * index.frequency(tail));
        if (!best || score > best.score) best = { score, words: [first, tail] };
      }
    }
    return best?.words ?? [];
  };

  // ---- Ranking.

  const COVERAGE = 2.5;
  const TITLE = 0.3;
  const SOURCE = 0.8;
  const MOST_IMPACT = 63;
  const ENOUGH = 0.95;

  const idf = (frequency, documents) => Math.log(1 + (Math.max(0, documents - frequency) + 0.5) / (frequency + 0.5));

  const UNKNOWN = 0.6;
  const GUESS = 0.3;

  /** A pair of characters that belong to two words is rare, and says nothing: it counts no more than its neighbours. */
  const gramRarity = (found, rarity, n) => {
    const near = [n - 1, n + 1].filter((at) => found[at]?.token.kind === "gram" && Math.abs(found[at].token.piece - found[n].token.piece) === 1);
    const { weight, known } = rarity[n];
    if (near.length < 2 || !HAN.test(found[n].token.text)) return weight;
    if (!known) return near.every((at) => rarity[at].known) ? weight * NOISE : weight;
    return Math.min(weight, CAP * (rarity[near[0]].weight + rarity[near[1]].weight) / 2);
  };
  const NOISE = 0.2;
  const CAP = 1;
  const HAN = /^\p{Script=Han}{2}$/u;

  /** A query as groups: each a term that is looked for, with all that it may stand for. */
  const groups = (index, query, final) => {
    const all = tokens(query, index.head.language.apostrophe);
    const open = !final && !/[\s.!?。！？]$/u.test(query) ? all.at(-1) : null;
    const seen = new Set();
    const found = [];
    for (const token of all) {
      if (token.kind === "part" || seen.has(token.text)) continue;
      seen.add(token.text);
      found.push({ token, words: new Map(), sparse: new Map(), open: open === token || (open?.kind === "part" && open.piece === token.piece) });
    }
    found.forEach((group, n) => {
      const { token } = group;
      const also = (at, weight) => {
        if (at >= 0) group.words.set(at, Math.max(group.words.get(at) ?? 0, weight));
      };
      if (isSparse(token.text)) {
        group.sparse.set(token.text, 1);
      } else {
        group.words = candidates(index, token.text, group);
      }
      if (token.kind === "word") {
        const known = index.has(token.text) >= 0;
        for (const near of [found[n - 1], found[n + 1]]) {
          if (near?.token.kind !== "word") continue;
          const [first, second] = near === found[n - 1] ? [near.token.text, token.text] : [token.text, near.token.text];
          for (const at of compounds(index, first, second)) also(at, 0.9);
        }
        for (const part of all.filter((each) => each.kind === "part" && each.piece === token.piece)) also(index.has(part.text), 0.9);
        if (!known && token.text.length >= 8) for (const at of within(index, token.text)) also(at, 0.5);
      }
      if (token.kind === "code") group.parts = all.filter((each) => each.kind === "part" && each.piece === token.piece).map((each) => each.text);
    });
    return found;
  };

  /** Loads the postings of every group. */
  const load = async (index, found) => {
    const lists = async (group) => {
      const words = [...group.words].map(async ([at, weight]) => ({ term: index.words[at], weight, ...(await index.word(at)) }));
      const sparse = [...group.sparse].map(async ([term, weight]) => {
        const shard = await index.sparse(term);
        const at = place(shard.terms, term);
        if (shard.terms[at] === term) return [{ term, weight, ...shard.lists[at] }];
        // The beginning of a code; a character alone, or the first of a pair that no text has.
        const [first, second] = term;
        const isGram = UNSPACED.test(first);
        const beginning = isGram ? first : term;
        const longer = [];
        for (let n = place(shard.terms, beginning); shard.terms[n]?.startsWith(beginning) && longer.length < (isGram ? 60 : 10); n += 1) {
          longer.push({ term: shard.terms[n], weight: isGram ? (second ? GUESS : 0.5) : 0.7, ...shard.lists[n] });
        }
        return longer;
      });
      group.lists = [...(await Promise.all(words)), ...(await Promise.all(sparse)).flat()];
    };
    // The parts of a code are for one that nobody wrote whole.
    const parts = found.flatMap((group) => (group.parts ?? []).map((part) => ({ of: group, token: { text: part, kind: "part" }, words: new Map(), sparse: new Map() })));
    for (const part of parts) {
      if (isSparse(part.token.text)) part.sparse.set(part.token.text, 1);
      else part.words = candidates(index, part.token.text, { exact: true });
    }
    await Promise.all([...found, ...parts].map(lists));
    return found.flatMap((group) => {
      const instead = group.lists.length ? [] : parts.filter((part) => part.of === group && part.lists.length);
      return instead.length ? instead : [group];
    });
  };

  /** The same in the source language: only words that it has. */
  const loadSource = async (source, found) => {
    await Promise.all(
      found.map(async (group) => {
        const { text: word, kind } = group.token;
        group.source = [];
        if (kind === "gram" || isSparse(word)) return;
        const words = candidates(source, word, { exact: !group.open, open: group.open });
        group.source = await Promise.all(
          [...words].map(async ([at, weight]) => ({ term: source.words[at], weight, ...(await source.word(at)) })),
        );
      }),
    );
  };

  /** Scores of documents, the best first. */
  const rank = (index, found, useSource) => {
    const documents = index.head.documents;
    const scores = new Map();
    let total = 0;
    const rarity = found.map((group) => {
      const exact = group.lists.find(({ term }) => term === group.token.text);
      let frequency = exact?.documents.length ?? Math.max(0, ...group.lists.map((each) => each.documents.length));
      if (useSource) {
        for (const each of group.source) if (each.weight === 1) frequency = Math.max(frequency, each.documents.length);
      }
      return { exact, known: frequency > 0, weight: frequency ? idf(frequency, documents) : idf(0, documents) * UNKNOWN };
    });
    found.forEach((group, n) => {
      const best = new Map();
      const { exact } = rarity[n];
      const source = useSource ? group.source : [];
      const weight = (group.token.weight ?? 1) * gramRarity(found, rarity, n);
      total += weight;
      for (const { documents: list, impacts, weight: own } of group.lists) {
        for (let n = 0; n < list.length; n += 1) {
          const score = (weight * own * (impacts[n] & MOST_IMPACT)) / MOST_IMPACT;
          const known = best.get(list[n]);
          if (!known || known.score < score) best.set(list[n], { score, title: impacts[n] > MOST_IMPACT ? own : 0, cover: own, own });
        }
      }
      const strength = SOURCE * (exact ? 0.8 : 1.4);
      for (const { documents: list, impacts, weight: own } of source) {
        for (let n = 0; n < list.length; n += 1) {
          const score = (weight * strength * own * (impacts[n] & MOST_IMPACT)) / MOST_IMPACT;
          const known = best.get(list[n]);
          if (!known || known.score < score) {
            const title = impacts[n] > MOST_IMPACT ? SOURCE * 1.4 * own : 0;
            best.set(list[n], { score, title, cover: Math.max(known?.cover ?? 0, 0.9 * own), own: known?.own ?? 0 });
          }
        }
      }
      for (const [document, { score, title, cover, own }] of best) {
        let sum = scores.get(document);
        if (!sum) scores.set(document, (sum = { document, score: 0, cover: 0, title: 0, own: 0 }));
        sum.score += score;
        sum.cover += weight * Math.min(1, cover);
        sum.title += weight * title;
        sum.own += weight * Math.min(1, own);
      }
    });
    let covered = 0;
    // The source language has articles that the reader's has not.
    const ranked = [...scores.values()].filter(({ document }) => index.titles[document]);
    for (const sum of ranked) {
      const cover = sum.cover / total;
      const title = sum.title / total;
      covered = Math.max(covered, cover);
      const whole = Math.min(1, found.length / Math.max(1, index.titles[sum.document]));
      sum.value = sum.score * cover ** COVERAGE + TITLE * total * title * title * (0.5 + 0.5 * whole);
      sum.matched = sum.own * 2 < sum.cover ? "source" : "locale";
    }
    ranked.sort((a, b) => b.value - a.value || a.document - b.document);
    return { ranked, covered };
  };

  // ---- Results.

  const plainTitle = (title) => fold(normalized(title)).replace(/[^\p{Alphabetic}\p{N}\p{M}]+/gu, " ").trim();

  /** Where the words of a query stand in a text. */
  const marks = (shown, terms, apostrophe) => {
    const found = [];
    for (const match of shown.matchAll(RUN)) {
      const [run] = match;
      if (UNSPACED.test(run)) {
        const lower = run.toLowerCase();
        for (let n = 0; n < run.length; n += 1) {
          if (lower.length === run.length && terms.has(lower.slice(n, n + 2).normalize("NFKC"))) found.push([match.index + n, match.index + Math.min(n + 2, run.length)]);
        }
      }
      for (const part of run.matchAll(new RegExp(`[^${JOINERS}]+`, "gu"))) {
        const hit = tokens(part[0], apostrophe).some(({ text: term, kind }) => kind !== "gram" && terms.has(term));
        if (hit && !UNSPACED.test(part[0])) found.push([match.index + part.index, match.index + part.index + part[0].length]);
      }
      if (!UNSPACED.test(run) && tokens(run, apostrophe).some(({ text: term, kind }) => kind !== "word" && terms.has(term))) found.push([match.index, match.index + run.length]);
    }
    found.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const joined = [];
    for (const [from, to] of found) {
      const last = joined.at(-1);
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else joined.push([from, to]);
    }
    return joined;
  };

  const allowed = (facets, filters, without) => {
    let documents = null;
    for (const [kind, id] of Object.entries(filters)) {
      if (!id || kind === without) continue;
      const of = new Set(facets[kind]?.find(([each]) => each === id)?.documents ?? []);
      documents = documents ? new Set([...documents].filter((each) => of.has(each))) : of;
    }
    return documents;
  };

  const facetsOf = async (index) => {
    const facets = await index.facets();
    for (const values of Object.values(facets)) {
      for (const value of values) {
        let next = 0;
        value.documents ??= value[2].map((step) => (next += step + 1) - 1);
      }
    }
    return facets;
  };

  const indexUrl = (locale) => {
    const url = new URL(INDEX, location.href);
    if (locale !== LOCALE) url.pathname = url.pathname.replace(/[^/]+\/search\/[^/]+$/, `${locale.toLowerCase()}/search/index.bin`);
    return url;
  };

  const query = async (asked, options = {}) => {
    const { limit = 10, offset = 0, locale = LOCALE, filters = {}, facets: wantsFacets = false, final = false } = options;
    const empty = { results: [], total: 0, suggestion: null, facets: null };
    if (!asked.trim()) return empty;
    const url = indexUrl(locale);
    const index = await Index.load(url);
    const narrowed = Object.values(filters).some(Boolean);
    const facetsLoad = wantsFacets || narrowed ? facetsOf(index) : null;
    let found = groups(index, asked, final);
    if (!found.length) return empty;
    // English words that the reader's language does not have are most likely English.
    const foreign = found.some(({ token }) => token.kind === "word" && /^[a-z]{3,}$/.test(token.text) && index.has(token.text) < 0);
    const sourceUrl = index.head.source && new URL(index.head.source, url);
    if (foreign && sourceUrl) Index.load(sourceUrl).catch(() => {});
    found = await load(index, found);
    let { ranked, covered } = rank(index, found, false);
    const latin = found.some(({ token }) => token.kind === "word" && /^[a-z]{3,}$/.test(token.text));
    let source = null;
    if (covered < ENOUGH && latin && sourceUrl) {
      source = await Index.load(sourceUrl);
      source.head.folder ||= "";
      await loadSource(source, found);
      if (found.some((group) => group.source.length)) ({ ranked } = rank(index, found, true));
    }
    const facets = facetsLoad && (await facetsLoad);
    const counts = wantsFacets ? {} : null;
    if (counts) {
      for (const [kind, values] of Object.entries(facets)) {
        const within = allowed(facets, filters, kind);
        const hits = new Set(ranked.map(({ document }) => document).filter((each) => !within || within.has(each)));
        counts[kind] = values
          .map((value) => ({ id: value[0], label: value[1], count: value.documents.filter((each) => hits.has(each)).length }))
          .filter(({ count }) => count);
      }
    }
    if (narrowed) {
      const within = allowed(facets, filters);
      ranked = ranked.filter(({ document }) => within.has(document));
    }
    const shown = ranked.slice(offset, offset + limit);
    const terms = new Set(found.flatMap(({ lists, source: also = [] }) => [...lists, ...also].map(({ term }) => term)));
    const home = new URL("../", url);
    const wanted = plainTitle(asked);
    const results = await Promise.all(
      shown.map(async ({ document, value, matched }) => {
        const entry = (await index.block(document >> 4))[document & 15];
        const [title, address, excerpt, state, foreignLocale] = entry;
        const plain = plainTitle(title);
        const boost = plain === wanted ? 2 : wanted.length > 3 && plain.startsWith(wanted) ? 1.35 : 1;
        return {
          value: value * boost,
          result: {
            url: new URL(address, home).pathname,
            title,
            excerpt,
            locale: foreignLocale || index.head.locale,
            matched,
            state,
            marks: {
              title: marks(title, terms, index.head.language.apostrophe),
              excerpt: marks(excerpt, terms, index.head.language.apostrophe),
            },
          },
        };
      }),
    );
    results.sort((a, b) => b.value - a.value);
    return { results: results.map(({ result }) => result), total: ranked.length, suggestion: suggest(index, asked, found, results), facets: counts };
  };

  /** The query with the words that were meant instead of those that no text has. */
  const suggest = (index, asked, found, results) => {
    let better = asked;
    for (const { token, words, source = [] } of found) {
      if (token.kind !== "word" || index.has(token.text) >= 0 || source.length || !words.size) continue;
      const [at] = [...words].sort((a, b) => b[1] - a[1] || index.frequency(b[0]) - index.frequency(a[0]))[0];
      const meant = index.words[at];
      if (meant.startsWith(token.text) || distance(token.text, meant, 2) > 2) continue;
      const written = results
        .flatMap(({ result }) => `${result.title} ${result.excerpt}`.match(RUN) ?? [])
        .find((run) => fold(normalized(run)) === meant);
      better = better.replace(RUN, (run) => (fold(normalized(run)) === token.text ? (written ?? meant).toLocaleLowerCase(index.head.locale) : run));
    }
    return better === asked ? null : better;
  };

  const kbSearch = async (asked, options) => (await query(asked, options)).results;
  kbSearch.query = query;
  kbSearch.warm = () => void Index.load(indexUrl(LOCALE)).catch(() => {});
  window.kbSearch = kbSearch;
})();
