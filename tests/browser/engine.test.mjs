// Search as readers have it: the index that kbgen wrote for the demo, and `search.js` in Chromium. What the box and the
// page make of answers is in `search.test.mjs`.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import vm from "node:vm";
import { deflateSync, inflateSync } from "node:zlib";
import { LOCALES, OPTIONS, REPOSITORY, home, kbgen, startSite } from "./lib.mjs";

const query = (page, ...question) => page.evaluate((question) => kbSearch.query(...question), question);
const paths = ({ results }) => results.map(({ url }) => url);
const marked = (text, marks) => marks.map(([from, to]) => text.slice(from, to));

/** Files of the index that a page asks for, from now on. */
const requests = (page, below = "/") => {
  const asked = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (pathname.endsWith(".bin") && pathname.startsWith(below)) asked.push(pathname);
  });
  return asked;
};

/** Waits until `check` holds. */
async function until(check, message) {
  for (let attempt = 0; !(await check()); attempt += 1) {
    assert.ok(attempt < 200, message);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("the engine", () => {
  let site;
  before(async () => {
    site = await startSite();
  });
  after(() => site?.close());

  const open = (t, locale, options) => site.open(t, home(locale, "links-broken/"), options);

  /** The engine in a page that is not one: `answer` gives what a download of the site brings. */
  const engine = async (locale, answer, without = []) => {
    const page = {
      URL, TextDecoder, Response, DecompressionStream,
      document: { currentScript: { dataset: { index: home(locale, "search/index.bin"), locale } } },
      location: { href: `https://help.example${home(locale)}` },
      window: {},
      fetch: async (url) => (await answer(new URL(url).pathname)) ?? new Response(await read(new URL(url).pathname)),
    };
    for (const name of without) delete page[name];
    const script = path.join(REPOSITORY, "themes", "default", "static", "search.js");
    vm.runInNewContext(await readFile(script, "utf8"), page);
    return page.window.kbSearch;
  };
  const read = (pathname) => readFile(path.join(site.folder, pathname));
  const missing = () => new Response("", { status: 404 });
  /** The head of a manifest, as `src/search/pack.rs` describes it. */
  const head = async (pathname) => {
    const bytes = inflateSync(await read(pathname));
    return JSON.parse(bytes.subarray(4, 4 + bytes.readUInt32LE(0)));
  };

  const first = [
    ["fr-FR", "Des liens sont rompus", "links-broken"],
    ["zh-TW", "連結失效", "links-broken"],
    ["sv-SE", "Länkar är brutna", "links-broken"],
    ["en-US", "Links are broken", "links-broken"],
    ["fr-FR", "problemes d'encodage", "encoding-problems"],
    ["sv-SE", "brutna lankar", "links-broken"],
    ["zh-TW", "編碼問題", "encoding-problems"],
    ...Object.keys(LOCALES).map((locale) => [locale, "KB401", "diagnostics/kb401-broken-link"]),
    ["fr-FR", "kb 401", "diagnostics/kb401-broken-link"],
    ["fr-FR", "share-text", "share-text"],
    ["zh-TW", "share-text", "share-text"],
    ["fr-FR", "61477917", "build-your-first-site"],
  ];
  for (const [locale, text, article] of first) {
    test(`${locale}: “${text}” finds its article`, OPTIONS, async (t) => {
      const page = await open(t, locale);
      assert.equal(paths(await query(page, text, { final: true }))[0], home(locale, `${article}/`));
    });
  }

  test("English words find what no word of the reader's language does", OPTIONS, async (t) => {
    const page = await open(t, "fr-FR");
    const { results } = await query(page, "wrong language detected");
    assert.deepEqual(
      [results[0].url, results[0].matched, results[0].locale],
      [home("fr-FR", "wrong-language-detected/"), "source", "fr-FR"],
    );
    assert.equal((await query(page, "liens rompus")).results[0].matched, "locale");
  });

  test("a misspelled word finds its article, and what was meant", OPTIONS, async (t) => {
    const english = await query(await open(t, "en-US"), "Transltion is behind", { final: true });
    assert.equal(english.suggestion, "translation is behind", "the other words stay as they are");
    assert.equal(paths(english)[0], home("en-US", "translation-is-behind/"));
    const swedish = await query(await open(t, "sv-SE"), "översättnig", { final: true });
    assert.equal(swedish.suggestion, "översättning");
    assert.equal(paths(swedish)[0], home("sv-SE", "translation-is-behind/"));
    assert.equal((await query(await open(t, "sv-SE"), "översättning")).suggestion, null);
  });

  test("marks cover the words that were found", OPTIONS, async (t) => {
    const cases = [
      ["fr-FR", "problemes d’encodage", ["Problèmes", "encodage"]],
      ["en-US", "broken", ["broken"]],
      ["zh-TW", "連結失效", ["連結失效"]],
      ["zh-TW", "KB401", ["KB401"]],
    ];
    for (const [locale, text, titleMarks] of cases) {
      const [{ title, marks }] = (await query(await open(t, locale), text, { final: true })).results;
      assert.deepEqual(marked(title, marks.title), titleMarks, text);
    }
    const { results } = await query(await open(t, "zh-TW"), "連結");
    const excerpts = results.flatMap(({ excerpt, marks }) => marked(excerpt, marks.excerpt));
    assert.ok(excerpts.length > 0, "excerpts have marks");
    for (const text of excerpts) assert.match(text, /連|結/);
  });

  test("filters and facets agree", OPTIONS, async (t) => {
    const page = await open(t, "fr-FR");
    const { total, facets } = await query(page, "liens", { facets: true });
    assert.ok(facets.topic.length > 2 && facets.kind.length > 1, "there is something to choose");
    assert.equal(facets.kind.reduce((sum, { count }) => sum + count, 0), total, "every article has a kind");
    for (const name of ["topic", "kind"]) {
      for (const { id, count } of facets[name]) {
        const narrowed = await query(page, "liens", { filters: { [name]: id }, facets: true, limit: 100 });
        assert.equal(narrowed.total, count, `${name}: ${id}`);
        assert.equal(narrowed.results.length, count);
        assert.deepEqual(narrowed.facets[name], facets[name], "its own facet offers the others");
        if (name === "kind") assert.ok(narrowed.results.every(({ state }) => state === id));
      }
    }
    assert.equal((await query(page, "liens", { filters: { topic: "none" } })).total, 0);
    assert.equal((await query(page, "liens")).facets, null);
  });

  test("pages of results follow one another", OPTIONS, async (t) => {
    const page = await open(t, "en-US");
    const { total } = await query(page, "kbgen");
    assert.ok(total > 20);
    const seen = [];
    for (let offset = 0; offset < total; offset += 7) {
      const found = paths(await query(page, "kbgen", { limit: 7, offset }));
      assert.equal(found.length, Math.min(7, total - offset));
      seen.push(...found);
    }
    assert.equal(new Set(seen).size, total, "none comes twice");
  });

  test("nothing is found for nothing", OPTIONS, async (t) => {
    const page = await open(t, "fr-FR");
    const asked = requests(page);
    const nothing = { results: [], total: 0, suggestion: null, facets: null };
    assert.deepEqual(await query(page, "  "), nothing);
    assert.deepEqual(asked, [], "nothing is loaded for it");
    assert.deepEqual(await query(page, "…!?", { facets: true }), nothing);
    const nonsense = await query(page, "qqxzzjw 0x99999999", { facets: true });
    assert.deepEqual([nonsense.results, nonsense.total, nonsense.suggestion], [[], 0, null]);
    assert.deepEqual(nonsense.facets, { topic: [], product: [], kind: [] });
  });

  test("another locale can be asked", OPTIONS, async (t) => {
    const page = await open(t, "fr-FR");
    const found = await page.evaluate(() => kbSearch("連結失效", { locale: "zh-TW", limit: 1 }));
    assert.deepEqual(found.map(({ url, locale }) => [url, locale]), [[home("zh-TW", "links-broken/"), "zh-TW"]]);
  });

  test("loads the index in few rounds", OPTIONS, async (t) => {
    const page = await open(t, "fr-FR");
    const locale = await head(home("fr-FR", "search/index.bin"));
    const source = await head(path.posix.join(home("fr-FR", "search/"), locale.source));
    const kinds = new Map([["index", "manifest"], [path.basename(locale.source, ".bin"), "source"]]);
    const name = (kind, names) => names.forEach((each) => kinds.set(each, kind));
    name("shard", [...locale.shards, ...locale.sparse]);
    name("source shard", [...source.shards, ...source.sparse]);
    name("block", locale.blocks);
    // Slow enough that what is asked at once is told from what must wait for an answer.
    await page.route("**/*.bin", async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      await route.continue();
    });
    const rounds = [];
    let last = 0;
    page.on("request", (request) => {
      // Whatever else the page still loads is no part of the index.
      if (!request.url().endsWith(".bin")) return;
      if (Date.now() - last > 200) rounds.push(new Set());
      last = Date.now();
      rounds.at(-1).add(kinds.get(path.basename(request.url(), ".bin")));
    });
    const ask = async (text) => {
      await query(page, text);
      return rounds.splice(0).map((kinds) => [...kinds].sort());
    };
    // The source language is asked for a word that the reader's does not have, and beside it.
    assert.deepEqual(await ask("liens wrong"), [["manifest"], ["shard", "source"], ["source shard"], ["block"]]);
    assert.deepEqual(await ask("liens wrong"), [], "all of it is kept");
  });

  test("the site may be in a folder of its host", OPTIONS, async (t) => {
    const below = await startSite({ below: "kb/" });
    t.after(() => below.close());
    const page = await below.open(t, `/kb${home("fr-FR", "links-broken/")}`);
    const [{ url, matched }] = (await query(page, "wrong language detected")).results;
    assert.deepEqual([url, matched], [`/kb${home("fr-FR", "wrong-language-detected/")}`, "source"]);
    const [other] = await page.evaluate(() => kbSearch("KB401", { locale: "sv-SE" }));
    assert.equal(other.url, `/kb${home("sv-SE", "diagnostics/kb401-broken-link/")}`);
  });

  describe("without network", () => {
    test("answers once all is loaded", OPTIONS, async (t) => {
      const page = await open(t, "fr-FR");
      await page.evaluate(() => kbSearch.load());
      await page.context().setOffline(true);
      const asked = requests(page);
      for (const text of ["Des liens sont rompus", "KB401", "wrong language detected", "encodgae"]) {
        const { total, results, facets } = await query(page, text, { facets: true });
        assert.ok(total > 0 && results.length === Math.min(total, 10), text);
        assert.ok(facets.kind.length > 0, text);
      }
      assert.deepEqual(asked, []);
    });

    /** Every file that queries in a locale may need, but for the manifest, which loads when the field is entered. */
    const files = async (locale) => {
      const folders = [`/assets/search${home(locale)}`, "/assets/search/source/"];
      const all = folders.map(async (folder) => {
        const names = await readdir(path.join(site.folder, folder));
        return names.filter((name) => name.endsWith(".bin")).map((name) => folder + name);
      });
      return (await Promise.all(all)).flat().sort();
    };

    test("the search page loads all when its reader reads", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "search/"));
      const asked = requests(page, "/assets/");
      const field = page.getByRole("main").getByRole("searchbox");
      await field.fill("liens");
      await page.getByRole("main").getByRole("link", { name: "Des liens sont rompus" }).waitFor();
      const wanted = await files("fr-FR");
      assert.ok(asked.length < wanted.length, "what is asked for comes first");
      await until(() => asked.length >= wanted.length, "all is loaded");
      assert.deepEqual(asked.sort(), wanted, "each file once");
      await page.waitForLoadState("networkidle");
      // Chromium asks for the icon again with each step of the history.
      await page.route("**/favicon.svg", (route) => route.fulfill({ contentType: "image/svg+xml", body: "<svg/>" }));
      await page.context().setOffline(true);
      await field.fill("wrong language detected");
      await page.getByRole("main").getByRole("link", { name: "La langue détectée n’est pas la bonne" }).waitFor();
    });

    for (const connection of [{ saveData: true }, { effectiveType: "2g" }, { effectiveType: "3g" }]) {
      test(`the search page does not with ${JSON.stringify(connection)}`, OPTIONS, async (t) => {
        const init = `Object.defineProperty(navigator, "connection", { value: ${JSON.stringify(connection)} })`;
        const page = await site.open(t, home("fr-FR", "search/?q=liens"), { init });
        const asked = requests(page);
        await page.getByRole("main").getByRole("link", { name: "Des liens sont rompus" }).waitFor();
        asked.length = 0;
        await page.waitForTimeout(6000);
        assert.deepEqual(asked, []);
      });
    }
  });

  describe("when downloads fail", () => {
    test("results come from what did arrive", OPTIONS, async () => {
      const { sparse } = await head(home("sv-SE", "search/index.bin"));
      const isCode = (pathname) => sparse.includes(path.basename(pathname, ".bin"));
      const kbSearch = await engine("sv-SE", (pathname) => (isCode(pathname) ? missing() : null));
      assert.equal(paths(await kbSearch.query("KB401 länkar brutna"))[0], home("sv-SE", "links-broken/"));
      await assert.rejects(kbSearch("61477917"), /404/);
    });

    test("there is no answer where nothing arrives, and one when it does again", OPTIONS, async () => {
      let isDown = true;
      const kbSearch = await engine("sv-SE", (name) => (isDown && name.startsWith("/assets/") ? missing() : null));
      await assert.rejects(kbSearch("länkar"), /404/);
      await assert.rejects(kbSearch("wrong language detected"), /404/, "though only the source language has the words");
      await assert.rejects(kbSearch.load(), /404/);
      isDown = false;
      assert.ok((await kbSearch("länkar")).length > 0);
      await kbSearch.load();
    });

    test("facets are no result, but a filter needs them", OPTIONS, async () => {
      const { facets } = await head(home("sv-SE", "search/index.bin"));
      const kbSearch = await engine("sv-SE", (pathname) => (pathname.includes(facets) ? missing() : null));
      const answer = await kbSearch.query("länkar", { facets: true });
      assert.equal(answer.facets, null);
      assert.ok(answer.total > 0);
      await assert.rejects(kbSearch("länkar", { filters: { kind: "human" } }), /404/);
    });

    test("a locale that the site does not have is an error", OPTIONS, async () => {
      const kbSearch = await engine("sv-SE", (pathname) => (pathname.startsWith("/xx-yy/") ? missing() : null));
      await assert.rejects(kbSearch("länkar", { locale: "xx-YY" }), /xx-yy.*404/);
    });

    test("an index of another format is an error", OPTIONS, async () => {
      const json = Buffer.from(JSON.stringify({ format: 999 }));
      const length = Buffer.alloc(4);
      length.writeUInt32LE(json.length);
      const kbSearch = await engine("sv-SE", () => new Response(deflateSync(Buffer.concat([length, json]))));
      await assert.rejects(kbSearch("länkar"), /another format \(999\)/);
    });

    test("so is a browser that cannot expand it", OPTIONS, async () => {
      const kbSearch = await engine("sv-SE", () => null, ["DecompressionStream"]);
      await assert.rejects(kbSearch("länkar"), /cannot expand/);
    });

    test("a slow query does not disturb a later one", OPTIONS, async () => {
      let slow = Promise.resolve();
      let free = () => {};
      const kbSearch = await engine("sv-SE", async (pathname) => {
        if (pathname.includes("source")) await slow;
      });
      slow = new Promise((resolve) => (free = resolve));
      const older = kbSearch.query("wrong language detected");
      assert.equal(paths(await kbSearch.query("Länkar är brutna"))[0], home("sv-SE", "links-broken/"));
      free();
      assert.equal(paths(await older)[0], home("sv-SE", "wrong-language-detected/"));
    });
  });

  const asked = {
    "fr-FR": [
      "Des liens sont rompus", "KB401", "broken links", "61477917", "lines rompus", "encodage", "fichiers de traduc",
      "redirections cassées", "wrong language detected", "l’en-tête est refusé",
    ],
    "sv-SE": [
      "Länkar är brutna", "brutna lankar", "KB204", "sökmotor", "installera", "översättnig", "images missing",
      "meta data block",
    ],
    "zh-TW": ["連結失效", "KB401", "安裝 kbgen", "編碼問題", "broken link", "翻譯", "機"],
    "en-US": ["Links are broken", "transltion", "search engines", "kb4", "share-text", "sub path", "front-matter", "utf8"],
  };
  for (const [locale, queries] of Object.entries(asked)) {
    test(`${locale}: the terminal gives the same answers`, OPTIONS, async (t) => {
      const page = await open(t, locale);
      for (const text of queries) {
        const found = await query(page, text);
        const command = ["search", "--root", REPOSITORY, "-o", site.folder, "--locale", locale, "--format", "json"];
        const printed = JSON.parse(await kbgen(...command, text));
        assert.ok(found.total > 0, text);
        assert.deepEqual([printed.total, ...paths(printed)], [found.total, ...paths(found)], text);
      }
    });
  }

  describe("the box", () => {
    const box = (page) => page.locator('[role="combobox"]');

    test("fr-FR: type, arrow, Enter", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "install-kbgen/"));
      await page.keyboard.press("/");
      await page.keyboard.type("liens romp");
      const option = page.locator('[role="option"]:visible').first();
      await option.getByText("Des liens sont rompus").waitFor();
      assert.deepEqual(await option.locator("b mark").allTextContents(), ["liens", "rompus"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${home("fr-FR", "links-broken/")}`);
    });

    test("zh-TW: compose, arrow, Enter", OPTIONS, async (t) => {
      const page = await site.open(t, home("zh-TW", "install-kbgen/"));
      const asked = requests(page);
      await box(page).focus();
      await until(() => asked.length === 1, "the index begins to load");
      const session = await page.context().newCDPSession(page);
      for (const text of ["ㄌ", "ㄌㄧㄢ", "連", "連ㄐㄧㄝ", "連結"]) {
        await session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
        await page.waitForTimeout(100);
      }
      assert.equal(asked.length, 1, "nothing is asked while one composes");
      await session.send("Input.insertText", { text: "連結失效" });
      const option = page.locator('[role="option"]:visible').first();
      await option.getByText("連結失效").first().waitFor();
      assert.deepEqual(await option.locator("b mark").allTextContents(), ["連結失效"]);
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${home("zh-TW", "links-broken/")}`);
    });
  });
});
