// Every type of page, in every language: accessible, in the right language, and readable on the narrowest screen.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import {
  LOCALES, OPTIONS, assertAccessible, assertNoSidewaysScrolling, home, sharedArticles, startSite,
} from "./lib.mjs";

// WCAG 1.4.10 (reflow): the width of a 1280 pixel screen at 400 %.
const NARROW = { width: 320, height: 640 };

// A home may link to many topics; they are all of one kind.
const MOST_OTHERS = 5;

describe("pages", () => {
  let site;
  let articles;
  before(async () => {
    site = await startSite();
    articles = await sharedArticles(site);
  });
  after(() => site?.close());

  test("the root is accessible, says its language and does not scroll sideways", OPTIONS, async (t) => {
    // The page's own script would lead on to a language.
    const page = await site.open(t, "/", { emptyScripts: true, viewport: NARROW });
    assert.notEqual((await page.title()).trim(), "");
    assert.notEqual(await page.locator("html").getAttribute("lang"), null);
    await assertNoSidewaysScrolling(page);
    await assertAccessible(page);
  });

  for (const [locale, direction] of Object.entries(LOCALES)) {
    // What is linked from the home and is no article (an A–Z, a topic) is a page type, too.
    let known;
    const pageTypes = async (t) => (known ??= await findPageTypes(await site.open(t, home(locale)), locale));

    test(`${locale}: every type of page is accessible`, OPTIONS, async (t) => {
      for (const { path, status } of await pageTypes(t)) {
        await t.test(path, async (t) => assertAccessible(await site.open(t, path, { status, locale })));
      }
    });

    test(`${locale}: every type of page has its title, language and direction`, OPTIONS, async (t) => {
      for (const { path, status } of await pageTypes(t)) {
        await t.test(path, async (t) => {
          const page = await site.open(t, path, { status, locale });
          assert.equal(await page.locator("html").getAttribute("lang"), locale);
          assert.equal(await page.locator("html").getAttribute("dir"), direction);
          assert.notEqual((await page.title()).trim(), "");
          assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1, "one first-level heading");
        });
      }
    });

    test(`${locale}: no type of page scrolls sideways on a narrow screen`, OPTIONS, async (t) => {
      for (const { path, status } of await pageTypes(t)) {
        await t.test(path, async (t) => {
          await assertNoSidewaysScrolling(await site.open(t, path, { status, locale, viewport: NARROW }));
        });
      }
    });
  }

  async function findPageTypes(page, locale) {
    const links = await page.locator("a[href]:not([hreflang])").evaluateAll((all) => all.map((a) => a.href));
    const own = links.map((link) => new URL(link)).filter((link) => link.origin === site.origin);
    const known = new Set([home(locale), ...articles.map((name) => home(locale, `${name}/`))]);
    const others = own
      .map((link) => link.pathname)
      .filter((pathname) => pathname.startsWith(home(locale)) && pathname.endsWith("/") && !known.has(pathname));
    return [
      { path: home(locale) },
      { path: home(locale, `${articles[0]}/`) },
      { path: home(locale, "no-such-article/"), status: 404 },
      { path: home(locale, "search/") },
      ...[...new Set(others)].slice(0, MOST_OTHERS).map((pathname) => ({ path: pathname })),
    ];
  }
});
