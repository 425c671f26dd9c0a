// Reading: the place that is kept when the language changes, originals beside their translations, what is remembered,
// and what stands around an article. The site is that of `reading/`.

import assert from "node:assert/strict";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import {
  OPTIONS,
  REPOSITORY,
  assertAccessible,
  assertNoSidewaysScrolling,
  home,
  languageMenu,
  startSite,
  unfoldLanguageMenu,
} from "./lib.mjs";

const PHONE = { width: 390, height: 700 };

/** Scroll so far that a block is the first to be seen. */
const scrollTo = (page, number) =>
  page.evaluate((number) => {
    const { bottom } = document.querySelector(`[data-b="${number}"]`).getBoundingClientRect();
    scrollBy({ top: bottom - 90, behavior: "instant" });
  }, number);

/** Change the language by the menu. */
async function changeTo(page, locale) {
  await unfoldLanguageMenu(page);
  await languageMenu(page).locator(`a:has(bdi[lang="${locale}"])`).click();
  await page.waitForURL(`**${home(locale, "unlock/")}*`);
}

/** Where the header ends that stays in sight. */
const edge = (page) => page.evaluate(() => Math.max(0, document.querySelector("header.site").getBoundingClientRect().bottom));

/** The first block that is to be seen below the header. */
const first = async (page) => {
  const below = (await edge(page)) + 8;
  return page.evaluate((below) => {
    const blocks = [...document.querySelectorAll("main [data-b]")];
    return Number(blocks.find((block) => block.getBoundingClientRect().bottom > below).dataset.b);
  }, below);
};

/** The block that was gone to, which is to be seen as a whole. */
async function landed(page) {
  const { number, top } = await page.evaluate(() => ({
    number: Number(document.activeElement.dataset.b),
    top: document.activeElement.getBoundingClientRect().top,
  }));
  assert.ok(top >= (await edge(page)) && top < 200, `it begins ${top} pixels below the edge`);
  return number;
}

const choose = (page, value) => page.locator(`.modes label:has([value="${value}"])`).click();

describe("reading", () => {
  let site;
  const root = path.join(REPOSITORY, "tests", "browser", "reading");
  before(async () => (site = await startSite({ root })));
  after(() => site?.close());

  describe("another language", () => {
    for (const number of [8, 17, 25, 33]) {
      test(`begins at the same place: block ${number}`, OPTIONS, async (t) => {
        const page = await site.open(t, home("fr-FR", "unlock/"), { viewport: PHONE });
        for (const locale of ["ar-SA", "fr-FR"]) {
          await scrollTo(page, number);
          assert.equal(await first(page), number);
          await changeTo(page, locale);
          assert.equal(await landed(page), number, locale);
        }
      });
    }

    test("begins at the same place for who came with a fragment", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/#messages"), { viewport: PHONE });
      await page.waitForFunction(() => document.querySelector("#messages").getBoundingClientRect().top < 100);
      await changeTo(page, "sv-SE");
      assert.equal(await page.evaluate(() => document.activeElement.id), "messages");
    });

    test("begins nearby where a block has no counterpart", OPTIONS, async (t) => {
      const page = await site.open(t, home("sv-SE", "unlock/"), { viewport: PHONE });
      const only = page.getByText("finns bara på svenska");
      await only.evaluate((block) => block.scrollIntoView({ behavior: "instant" }));
      assert.ok(Number(await only.getAttribute("data-b")) >= 100000, "it has no counterpart");
      await changeTo(page, "fr-FR");
      assert.equal(await page.evaluate(() => document.activeElement.id), "ce-que-le-portail-retient");
    });

    test("begins at the top for who has not read on", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { viewport: PHONE });
      await changeTo(page, "sv-SE");
      assert.equal(new URL(page.url()).hash, "");
    });

    test("that was chosen is offered on other pages, until it is declined", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      await changeTo(page, "sv-SE");
      assert.equal(await page.locator(".offer").count(), 0);
      await page.goto(new URL(home("fr-FR", "codes/"), site.origin).href);
      const offer = page.locator(".offer");
      assert.match(await offer.innerText(), /Svenska/);
      await assertAccessible(page);
      await offer.getByRole("button").click();
      assert.equal(await offer.count(), 0);
      await page.reload();
      assert.equal(await page.locator(".offer").count(), 0);
    });
  });

  describe("originals", () => {
    for (const locale of ["fr-FR", "ar-SA"]) {
      test(`${locale}: stand beside every sentence, in their own language`, OPTIONS, async (t) => {
        const page = await site.open(t, home(locale, "unlock/"));
        const before = await page.locator("article").innerText();
        assert.ok(!before.includes("red lamp"), "nothing of them is in the page");
        await choose(page, "both");
        const original = page.locator(".original", { hasText: "It tells the code 5.7.501 on its display." });
        await original.waitFor();
        assert.equal(await original.getAttribute("lang"), "en-US");
        assert.equal(await original.getAttribute("dir"), "ltr");
        const [own, other] = await original.evaluate((box) => [
          box.parentElement.querySelector(".sentence").getBoundingClientRect(),
          box.getBoundingClientRect(),
        ]);
        assert.ok(Math.abs(own.top - other.top) < 12, "in one row");
        assert.ok(locale === "ar-SA" ? other.left < own.left : other.left > own.left, "after its translation");
        await assertAccessible(page);
        await assertNoSidewaysScrolling(page);
      });
    }

    test("stand below their sentences on a phone, and are remembered", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { viewport: { width: 320, height: 640 }, hasTouch: true });
      await page.locator('.modes label:has([value="both"])').tap();
      const original = page.locator(".original", { hasText: "Somebody typed" });
      await original.waitFor();
      const [own, other] = await original.evaluate((box) => [
        box.parentElement.querySelector(".sentence").getBoundingClientRect().bottom,
        box.getBoundingClientRect().top,
      ]);
      assert.ok(other >= own - 1, "below");
      await assertNoSidewaysScrolling(page);
      await page.goto(new URL(home("ar-SA", "unlock/"), site.origin).href);
      await page.locator(".original", { hasText: "Somebody typed" }).waitFor();
      assert.ok(await page.locator('[value="both"]').isChecked());
    });

    test("come one by one with the keyboard", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      await page.locator('[value="off"]').focus();
      await page.keyboard.press("ArrowRight");
      await page.keyboard.press("ArrowRight");
      assert.ok(await page.locator('[value="ask"]').isChecked());
      const pair = page.locator(".pair", { hasText: "Il affiche le code" });
      const ask = pair.getByRole("button", { name: "Afficher la phrase d’origine" });
      await ask.focus();
      assert.ok(!(await pair.locator(".original").isVisible()));
      await page.keyboard.press("Enter");
      assert.equal(await ask.getAttribute("aria-expanded"), "true");
      assert.ok(await pair.locator(".original").isVisible());
      assert.equal(await page.locator(".original:visible").count(), 1);
      await assertAccessible(page);
      await page.keyboard.press("Space");
      assert.ok(!(await pair.locator(".original").isVisible()));
    });

    test("come at a touch of their sentence, while links in it lead on", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { viewport: PHONE, hasTouch: true });
      await choose(page, "ask");
      const pair = page.locator(".pair", { hasText: "Attendez dix minutes." });
      await pair.locator(".sentence").tap();
      assert.ok(await pair.locator(".original").isVisible());
      await page.getByRole("link", { name: "comment les codes sont créés" }).tap();
      await page.waitForURL(`**${home("fr-FR", "codes/")}`);
    });

    test("leave the text as it was", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      const text = () => page.locator(".body").evaluate((body) => body.innerText.replace(/\s+/g, ""));
      const before = await text();
      await choose(page, "both");
      await page.locator(".original").first().waitFor();
      await choose(page, "off");
      assert.equal(await text(), before);
      assert.equal(await page.locator('.body [data-b="8"] strong').innerText(), "code maître");
    });

    test("do not move what is being read", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { viewport: PHONE });
      await scrollTo(page, 30);
      await page.evaluate(() => {
        const both = document.querySelector('[value="both"]');
        both.checked = true;
        both.dispatchEvent(new Event("change", { bubbles: true }));
      });
      await page.locator(".original").first().waitFor({ state: "attached" });
      await page.waitForFunction(() => document.querySelector("article").dataset.mode === "both");
      assert.equal(await first(page), 30);
    });

    test("that cannot be loaded are missed in words", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      await page.route("**/originals/*.json", (route) => route.fulfill({ status: 200, body: "{ broken" }));
      await choose(page, "both");
      await page.getByText("Le texte d’origine n’a pas pu être chargé").or(page.locator(".modes p:not(:empty)")).first().waitFor();
      await page.unroute("**/originals/*.json");
      await choose(page, "ask");
      await page.locator(".ask").first().waitFor();
    });

    test("are not offered where there are none", OPTIONS, async (t) => {
      const page = await site.open(t, home("sv-SE", "unlock/"));
      assert.equal(await page.locator(".modes").count(), 0);
    });

    test("can be reported with both texts", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      await choose(page, "both");
      const report = page.locator(".pair", { hasText: "Attendez dix minutes." }).locator("a.report");
      const address = new URL(await report.getAttribute("href"));
      assert.equal(address.searchParams.get("subject"), "71000001/131");
      const [translation, original, url] = address.searchParams.get("body").split("\n");
      assert.deepEqual([translation, original], ["Attendez dix minutes.", "Wait for ten minutes."]);
      assert.equal(new URL(url).pathname, home("fr-FR", "unlock/"));
    });
  });

  describe("light and dark", () => {
    test("can be chosen, before anything is drawn on the next page", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { colorScheme: "light" });
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const light = await paper();
      await page.getByLabel("Apparence").selectOption("dark");
      const dark = await paper();
      assert.notEqual(dark, light);
      await assertAccessible(page);
      await page.goto(new URL(home("sv-SE", "codes/"), site.origin).href, { waitUntil: "commit" });
      await page.waitForFunction(() => document.body);
      assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
      await page.waitForLoadState();
      assert.equal(await paper(), dark);
    });
  });

  describe("sections", () => {
    test("of bold paragraphs are headings that are listed, and say what they hold", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      const listed = page.getByRole("navigation", { name: "Sur cette page" });
      assert.deepEqual(await listed.getByRole("link").allInnerTexts(), [
        "Symptôme",
        "Cause",
        "Résolution",
        "Messages",
        "Ce que le portail retient",
      ]);
      await listed.getByRole("link", { name: "Résolution" }).click();
      assert.equal(decodeURIComponent(new URL(page.url()).hash), "#résolution");
      const heading = page.getByRole("heading", { name: "Résolution", exact: true });
      assert.match(await heading.getAttribute("class"), /part-resolution/);
    });

    test("and rows have links that can be copied", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { permissions: ["clipboard-read", "clipboard-write"] });
      const row = page.getByRole("row", { name: /Pile faible/ });
      await row.hover();
      await row.getByRole("link", { name: "Copier le lien" }).click();
      const copied = await page.evaluate(() => navigator.clipboard.readText());
      assert.equal(new URL(copied).hash, "#_b18");
      await page.goto("about:blank");
      await page.goto(copied);
      assert.equal(await page.evaluate(() => document.activeElement.textContent.slice(0, 11)), "Pile faible");
    });

    test("of tables are cards on a phone, whose cells name their columns", OPTIONS, async (t) => {
      const page = await site.open(t, home("ar-SA", "unlock/"), { viewport: { width: 320, height: 640 } });
      const cell = page.locator("td", { hasText: "غيّر البطارية" });
      assert.equal(await cell.evaluate((td) => getComputedStyle(td, "::before").content), '"ما يجب فعله"');
      assert.ok(await cell.evaluate((td) => td.getBoundingClientRect().width > 200), "as wide as the screen");
      await assertNoSidewaysScrolling(page);
      await assertAccessible(page);
    });
  });

  describe("around an article", () => {
    test("neighbours and related articles are those of the language", OPTIONS, async (t) => {
      const page = await site.open(t, home("ar-SA", "unlock/"));
      await assertAccessible(page);
      const related = page.getByRole("region", { name: "مقالات ذات صلة" }).getByRole("link");
      assert.deepEqual(await related.evaluateAll((links) => links.map((a) => new URL(a.href).pathname)), [
        home("ar-SA", "codes/"),
      ]);
      assert.equal(await page.locator('.neighbours a[rel="prev"], .neighbours a[rel="next"]').count(), 1);
    });

    test("one answer tells whether it helped", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"));
      let sent;
      await page.route("**/feedback", (route) => {
        sent = new URLSearchParams(route.request().postData());
        return route.fulfill({ status: 204 });
      });
      await page.getByRole("button", { name: "Oui", exact: true }).click();
      await page.getByText("Merci").waitFor();
      assert.deepEqual([sent.get("answer"), sent.get("id"), sent.get("locale")], ["yes", "71000001", "fr-FR"]);
      assert.equal(await page.getByRole("button", { name: "Oui", exact: true }).count(), 0);
    });

    test("support is a link that names the article", OPTIONS, async (t) => {
      const page = await site.open(t, home("sv-SE", "unlock/"));
      const link = page.locator('.feedback a[href^="mailto:"]');
      assert.match(decodeURIComponent(await link.getAttribute("href")), /subject=71000003 Lås upp trädgårdsgrinden$/);
    });

    test("all can be read and printed without script", OPTIONS, async (t) => {
      const page = await site.open(t, home("fr-FR", "unlock/"), { javaScriptEnabled: false });
      assert.ok(!(await page.locator(".modes").isVisible()) && !(await page.locator(".appearance").isVisible()));
      assert.ok(await page.getByRole("navigation", { name: "Sur cette page" }).isVisible());
      await page.emulateMedia({ media: "print" });
      for (const hidden of [".sections", ".feedback", ".neighbours", ".related"]) {
        assert.ok(!(await page.locator(hidden).isVisible()), hidden);
      }
      assert.ok(await page.getByText("Attendez dix minutes.").isVisible());
    });

    for (const wishes of [
      { name: "forced colours", forcedColors: "active" },
      { name: "reduced motion", reducedMotion: "reduce" },
      { name: "double size", viewport: { width: 640, height: 400 }, deviceScaleFactor: 2 },
      { name: "a narrow screen", viewport: { width: 320, height: 600 } },
    ]) {
      const { name, ...options } = wishes;
      test(`nothing is wrong with ${name}`, OPTIONS, async (t) => {
        const pages = ["", "unlock/", "topics/gates/", "search/", "errors/"];
        for (const address of pages.flatMap((below) => [home("ar-SA", below), home("fr-FR", below)])) {
          const page = await site.open(t, address, options);
          await assertAccessible(page);
          await assertNoSidewaysScrolling(page);
        }
      });
    }
  });
});
