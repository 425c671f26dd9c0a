// The reader's side of search: the box of every page, the search page, and what is left of both without script. The
// engine behind them is that of `engine.mjs`, so that every answer is known.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import {
  LOCALES, OPTIONS, REPOSITORY, assertAccessible, assertNoSidewaysScrolling, home, sharedArticles, startSite,
} from "./lib.mjs";
import { engine } from "./engine.mjs";

// A site in Arabic and Japanese, which the demo has not.
const ROOT = path.join(REPOSITORY, "tests", "browser", "search");
const NARROW = { width: 320, height: 640 };

const box = (page) => page.locator('[role="combobox"]');
const field = (page) => page.getByRole("main").getByRole("searchbox");
const options = (page) => page.locator('[role="option"]:visible');
const results = (page) => page.getByRole("main").getByRole("list").filter({ has: page.locator("b") }).getByRole("listitem");
const facet = (page, name) => page.getByRole("main").getByRole("button", { name });
const asked = (page) => page.evaluate(() => window.asked.map(({ query }) => query));
const parameters = (page) => Object.fromEntries(new URL(page.url()).searchParams);

/** The option that is active, as assistive technology is told. */
const active = (page) =>
  box(page).evaluate((input) => document.getElementById(input.getAttribute("aria-activedescendant"))?.textContent ?? "");

/** Waits until what `read` gives is `wanted`, and says what it was otherwise. */
async function eventually(read, wanted, message) {
  for (let attempt = 0; ; attempt += 1) {
    const is = await read();
    try {
      assert.deepEqual(is, wanted, message);
      return;
    } catch (error) {
      if (attempt === 60) throw error;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

const expanded = (page, wanted) => eventually(() => box(page).getAttribute("aria-expanded"), `${wanted}`, "the list");

describe("search", () => {
  let site;
  let other;
  let article;
  let slug;
  before(async () => {
    site = await startSite();
    other = await startSite({ root: ROOT });
    [slug, article] = await sharedArticles(site);
  });
  after(async () => {
    await site?.close();
    await other?.close();
  });

  /** Articles that exist on the demo in `locale`, named `title 1`, `title 2`, … */
  const articles = (locale, title, count = 3) =>
    Array.from({ length: count }, (_, n) => ({
      url: home(locale, `${n === 1 ? article : slug}/`),
      title: `${title} ${n + 1}`,
      excerpt: `Text of ${title.toLowerCase()}`,
      topic: n % 3 ? "one" : "two",
      kind: n % 2 ? "machine" : "human",
    }));
  const open = (t, wishes = {}, { locale = "en-US", below = `${slug}/`, ...rest } = {}) =>
    site.open(t, home(locale, below), { init: engine({ articles: articles(locale, "Printer"), ...wishes }), ...rest });
  const search = (t, query, wishes, rest) => open(t, wishes, { below: `search/${query}`, ...rest });

  describe("the box", () => {
    test("shows results while one types, and opens the one that arrow keys and Enter choose", OPTIONS, async (t) => {
      const page = await open(t);
      await expanded(page, false);
      await box(page).focus();
      assert.equal(await page.evaluate(() => window.warmed), 1, "the index begins to load");
      await page.keyboard.type("printer");
      await expanded(page, true);
      assert.deepEqual(
        (await options(page).allTextContents()).map((text) => text.split(" Text")[0]),
        ["Printer 1", "Printer 2", "Printer 3", "All results: 3"],
      );
      assert.deepEqual(await options(page).first().locator("mark").allTextContents(), ["Printer", "printer"]);
      assert.equal(await active(page), "");
      await page.keyboard.press("ArrowDown");
      assert.match(await active(page), /^Printer 1/);
      await page.keyboard.press("ArrowUp");
      assert.match(await active(page), /^All results/, "it goes round");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      assert.match(await active(page), /^Printer 2/);
      const selected = page.locator('[role="option"][aria-selected="true"]');
      assert.match((await selected.allTextContents()).join(), /^Printer 2/);
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${home("en-US", `${article}/`)}`);
    });

    test("keeps the cursor in the field", OPTIONS, async (t) => {
      const page = await open(t);
      await box(page).fill("printer");
      await expanded(page, true);
      for (const key of ["Home", "End", "ArrowLeft", "ArrowRight"]) {
        await page.keyboard.press("ArrowDown");
        assert.notEqual(await active(page), "");
        await page.keyboard.press(key);
        assert.equal(await active(page), "", `${key} returns to the field`);
      }
      await page.keyboard.press("Home");
      await page.keyboard.type("the ");
      assert.equal(await box(page).inputValue(), "the printer");
    });

    test("opens again with an arrow key, at either end", OPTIONS, async (t) => {
      const page = await open(t);
      await box(page).fill("printer");
      await expanded(page, true);
      await page.keyboard.press("Escape");
      await page.keyboard.press("ArrowUp");
      await expanded(page, true);
      await eventually(() => active(page), "All results: 3");
      await page.keyboard.press("Escape");
      // Typed and pressed at once: one question, and the first of its answers.
      await page.keyboard.type(" 2");
      await page.keyboard.press("ArrowDown");
      await eventually(async () => (await active(page)).slice(0, 9), "Printer 2");
      await page.waitForTimeout(150);
      assert.match(await active(page), /^Printer 2/);
    });

    test("leads to the search page with Enter, by its button, and by its last entry", OPTIONS, async (t) => {
      for (const send of [
        (page) => page.keyboard.press("Enter"),
        (page) => page.getByRole("search").getByRole("button").click(),
        (page) => options(page).filter({ hasText: "All results: 3" }).click(),
      ]) {
        const page = await open(t);
        await box(page).fill("printer");
        await expanded(page, true);
        await send(page);
        await page.waitForURL(`**${home("en-US", "search/?q=printer")}`);
        await eventually(() => results(page).count(), 3);
      }
    });

    test("closes with Escape, and is emptied by the next", OPTIONS, async (t) => {
      const page = await open(t);
      await box(page).fill("printer");
      await expanded(page, true);
      await page.keyboard.press("Escape");
      await expanded(page, false);
      assert.equal(await options(page).count(), 0);
      assert.equal(await box(page).inputValue(), "printer");
      await page.keyboard.press("Escape");
      assert.equal(await box(page).inputValue(), "");
      assert.ok(await box(page).evaluate((input) => input === document.activeElement));
    });

    test("closes when it is left, and when it is emptied", OPTIONS, async (t) => {
      const page = await open(t);
      await box(page).fill("printer");
      await expanded(page, true);
      await page.keyboard.press("Tab");
      await expanded(page, false);
      await box(page).fill("printer 1");
      await expanded(page, true);
      await box(page).fill("");
      await expanded(page, false);
    });

    test("is reached with / and Ctrl K, but not while one types elsewhere", OPTIONS, async (t) => {
      const page = await open(t);
      const focused = () => box(page).evaluate((input) => input === document.activeElement);
      for (const keys of ["/", "Control+k", "Meta+k"]) {
        await page.keyboard.press(keys);
        assert.ok(await focused(), keys);
        assert.equal(await box(page).inputValue(), "", `${keys} is not typed`);
        await box(page).evaluate((input) => input.blur());
      }
      for (const keys of ["k", "Alt+/", "Control+Shift+k"]) {
        await page.keyboard.press(keys);
        assert.ok(!(await focused()), keys);
      }
      await page.evaluate(() => {
        const area = document.createElement("textarea");
        document.querySelector("main").append(area);
        area.focus();
      });
      await page.keyboard.press("/");
      assert.ok(!(await focused()));
      assert.equal(await page.locator("textarea").inputValue(), "/");
      await box(page).focus();
      await page.keyboard.type("TCP/IP");
      assert.equal(await box(page).inputValue(), "TCP/IP");
    });

    test("follows a click and a touch", OPTIONS, async (t) => {
      for (const hasTouch of [false, true]) {
        const page = await open(t, {}, { hasTouch, viewport: NARROW });
        await box(page).fill("printer");
        await expanded(page, true);
        const entry = options(page).nth(1);
        for (const { width, height } of await Promise.all((await options(page).all()).map((o) => o.boundingBox()))) {
          assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
        }
        if (hasTouch) await entry.tap();
        else await entry.click();
        await page.waitForURL(`**${home("en-US", `${article}/`)}`);
      }
    });

    test("never shows a late answer in place of a newer one", OPTIONS, async (t) => {
      const page = await open(t, { delays: { printer: 600 } });
      await box(page).fill("printer");
      await eventually(() => asked(page), ["printer"]);
      await box(page).fill("printer 2");
      await expanded(page, true);
      await page.waitForTimeout(700);
      assert.deepEqual(await asked(page), ["printer", "printer 2"]);
      assert.equal(await options(page).count(), 2);
      assert.match(await options(page).first().textContent(), /^Printer 2/);
      // Nor where there is nothing to be asked any more.
      await box(page).fill("printer");
      await eventually(async () => (await asked(page)).length, 3);
      await page.keyboard.press("Escape");
      await page.waitForTimeout(700);
      await expanded(page, false);
    });

    test("asks little while one types fast", OPTIONS, async (t) => {
      const page = await open(t);
      // Faster than any machine that runs this could press keys.
      await box(page).evaluate((input) => {
        input.focus();
        for (const letter of "printer") {
          input.value += letter;
          input.dispatchEvent(new InputEvent("input", { data: letter, bubbles: true }));
        }
      });
      await expanded(page, true);
      assert.deepEqual(await asked(page), ["printer"]);
    });

    test("says the number of results, once the reader has stopped", OPTIONS, async (t) => {
      const page = await open(t);
      await page.evaluate(() => {
        window.said = [];
        const status = document.querySelector("header [role=status]");
        new MutationObserver(() => status.textContent && window.said.push(status.textContent)).observe(status, {
          childList: true,
        });
      });
      await box(page).pressSequentially("printer 1", { delay: 120 });
      await eventually(() => page.evaluate(() => window.said), ["Results: 1"]);
      assert.ok((await asked(page)).length > 2, "though there were more answers");
      await page.keyboard.press("Escape");
      await page.keyboard.press("Escape");
      await box(page).fill("zebra");
      await eventually(() => page.evaluate(() => window.said.at(-1)), "Nothing found for “zebra”");
    });

    test("says that nothing was found, and offers another spelling", OPTIONS, async (t) => {
      const page = await open(t, { suggestions: { prnter: "printer" } });
      await box(page).fill("zebra");
      const nothing = page.getByRole("search").getByText("Nothing found for “zebra”").first();
      await nothing.waitFor();
      await expanded(page, false);
      await box(page).fill("prnter");
      await expanded(page, true);
      await page.keyboard.press("ArrowDown");
      assert.equal(await active(page), "Did you mean printer?");
      await page.keyboard.press("Enter");
      await eventually(() => options(page).count(), 4);
      assert.equal(await box(page).inputValue(), "printer");
    });

    test("leads to the search page where the engine fails", OPTIONS, async (t) => {
      const page = await open(t, { broken: true });
      await box(page).fill("printer");
      await page.getByRole("status").getByText("could not be loaded").waitFor();
      await expanded(page, false);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/search/?q=printer");
      await page.getByRole("main").getByText("could not be loaded").first().waitFor();
      assert.ok(await page.getByRole("heading", { name: "Look around" }).isVisible());
    });

    test("says which results are in another language, and which only the original has", OPTIONS, async (t) => {
      const [first, second, third] = articles("fr-FR", "Imprimante");
      const wishes = { articles: [first, { ...second, locale: "en-US" }, { ...third, matched: "source" }] };
      const page = await open(t, wishes, { locale: "fr-FR" });
      await box(page).fill("imprimante");
      await expanded(page, true);
      const entry = (n) => options(page).nth(n);
      assert.equal(await entry(0).locator("[lang]").count(), 0);
      assert.ok(!(await entry(0).textContent()).includes("anglais"));
      for (const part of await entry(1).locator("[lang]").all()) {
        assert.deepEqual(await part.evaluate((e) => [e.lang, e.dir]), ["en-US", "ltr"]);
      }
      assert.match(await entry(1).textContent(), /English$/);
      assert.match(await entry(2).textContent(), /Trouvé dans le texte d’origine \(anglais\)$/);
    });

    test("shows text as text", OPTIONS, async (t) => {
      const title = 'Use <b>bold</b> & "quotes" <img src=x onerror=alert(1)>';
      const page = await open(t, { articles: [{ url: home("en-US", `${slug}/`), title, excerpt: "<script>" }] });
      await box(page).fill("<b>bold");
      await expanded(page, true);
      const entry = options(page).first();
      assert.equal(await entry.textContent(), `${title} <script>`);
      assert.equal(await entry.locator("img, script").count(), 0);
      assert.deepEqual(await entry.locator("mark").allTextContents(), ["<b>bold"]);
    });

    test("asks nothing while an input method composes", OPTIONS, async (t) => {
      const page = await open(t, { articles: articles("zh-TW", "印表機") }, { locale: "zh-TW" });
      await box(page).focus();
      const session = await page.context().newCDPSession(page);
      const compose = (text) =>
        session.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
      for (const text of ["ㄧ", "ㄧㄣ", "印", "印ㄅ", "印表"]) {
        await compose(text);
        await page.waitForTimeout(120);
      }
      assert.deepEqual(await asked(page), []);
      await expanded(page, false);
      // Enter and the arrows belong to the input method.
      await page.evaluate(() => {
        const input = document.querySelector("[role=combobox]");
        for (const key of ["ArrowDown", "Enter", "Escape"]) {
          input.dispatchEvent(new KeyboardEvent("keydown", { key, isComposing: true, bubbles: true, cancelable: true }));
        }
      });
      assert.equal(await box(page).inputValue(), "印表");
      await session.send("Input.insertText", { text: "印表機" });
      await expanded(page, true);
      assert.deepEqual(await asked(page), ["印表機"]);
      assert.equal(await options(page).last().textContent(), "所有搜尋結果：3 筆");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("Enter");
      await page.waitForURL(`**${home("zh-TW", `${slug}/`)}`);
    });

    test("reads from right to left in Arabic", OPTIONS, async (t) => {
      const url = home("ar-SA", "printer/");
      const init = engine({ articles: [{ url, title: "الطابعة لا تستجيب", excerpt: "أعد تشغيل الطابعة" }] });
      for (const viewport of [NARROW, { width: 1200, height: 800 }]) {
        const page = await other.open(t, url, { viewport, init });
        await box(page).fill("الطابعة");
        await expanded(page, true);
        await assertNoSidewaysScrolling(page);
        const [field, list] = await Promise.all([box(page).boundingBox(), page.getByRole("listbox").boundingBox()]);
        assert.ok(field.x + field.width >= list.x + list.width, "both begin at the right");
        assert.ok(field.x + field.width - list.x - list.width < 30);
        const glass = await page.getByRole("search").getByRole("button").boundingBox();
        assert.ok(glass.x < field.x + field.width / 2, "the button is at the end of the line");
        assert.equal(await options(page).first().evaluate((o) => getComputedStyle(o).direction), "rtl");
        assert.equal(await options(page).last().textContent(), "عرض كل النتائج: 1");
        await page.keyboard.press("ArrowDown");
        await page.keyboard.press("Enter");
        await page.waitForURL(`**${url}`);
      }
    });

    test("keeps a query in other letters together", OPTIONS, async (t) => {
      const init = engine({ articles: [] });
      const page = await other.open(t, home("ar-SA", "printer/"), { init });
      await box(page).fill("(0x80070005)");
      await page.getByRole("search").getByText("«\u2068(0x80070005)\u2069»").first().waitFor();
      const align = () => box(page).evaluate((input) => getComputedStyle(input).unicodeBidi);
      assert.equal(await align(), "plaintext", "it reads from left to right in the field, too");
    });

    test("works offline once the page has loaded", OPTIONS, async (t) => {
      const page = await open(t);
      // A browser takes its time with the icon.
      await page.waitForLoadState("networkidle");
      await page.context().setOffline(true);
      await box(page).fill("printer");
      await expanded(page, true);
      assert.equal(await options(page).count(), 4);
      await page.context().setOffline(false);
    });

    test("is a plain form without script, and without an engine", OPTIONS, async (t) => {
      for (const wishes of [{ javaScriptEnabled: false }, { emptyScripts: true }]) {
        const page = await site.open(t, home("fr-FR", `${slug}/`), wishes);
        const input = page.getByRole("searchbox");
        await input.fill("liens rompus");
        await input.press("Enter");
        await page.waitForURL(`**${home("fr-FR", "search/?q=liens+rompus")}`);
      }
    });

    test("moves nothing when it comes to life, and when it opens", OPTIONS, async (t) => {
      const page = await open(t, {}, {
        delayScripts: 300,
        init: `window.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
          ${engine({ articles: articles("en-US", "Printer") })}`,
      });
      await box(page).fill("printer");
      await expanded(page, true);
      await page.waitForTimeout(200);
      assert.equal(await page.evaluate(() => window.shift), 0);
    });

    test("is on every page of a language, with its own words, and not in print", OPTIONS, async (t) => {
      const words = { "fr-FR": "Rechercher", "sv-SE": "Sök", "zh-TW": "搜尋", "en-US": "Search" };
      for (const locale of Object.keys(LOCALES)) {
        for (const [below, status] of [["", 200], [`${slug}/`, 200], ["no-such-page/", 404]]) {
          const page = await open(t, {}, { locale, below, status });
          assert.equal(await page.getByRole("combobox", { name: words[locale], exact: true }).count(), 1);
          assert.equal(await box(page).getAttribute("placeholder"), words[locale]);
          await page.emulateMedia({ media: "print" });
          assert.equal(await page.getByRole("search").filter({ visible: true }).count(), 0);
        }
      }
    });
  });

  describe("the page", () => {
    const many = (locale = "en-US") => ({ articles: articles(locale, "Printer", 45) });

    test("shows the results of the query in its address", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer", many());
      await eventually(() => results(page).count(), 20);
      assert.equal(await field(page).inputValue(), "printer");
      assert.match(await page.title(), /^printer – Search – /);
      assert.ok(await page.getByText("Results: 45").first().isVisible());
      const [question] = await page.evaluate(() => window.asked);
      assert.deepEqual(question, { query: "printer", limit: 20, filters: {}, facets: true, final: true });
      assert.deepEqual(await results(page).first().locator("mark").allTextContents(), ["Printer", "printer"]);
      assert.ok(!(await page.getByRole("heading", { name: "Look around" }).isVisible()));
      assert.equal(await page.getByRole("searchbox").count(), 1, "one box");
      await results(page).nth(1).getByRole("link").click();
      await page.waitForURL(`**${home("en-US", `${article}/`)}`);
    });

    test("shows more, and moves on to what is new", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer", many());
      const more = page.getByRole("button", { name: "Show more results" });
      await more.click();
      await eventually(() => results(page).count(), 40);
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^Printer 21/);
      await more.click();
      await eventually(() => results(page).count(), 45);
      assert.equal(await more.count(), 0);
    });

    test("remembers each query and each narrowing, its results and its place", OPTIONS, async (t) => {
      const page = await search(t, "", many());
      const state = async () => [parameters(page), await field(page).inputValue(), await results(page).count()];
      assert.ok(await field(page).evaluate((input) => input === document.activeElement), "one can type at once");
      await page.keyboard.type("printer", { delay: 30 });
      await eventually(state, [{ q: "printer" }, "printer", 20]);
      await page.keyboard.press("Enter");
      await facet(page, /^ONE/).click();
      await eventually(state, [{ q: "printer", topic: "one" }, "printer", 20]);
      await page.getByRole("button", { name: "Show more results" }).click();
      await eventually(state, [{ q: "printer", topic: "one" }, "printer", 30]);
      await results(page).nth(25).scrollIntoViewIfNeeded();
      await page.waitForTimeout(250);
      const place = await page.evaluate(() => scrollY);
      assert.ok(place > 500, `${place}`);
      await page.evaluate(() => scrollTo(0, 0));
      await field(page).fill("printer 1");
      await eventually(state, [{ q: "printer 1", topic: "one" }, "printer 1", 6]);
      await field(page).fill("printer 2");
      await page.keyboard.press("Enter");
      await eventually(state, [{ q: "printer 2", topic: "one" }, "printer 2", 8]);

      await page.goBack();
      await eventually(state, [{ q: "printer", topic: "one" }, "printer", 30]);
      assert.equal(await facet(page, /^ONE/).getAttribute("aria-pressed"), "true");
      await page.goBack();
      await eventually(state, [{ q: "printer" }, "printer", 20]);
      assert.equal(await facet(page, /^ONE/).getAttribute("aria-pressed"), "false");
      await page.goBack();
      await eventually(state, [{}, "", 0]);
      assert.match(await page.title(), /^Search – /);
      assert.ok(await page.getByRole("heading", { name: "Look around" }).isVisible());
      for (let step = 0; step < 3; step += 1) await page.goForward();
      await eventually(state, [{ q: "printer 2", topic: "one" }, "printer 2", 8]);
      assert.match(await page.title(), /^printer 2 – Search – /);
    });

    test("returns to its place from an article, and after a reload", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer&topic=one", many(), { viewport: { width: 900, height: 600 } });
      await page.getByRole("button", { name: "Show more results" }).click();
      await eventually(() => results(page).count(), 30);
      const link = results(page).nth(27).getByRole("link");
      await link.scrollIntoViewIfNeeded();
      const place = await page.evaluate(() => scrollY);
      assert.ok(place > 500, `${place}`);
      const back = async () => {
        await eventually(() => results(page).count(), 30);
        await eventually(async () => Math.abs((await page.evaluate(() => scrollY)) - place) < 3, true, "the same place");
        assert.deepEqual(parameters(page), { q: "printer", topic: "one" });
        assert.equal(await field(page).inputValue(), "printer");
      };
      await link.click();
      await page.waitForURL((url) => !url.pathname.includes("search"));
      await page.goBack();
      await back();
      await page.reload();
      await back();
    });

    test("makes no step of every letter", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer", many());
      await eventually(() => results(page).count(), 20);
      const before = await page.evaluate(() => history.length);
      await field(page).press("End");
      await field(page).pressSequentially(" 12", { delay: 200 });
      await eventually(() => parameters(page), { q: "printer 12" });
      assert.equal(await page.evaluate(() => history.length), before + 1);
      assert.ok(!(await page.evaluate(() => window.asked.at(-1).final)), "the last word may go on");
      await page.keyboard.press("Enter");
      await eventually(() => page.evaluate(() => window.asked.at(-1).final), true);
      assert.equal(await page.evaluate(() => history.length), before + 1);
      await page.goBack();
      await eventually(() => field(page).inputValue(), "printer");
    });

    test("a link within the page is no step of the search", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer", many());
      await page.getByRole("button", { name: "Show more results" }).click();
      await eventually(() => results(page).count(), 40);
      await field(page).fill("draft");
      await field(page).fill("printer");
      await page.getByRole("link", { name: "Skip to content" }).focus();
      await page.keyboard.press("Enter");
      await page.waitForTimeout(300);
      assert.equal(await field(page).inputValue(), "printer");
      assert.ok((await results(page).count()) >= 20);
    });

    test("can be narrowed down, to what there is more than one of", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer", many());
      const groups = page.getByRole("main").getByRole("group");
      await eventually(() => groups.count(), 2);
      for (const name of ["Topics", "Translation"]) assert.equal(await page.getByRole("group", { name }).count(), 1);
      assert.equal(await facet(page, "translated by people 23").count(), 1);
      const machine = facet(page, /^machine translation/);
      await machine.focus();
      await page.keyboard.press("Enter");
      await eventually(() => parameters(page), { q: "printer", kind: "machine" });
      await eventually(() => machine.getAttribute("aria-pressed"), "true");
      assert.ok(await machine.evaluate((button) => button === document.activeElement), "the focus stays");
      await page.getByText("Results: 22").first().waitFor();
      assert.equal(await facet(page, "translated by people 23").count(), 1, "counted without its own filter");
      await page.keyboard.press("Enter");
      await eventually(() => parameters(page), { q: "printer" });
      for (const { width, height } of await Promise.all((await groups.getByRole("button").all()).map((b) => b.boundingBox()))) {
        assert.ok(width >= 24 && height >= 24, `${width} × ${height}`);
      }
    });

    test("hides the many values of a facet until they are asked for", OPTIONS, async (t) => {
      const list = articles("en-US", "Printer", 24).map((one, n) => ({ ...one, topic: `topic-${n % 12}` }));
      const page = await search(t, "?q=printer", { articles: list });
      const topics = page.getByRole("group", { name: "Topics" });
      await eventually(() => topics.getByRole("button").count(), 7);
      await topics.getByRole("button", { name: "Show all: Topics" }).click();
      await eventually(() => topics.getByRole("button").count(), 12);
      assert.match(await page.evaluate(() => document.activeElement.textContent), /^TOPIC-6/);
    });

    test("offers another spelling", OPTIONS, async (t) => {
      const page = await search(t, "?q=prnter", { suggestions: { prnter: "printer" } });
      await page.getByText("Did you mean printer?").waitFor();
      await page.getByRole("main").getByRole("link", { name: "printer", exact: true }).click();
      await eventually(() => results(page).count(), 3);
      assert.deepEqual(parameters(page), { q: "printer" });
      assert.equal(await field(page).inputValue(), "printer");
      await page.goBack();
      await page.getByText("Did you mean printer?").waitFor();
    });

    test("says honestly that there is nothing, and what to do next", OPTIONS, async (t) => {
      const page = await search(t, "?q=zebra&kind=human");
      await page.getByText("Nothing found for “zebra”").first().waitFor();
      for (const help of ["Check the spelling.", "Use fewer words, or other ones.", "Look around"]) {
        assert.ok(await page.getByText(help).isVisible(), help);
      }
      const start = page.getByRole("main").getByRole("link", { name: "Go to the home page" });
      assert.equal(await start.getAttribute("href"), home("en-US"));
      await page.getByRole("button", { name: "Search without the filters" }).click();
      await eventually(() => parameters(page), { q: "zebra" });
      assert.equal(await page.getByRole("button", { name: "Search without the filters" }).count(), 0);
    });

    test("never shows a late answer in place of a newer one", OPTIONS, async (t) => {
      const page = await search(t, "", { ...many(), delays: { printer: 2500 } });
      await field(page).fill("printer");
      await page.getByText("Searching…").waitFor();
      await field(page).fill("printer 12");
      await eventually(() => results(page).count(), 1);
      await page.waitForTimeout(2500);
      assert.equal(await results(page).count(), 1);
    });

    test("asks nothing while an input method composes", OPTIONS, async (t) => {
      const page = await search(t, "", { articles: articles("zh-TW", "印表機") }, { locale: "zh-TW" });
      await field(page).focus();
      const session = await page.context().newCDPSession(page);
      await session.send("Input.imeSetComposition", { text: "印ㄅ", selectionStart: 2, selectionEnd: 2 });
      await page.waitForTimeout(300);
      assert.deepEqual(await asked(page), []);
      await session.send("Input.insertText", { text: "印表機" });
      await eventually(() => results(page).count(), 3);
      assert.deepEqual(await asked(page), ["印表機"]);
    });

    test("leads to the search pages of the other languages, with the query", OPTIONS, async (t) => {
      const page = await search(t, "?q=printer&kind=human");
      await eventually(() => results(page).count(), 2);
      for (const locale of Object.keys(LOCALES)) {
        const link = page.locator(`nav a[hreflang="${locale}"]`);
        assert.equal(await link.evaluate((a) => a.pathname + a.search), home(locale, "search/?q=printer"));
      }
    });

    for (const locale of Object.keys(LOCALES)) {
      test(`${locale}: helps without script`, OPTIONS, async (t) => {
        const page = await site.open(t, home(locale, "search/?q=x"), { javaScriptEnabled: false });
        const main = page.getByRole("main");
        assert.match(await main.innerText(), /JavaScript/);
        const links = await main.getByRole("link").evaluateAll((all) => all.map((a) => a.pathname));
        // English has no topics: it is rebuilt, without a table of contents.
        if (locale !== "en-US") assert.ok(links.length > 3, links.join());
        for (const pathname of links) assert.ok(pathname.startsWith(home(locale)), pathname);
        assert.ok(links.includes(home(locale)), "the list of all articles");
        assert.equal(await page.locator("html").getAttribute("lang"), locale);
      });
    }

    test("shows its lists where the script does not come", OPTIONS, async (t) => {
      const page = await site.open(t, home("en-US", "search/"), { emptyScripts: true });
      const list = page.getByRole("main").getByRole("listitem").first();
      await page.waitForFunction((item) => item.closest("section").offsetHeight > 50, await list.elementHandle());
    });

    test("is not listed by public search engines", OPTIONS, async (t) => {
      const page = await search(t, "");
      assert.equal(await page.locator("meta[name=robots]").getAttribute("content"), "noindex");
    });
  });

  // Both, as readers see them.
  const places = [
    ...Object.keys(LOCALES).map((locale) => [() => site, locale, () => `${slug}/`]),
    [() => other, "ar-SA", () => "printer/"],
    [() => other, "ja-JP", () => "printer/"],
  ];
  for (const [which, locale, below] of places) {
    const list = () =>
      Array.from({ length: 25 }, (_, n) => ({
        url: home(locale, below()), title: `KB401 ${n}`, excerpt: "0x80070005", kind: n % 2 ? "human" : "machine",
        topic: `${n % 9}`, matched: n ? "locale" : "source", ...(n === 1 ? { locale: "en-GB" } : {}),
      }));
    const wishes = () => ({ locale, init: engine({ articles: list(), suggestions: { kb401: "kb402", zebra: "kb401" } }) });

    for (const colorScheme of ["light", "dark"]) {
      test(`${locale}: box and page are accessible in ${colorScheme} colours`, OPTIONS, async (t) => {
        const page = await which().open(t, home(locale, below()), { ...wishes(), colorScheme });
        await box(page).fill("kb401");
        await expanded(page, true);
        await page.keyboard.press("ArrowDown");
        await assertAccessible(page);
        for (const query of ["", "?q=kb401&topic=1", "?q=zebra"]) {
          const page = await which().open(t, home(locale, `search/${query}`), { ...wishes(), colorScheme });
          if (query) await page.getByRole("link", { name: /kb40[12]/ }).waitFor();
          await assertAccessible(page);
        }
      });
    }

    test(`${locale}: neither box nor page scrolls sideways on a narrow screen`, OPTIONS, async (t) => {
      const page = await which().open(t, home(locale, below()), { ...wishes(), viewport: NARROW });
      await box(page).fill("kb401");
      await expanded(page, true);
      await assertNoSidewaysScrolling(page);
      const list = await page.getByRole("listbox").boundingBox();
      assert.ok(list.x >= 0 && list.x + list.width <= NARROW.width, "the list is within the screen");
      for (const query of ["", "?q=kb401", "?q=zebra"]) {
        const page = await which().open(t, home(locale, `search/${query}`), { ...wishes(), viewport: NARROW });
        if (query) await page.getByRole("link", { name: /kb40[12]/ }).waitFor();
        await assertNoSidewaysScrolling(page);
      }
    });
  }

  test("browsers are told how to search, in each language", OPTIONS, async (t) => {
    for (const locale of Object.keys(LOCALES)) {
      const page = await site.open(t, home(locale));
      const address = await page.locator("link[rel=search]").getAttribute("href");
      const [template, language] = await page.evaluate(async (address) => {
        const text = await (await fetch(address)).text();
        const xml = new DOMParser().parseFromString(text, "application/xml");
        if (xml.querySelector("parsererror")) throw new Error(text);
        const url = xml.querySelector('Url[type="text/html"]').getAttribute("template");
        return [url, xml.querySelector("Language").textContent];
      }, address);
      assert.equal(template, `${site.origin}${home(locale, "search/?q={searchTerms}")}`);
      assert.equal(language, locale);
      const data = JSON.parse(await page.locator('script[type="application/ld+json"]').textContent());
      assert.equal(data.potentialAction.target.urlTemplate, `${site.origin}${home(locale, "search/?q={search_term_string}")}`);
    }
  });

  test("the script of the box is small", OPTIONS, async () => {
    const script = await readFile(path.join(REPOSITORY, "themes", "default", "static", "search-box.js"));
    const { length } = gzipSync(script, { level: 9 });
    assert.ok(length <= 4500, `${length} bytes`);
  });
});
