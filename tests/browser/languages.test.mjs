// A reader finds the own language, from every page, with and without script.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { LOCALES, OPTIONS, home, languageMenu, sharedArticles, startSite, unfoldLanguageMenu } from "./lib.mjs";

describe("languages", () => {
  let site;
  let slug;
  before(async () => {
    site = await startSite();
    [slug] = await sharedArticles(site);
  });
  after(() => site?.close());

  for (const locale of Object.keys(LOCALES)) {
    test(`${locale}: the language menu of an article leads to the same article in every language`, OPTIONS, async (t) => {
      const page = await site.open(t, home(locale, `${slug}/`), { locale });
      const links = await languageMenu(page)
        .locator("a[hreflang]")
        .evaluateAll((all) => all.map((a) => ({ href: a.href, hreflang: a.hreflang, name: a.textContent.trim() })));
      const offered = new Set([locale, ...links.map((link) => link.hreflang)]);
      for (const other of Object.keys(LOCALES)) assert.ok(offered.has(other), `the menu offers ${other}`);

      for (const { href, hreflang, name } of links) {
        assert.notEqual(name, "", `the link to ${hreflang} has a name`);
        const there = await site.open(t, href, { locale });
        assert.equal(await there.locator("html").getAttribute("lang"), hreflang);
        assert.equal(new URL(there.url()).pathname, home(hreflang, `${slug}/`), "the same article");
      }
    });

    test(`${locale}: an article can be read, and its language changed, without script`, OPTIONS, async (t) => {
      const page = await site.open(t, home(locale, `${slug}/`), { locale, javaScriptEnabled: false });
      assert.notEqual((await page.title()).trim(), "");
      const heading = page.getByRole("main").getByRole("heading", { level: 1 });
      assert.ok(await heading.isVisible(), "the heading is visible");
      const body = await page.getByRole("main").innerText();
      assert.ok(body.replace(await heading.innerText(), "").trim().length > 40, "the text is visible");

      await unfoldLanguageMenu(page);
      const other = Object.keys(LOCALES).find((tag) => tag !== locale);
      await languageMenu(page).locator(`a[hreflang="${other}"]`).first().click();
      await page.waitForURL(`**${home(other, `${slug}/`)}`);
      assert.equal(await page.locator("html").getAttribute("lang"), other);
    });

    test(`${locale}: a reader who comes to the root lands on the home of the own language`, OPTIONS, async (t) => {
      const page = await site.open(t, "/", { locale });
      await page.waitForURL(`**${home(locale)}`, { timeout: 5000 });
      assert.equal(await page.locator("html").getAttribute("lang"), locale);
    });
  }

  test("without script the root lists every language", OPTIONS, async (t) => {
    const page = await site.open(t, "/", { locale: "sv-SE", javaScriptEnabled: false });
    assert.equal(new URL(page.url()).pathname, "/");
    for (const locale of Object.keys(LOCALES)) {
      const link = page.locator(`a[hreflang="${locale}"]`).first();
      assert.ok(await link.isVisible(), `a link to ${locale} is visible`);
      assert.equal(await link.evaluate((a) => new URL(a.href).pathname), home(locale));
    }
  });
});
