// Pages that `kbgen serve` keeps up to date while their files are edited: what changes, what stays, what is wrong.

import assert from "node:assert/strict";
import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { OPTIONS, REPOSITORY, assertAccessible, assertNoSidewaysScrolling, startServing } from "./lib.mjs";

const PARAGRAPHS = 80;

/** A bilingual unit. */
const unit = (number, target, source) =>
  `<span data-ttu-id="4fd21-${number}">${target}</span><span class="sxs-lookup"><span data-stu-id="4fd21-${number}">${source}</span></span>`;

/** A long bilingual article; what `edit` makes of a paragraph's text. */
function article({ id = 1, locale = "fr-FR", title = "Le jardin", edit = (n, text) => text, matter = "" } = {}) {
  const lines = [
    "---",
    `title: ${title}`,
    `ms.contentlocale: ${locale}`,
    `ms.locfileid: "${id}"`,
    `ms.openlocfilehash: ${`${id}`.repeat(40).slice(0, 40)}`,
    "ms.translationtype: Human",
    "ms.lasthandoff: 05/01/2026",
    ...(matter ? [matter] : []),
    "---",
    `# <a name="garden"></a>${unit(101, title, "The garden")}`,
  ];
  for (let n = 0; n < PARAGRAPHS; n += 1) {
    const text = `Paragraphe ${n}, qui dit encore quelque chose du jardin et de son portail.`;
    lines.push("", unit(102 + n, edit(n, text), `Paragraph ${n}, which says something more of the garden and its gate.`));
  }
  return `${lines.join("\n")}\n`;
}

const FILE = "content/fr-FR/jardin.md";

/** Where the paragraph that holds a text begins in the window. */
const topOf = (page, text) =>
  page.evaluate((text) => {
    const found = [...document.querySelectorAll("main [data-b]")].find((block) => block.textContent.includes(text));
    return found?.getBoundingClientRect().top;
  }, text);

/** Scroll so that a paragraph begins 150 pixels below the top of the window. */
async function readAt(page, text) {
  const top = await topOf(page, text);
  await page.evaluate((by) => scrollBy({ top: by, behavior: "instant" }), top - 150);
}

/** A mark that a page loses when it is loaded again. */
const mark = (page) => page.evaluate(() => { window.mark = true; });
const isMarked = (page) => page.evaluate(() => window.mark === true);
const reloaded = (page) => page.waitForFunction(() => !window.mark && document.readyState === "complete");

const overlay = (page) => page.getByRole("region", { name: /error|warning|could not be built/ });
const counter = (page) => page.getByRole("button", { name: /^[\w ]*(error|warning|could not be built)/ });

describe("a page while it is written", () => {
  let site;
  before(async () => {
    site = await startServing({
      [FILE]: article(),
      "content/fr-FR/outils/beche.md": article({ id: 2, title: "La bêche" }),
      "content/ar-SA/jardin.md": article({ id: 3, locale: "ar-SA", title: "الحديقة" }),
      "themes/static/style.css": await readFile(path.join(REPOSITORY, "themes/default/static/style.css"), "utf8"),
    });
  }, OPTIONS);
  after(() => site?.close());

  test("an edit is shown, and the place is kept", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    await readAt(page, "Paragraphe 60,");
    await mark(page);
    // Above and below what is read; the first of them makes the page longer.
    const edit = (n, text) => (n === 10 ? `${text} ${"Et plus encore. ".repeat(60)}` : n === 61 ? "Un texte mieux écrit." : text);
    await site.write(FILE, article({ edit }));
    await page.getByText("Un texte mieux écrit.").waitFor();
    await reloaded(page);
    await page.waitForTimeout(300);
    const top = await topOf(page, "Paragraphe 60,");
    assert.ok(Math.abs(top - 150) < 4, `the paragraph begins at ${top}`);
    await site.write(FILE, article());
    await page.getByText("Paragraphe 61,").waitFor();
  });

  test("the mode of originals and what is unfolded stay", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    await page.locator('.modes label:has([value="both"])').click();
    await page.getByText("Paragraph 60,").waitFor();
    const languages = page.locator("details:has(a[hreflang])").first();
    await languages.locator("summary").click();
    await readAt(page, "Paragraphe 60,");
    await mark(page);
    await site.write(FILE, article({ edit: (n, text) => (n === 61 ? "Encore un autre texte." : text) }));
    await page.getByText("Encore un autre texte.").waitFor();
    await reloaded(page);
    await page.getByText("Paragraph 60,").waitFor();
    await page.waitForTimeout(300);
    const top = await topOf(page, "Paragraphe 60,");
    assert.ok(Math.abs(top - 150) < 4, `the paragraph begins at ${top}`);
    assert.equal(await languages.getAttribute("open"), "");
    await site.write(FILE, article());
    await page.getByText("Paragraphe 61,").waitFor();
  });

  test("style changes without a reload", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    await mark(page);
    const style = await readFile(path.join(REPOSITORY, "themes/default/static/style.css"), "utf8");
    await site.write("themes/static/style.css", `${style}\nh1 { text-indent: 7px; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).textIndent === "7px");
    await page.waitForFunction(() => document.querySelectorAll("link[rel=stylesheet]").length === 1);
    assert.ok(await isMarked(page), "it is the same page");
    // Once more, and then text: the page knows which style it has.
    await site.write("themes/static/style.css", `${style}\nh1 { text-indent: 9px; }\n`);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).textIndent === "9px");
    assert.ok(await isMarked(page), "it is the same page");
    await site.write("themes/static/style.css", style);
    await page.waitForFunction(() => getComputedStyle(document.querySelector("h1")).textIndent === "0px");
  });

  test("another page's edit leaves it alone", OPTIONS, async (t) => {
    const page = await site.open(t, "/ar-sa/jardin/");
    const other = await site.open(t, "/fr-fr/outils/beche/");
    await mark(page);
    await site.write("content/fr-FR/outils/beche.md", article({ id: 2, title: "La bêche", edit: (n, text) => (n ? text : "Là.") }));
    await other.getByText("Là.").waitFor();
    assert.ok(await isMarked(page), "it is the same page");
  });

  test("a page that is gone goes to its nearest relative, one that is moved about stays", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/outils/beche/");
    const file = path.join(site.root, "content/fr-FR/outils/beche.md");
    await rename(file, `${file}~`);
    await page.waitForTimeout(250);
    await rename(`${file}~`, file);
    await page.waitForTimeout(1200);
    assert.equal(new URL(page.url()).pathname, "/fr-fr/outils/beche/");
    await rm(file);
    await page.waitForURL("**/fr-fr/");
    await site.write("content/fr-FR/outils/beche.md", article({ id: 2, title: "La bêche" }));
  });

  test("what is wrong is shown until it is mended", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    assert.equal(await counter(page).count(), 0);
    await page.locator("h1").click();
    await site.write(FILE, article({ matter: "description: [une liste sans fin" }));
    await overlay(page).waitFor();
    const text = await overlay(page).innerText();
    assert.match(text, /content\/fr-FR\/jardin\.md:8:\d+/);
    assert.match(text, /KB101 invalid-yaml/);
    assert.match(text, /une liste sans fin/);
    assert.match(text, /this page/);
    assert.ok(await page.getByText("Paragraphe 0,").isVisible(), "the page is there");
    assert.equal(await page.evaluate(() => document.activeElement.tagName), "BODY", "the focus is where it was");
    await assertAccessible(page, { preload: false });
    await assertNoSidewaysScrolling(page);
    if (process.env.SCREENSHOTS) await page.screenshot({ path: path.join(process.env.SCREENSHOTS, "overlay.png") });
    await site.write(FILE, article());
    await overlay(page).waitFor({ state: "hidden" });
    await counter(page).waitFor({ state: "hidden" });
  });

  test("the list can be closed and opened, by keyboard too", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    await site.write(FILE, article({ edit: (n, text) => (n === 3 ? "Un [lien](nulle-part.md)." : text) }));
    await overlay(page).waitFor();
    await page.keyboard.press("Escape");
    await overlay(page).waitFor({ state: "hidden" });
    // It stays closed over a reload, as long as nothing else is wrong.
    await mark(page);
    await site.write(FILE, article({ edit: (n, text) => (n === 3 ? "Un [lien](nulle-part.md)." : n === 4 ? "Autre." : text) }));
    await reloaded(page);
    await counter(page).waitFor();
    assert.equal(await overlay(page).count(), 0);
    await counter(page).focus();
    await page.keyboard.press("Enter");
    await overlay(page).waitFor();
    await page.getByRole("button", { name: "Close" }).focus();
    await page.keyboard.press("Enter");
    await overlay(page).waitFor({ state: "hidden" });
    assert.equal(await page.evaluate(() => document.activeElement.shadowRoot?.activeElement.textContent), "1 error");
    // Something else opens it again.
    await site.write(FILE, article({ edit: (n, text) => (n === 3 ? "Un [lien](nulle-part.md), [deux](rien.md)." : text) }));
    await overlay(page).waitFor();
    assert.equal(await overlay(page).getByRole("listitem").count(), 2);
    await site.write(FILE, article());
    await counter(page).waitFor({ state: "hidden" });
  });

  test("warnings wait until they are asked for", OPTIONS, async (t) => {
    const page = await site.open(t, "/fr-fr/jardin/");
    await site.write(FILE, article({ edit: (n, text) => (n === 3 ? "Un [lien](#nulle-part)." : text) }));
    await page.getByRole("button", { name: "1 warning" }).click();
    await overlay(page).waitFor();
    assert.match(await overlay(page).innerText(), /KB402 broken-anchor/);
    await site.write(FILE, article());
    await counter(page).waitFor({ state: "hidden" });
  });

  for (const [name, address, options] of [
    ["from right to left, dark", "/ar-sa/jardin/", { colorScheme: "dark" }],
    ["on a phone", "/fr-fr/jardin/", { viewport: { width: 360, height: 640 } }],
    ["under forced colours", "/fr-fr/jardin/", { forcedColors: "active" }],
  ]) {
    test(`a configuration that cannot be read leaves the last good page, ${name}`, OPTIONS, async (t) => {
      const page = await site.open(t, address, options);
      await site.write("kbgen.yaml", "title: Jardin\nfallback: links\n");
      await overlay(page).waitFor();
      assert.match(await overlay(page).innerText(), /could not be built[\s\S]*kbgen\.yaml:2:/);
      await assertAccessible(page, { preload: false });
      await assertNoSidewaysScrolling(page);
      if (process.env.SCREENSHOTS) {
        await page.screenshot({ path: path.join(process.env.SCREENSHOTS, `${name.replace(/\W+/g, "-")}.png`) });
      }
      await rm(path.join(site.root, "kbgen.yaml"));
      await overlay(page).waitFor({ state: "hidden" });
    });
  }

  test("a page finds its server again, and what it has missed", OPTIONS, async (t) => {
    // A server that is not there is an error in the console: this page is not held to have none.
    const browser = await site.browser.newContext();
    t.after(() => browser.close());
    const page = await browser.newPage();
    await page.goto(`${site.origin}/fr-fr/jardin/`);
    await mark(page);
    await site.restart(async () => {});
    await page.waitForTimeout(2500);
    assert.ok(await isMarked(page), "it is the same page");
    await site.restart(() => site.write(FILE, article({ edit: (n, text) => (n === 1 ? "Pendant la pause." : text) })));
    await page.getByText("Pendant la pause.").waitFor();
    await site.write(FILE, article());
    await page.getByText("Paragraphe 1,").waitFor();
  });

  test("pages that nobody sees leave their connections to others", OPTIONS, async (t) => {
    const context = await site.browser.newContext();
    t.after(() => context.close());
    const pages = [];
    for (let n = 0; n < 8; n += 1) {
      const page = await context.newPage();
      await page.addInitScript(() => {
        let state = "visible";
        Object.defineProperty(document, "visibilityState", { get: () => state });
        window.turn = (to) => {
          state = to;
          document.dispatchEvent(new Event("visibilitychange"));
        };
      });
      // A browser has six connections to a host.
      await page.goto(`${site.origin}/fr-fr/jardin/`, { timeout: 10_000 });
      await page.evaluate(() => window.turn("hidden"));
      pages.push(page);
    }
    await site.write(FILE, article({ edit: (n, text) => (n === 2 ? "Vu plus tard." : text) }));
    await pages[0].waitForTimeout(500);
    assert.equal(await pages[0].getByText("Vu plus tard.").count(), 0);
    await pages[0].evaluate(() => window.turn("visible"));
    await pages[0].getByText("Vu plus tard.").waitFor();
    await site.write(FILE, article());
    await pages[0].getByText("Paragraphe 2,").waitFor();
  });
});
