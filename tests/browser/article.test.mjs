// What an article can hold beyond text: tabs, code, pictures, boxes. The pages are built, their text is then replaced
// by `article/body.html`, which has the markup of every one of these things.

import assert from "node:assert/strict";
import { copyFile, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { OPTIONS, REPOSITORY, assertAccessible, assertNoSidewaysScrolling, startSite } from "./lib.mjs";
import config from "./htmlvalidate.mjs";

const ROOT = path.join(REPOSITORY, "tests", "browser", "article");
const ENGLISH = "/en-us/example/";
const ARABIC = "/ar-sa/example/";

async function finish(folder) {
  for (const [address, body] of [[ENGLISH, "body.html"], [ARABIC, "body.ar.html"]]) {
    const file = path.join(folder, address, "index.html");
    const page = await readFile(file, "utf8");
    const text = await readFile(path.join(ROOT, body), "utf8");
    const whole = /(<div class="body"[^>]*>\n)[^]*(<\/div>\n<\/article>)/;
    const filled = page.replace(whole, (_, open, close) => open + text + close);
    assert.notEqual(filled, page, `${address} has a text`);
    await writeFile(file, filled);
  }
  await copyFile(path.join(ROOT, "picture.svg"), path.join(folder, "picture.svg"));
}

const tab = (page, name) => page.getByRole("tab", { name, exact: true });
const selected = (page) => page.getByRole("tab", { selected: true }).allTextContents();

describe("article", () => {
  let site;
  before(async () => {
    site = await startSite({ root: ROOT, finish });
  });
  after(() => site?.close());

  describe("tabs", () => {
    test("show one panel a group, and follow the arrow keys", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH);
      assert.deepEqual(await selected(page), ["Linux", "Version 8", "Linux and macOS"]);
      assert.equal(await page.getByRole("tablist").count(), 3);
      assert.equal(await page.getByRole("tabpanel").count(), 3, "hidden panels are no panels to a screen reader");
      assert.ok(await page.getByText("Install the package").isVisible());
      assert.ok(!(await page.getByText("Run the installer").isVisible()));

      const systems = page.getByRole("tablist").first();
      await tab(page, "Linux").focus();
      await page.keyboard.press("ArrowRight");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Windows");
      assert.ok(await page.getByText("Run the installer").isVisible());
      assert.ok(!(await page.getByText("Install the package").isVisible()));
      await page.keyboard.press("End");
      assert.equal(await systems.getByRole("tab", { selected: true }).textContent(), "macOS");
      await page.keyboard.press("ArrowRight");
      assert.equal(await systems.getByRole("tab", { selected: true }).textContent(), "Linux", "it goes round");
      await page.keyboard.press("ArrowLeft");
      assert.equal(await systems.getByRole("tab", { selected: true }).textContent(), "macOS");
      await page.keyboard.press("Home");
      assert.equal(await systems.getByRole("tab", { selected: true }).textContent(), "Linux");
      // One stop for the list, one for its panel.
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.getAttribute("role")), "tabpanel");
      assert.ok(await page.evaluate(() => document.activeElement.textContent.includes("Install the package")));
      const labels = page.getByRole("tabpanel", { name: "Linux", exact: true });
      assert.equal(await labels.count(), 1, "a panel is named by its tab");
    });

    test("follow the direction of the page", OPTIONS, async (t) => {
      const page = await site.open(t, ARABIC);
      await tab(page, "لينكس").focus();
      await page.keyboard.press("ArrowLeft");
      assert.deepEqual(await selected(page), ["ويندوز"]);
      await page.keyboard.press("ArrowRight");
      assert.deepEqual(await selected(page), ["لينكس"]);
    });

    test("of one name are chosen together, and stay chosen", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH);
      await tab(page, "Windows").first().click();
      assert.deepEqual(await selected(page), ["Windows", "Version 8", "Windows"]);
      // `linux+macos` stands for each of both.
      await tab(page, "macOS").click();
      assert.deepEqual(await selected(page), ["macOS", "Version 8", "Linux and macOS"]);
      await tab(page, "Windows").last().click();
      assert.deepEqual(await selected(page), ["Windows", "Version 8", "Windows"]);
      await tab(page, "Linux and macOS").click();
      assert.deepEqual(await selected(page), ["macOS", "Version 8", "Linux and macOS"], "the one chosen last of both");
      await page.reload();
      assert.deepEqual(await selected(page), ["macOS", "Version 8", "Linux and macOS"]);
    });

    test("that depend on another are offered with it", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH);
      const commands = page.getByRole("tablist").last().getByRole("tab");
      const offered = () => commands.allTextContents();
      assert.deepEqual(await offered(), ["Linux and macOS", "Windows"]);
      await tab(page, "Windows").last().click();
      await tab(page, "Version 6").click();
      assert.deepEqual(await offered(), ["Linux and macOS"]);
      assert.ok(await page.getByText("Six on a Unix system").isVisible());
      await tab(page, "Version 8").click();
      assert.deepEqual(await offered(), ["Linux and macOS", "Windows"]);
      assert.ok(await page.getByText("Eight on Windows").isVisible(), "the choice is not forgotten");
    });

    test("do not move what the reader looks at", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, { viewport: { width: 900, height: 400 } });
      const last = tab(page, "Windows").last();
      await last.scrollIntoViewIfNeeded();
      const top = () => last.evaluate((button) => Math.round(button.getBoundingClientRect().top));
      const before = await top();
      await last.click();
      assert.ok(Math.abs((await top()) - before) <= 1, "though the group above has become shorter");
    });

    test("open for an address that leads into them", OPTIONS, async (t) => {
      const page = await site.open(t, `${ENGLISH}#lamp-off`);
      const heading = page.getByRole("heading", { name: "Turn the lamp off" });
      await assertInView(heading);
      assert.equal((await selected(page))[0], "Windows");

      await tab(page, "Linux").click();
      assert.ok(!(await heading.isVisible()));
      await page.evaluate(() => {
        location.hash = "#setup";
      });
      await page.getByRole("link", { name: "how to turn the lamp off" }).click();
      await assertInView(heading);
      assert.equal((await selected(page))[0], "Windows");
    });

    test("work without a memory", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, {
        init: () => {
          const no = () => {
            throw new Error("no memory");
          };
          Object.defineProperty(window, "localStorage", { get: no });
        },
      });
      await tab(page, "macOS").click();
      assert.deepEqual(await selected(page), ["macOS", "Version 8", "Linux and macOS"]);
    });

    test("survive a memory that holds something else", OPTIONS, async (t) => {
      for (const kept of ["{", '{"a":1}', "[1,null]", "null"]) {
        const init = `localStorage.setItem("kbgen-tabs", ${JSON.stringify(kept)})`;
        const page = await site.open(t, ENGLISH, { init });
        assert.deepEqual(await selected(page), ["Linux", "Version 8", "Linux and macOS"], kept);
      }
    });

    test("are all readable without script, and in print", OPTIONS, async (t) => {
      for (const options of [{ javaScriptEnabled: false }, {}]) {
        const page = await site.open(t, ENGLISH, options);
        if (options.javaScriptEnabled !== false) await page.emulateMedia({ media: "print" });
        const texts = ["Install the package", "Run the installer", "Copy the application", "Six on a Unix system"];
        for (const text of texts) {
          const [width, height] = await page.getByText(text).evaluate((p) => [p.offsetWidth, p.offsetHeight]);
          assert.ok(width > 100 && height > 10, `${text}: ${width} × ${height}`);
        }
        const titles = page.locator("section > p", { hasText: /^(Linux|Windows|macOS|Version 6)$/ });
        for (const title of await titles.all()) assert.ok(await title.isVisible(), "titles are shown");
        assert.equal(await page.getByRole("tab").filter({ visible: true }).count(), 0);
      }
    });

    test("are readable where the script does not come", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, { emptyScripts: true });
      const text = page.getByText("Run the installer");
      await page.waitForFunction((p) => p.closest("section").offsetHeight > 50, await text.elementHandle());
      assert.ok(await text.isVisible());
    });

    test("shift next to nothing while loading", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, {
        viewport: { width: 900, height: 2400 },
        init: () => {
          window.shift = 0;
          new PerformanceObserver((list) => {
            for (const entry of list.getEntries()) window.shift += entry.value;
          }).observe({ type: "layout-shift", buffered: true });
        },
        delayScripts: 400,
      });
      assert.deepEqual(await selected(page), ["Linux", "Version 8", "Linux and macOS"]);
      await page.waitForTimeout(300);
      const shift = await page.evaluate(() => window.shift);
      assert.ok(shift < 0.05, `the layout shifts by ${shift}`);
    });
  });

  describe("code", () => {
    test("can be copied", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, { permissions: ["clipboard-read", "clipboard-write"] });
      const buttons = page.getByRole("button", { name: "Copy the code" });
      assert.equal(await buttons.count(), 4);
      const status = page.getByRole("main").getByRole("status");
      assert.equal(await status.textContent(), "");
      await buttons.last().focus();
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.querySelector("main [role=status]").textContent === "Copied");
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), "-lamp off\n+lamp on");
      await page.waitForFunction(() => document.querySelector("main [role=status]").textContent === "");
    });

    test("has no button where nothing can be copied", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, {
        init: () => Object.defineProperty(navigator, "clipboard", { value: undefined }),
      });
      assert.ok(await page.getByText("public class").isVisible());
      assert.equal(await page.getByRole("main").getByRole("button").count(), 0);
    });

    test("speaks of copying in the language of the page", OPTIONS, async (t) => {
      const page = await site.open(t, ARABIC);
      assert.equal(await page.getByRole("button", { name: "نسخ التعليمات البرمجية" }).count(), 1);
    });
  });

  describe("pictures", () => {
    test("open in full size, and close again", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH);
      const link = page.getByRole("link", { name: "A desk lamp, seen from the side" });
      for (const close of [
        () => page.keyboard.press("Escape"),
        () => page.getByRole("button", { name: "Close", exact: true }).click(),
        () => page.mouse.click(3, 3),
      ]) {
        await link.click();
        const dialog = page.getByRole("dialog", { name: "A desk lamp, seen from the side" });
        await dialog.getByRole("img").waitFor();
        assert.ok(new URL(await dialog.getByRole("img").getAttribute("src"), page.url()).pathname === "/picture.svg");
        await assertAccessible(page);
        await close();
        await dialog.waitFor({ state: "detached" });
        assert.ok(await link.evaluate((a) => a === document.activeElement), "focus returns");
      }
      assert.equal(new URL(page.url()).pathname, ENGLISH);
    });

    test("open as a page without script", OPTIONS, async (t) => {
      const page = await site.open(t, ENGLISH, { javaScriptEnabled: false });
      await page.getByRole("link", { name: "A desk lamp, seen from the side" }).click();
      await page.waitForURL("**/picture.svg");
    });
  });

  for (const address of [ENGLISH, ARABIC]) {
    for (const colorScheme of ["light", "dark"]) {
      test(`${address} is accessible in ${colorScheme} colours`, OPTIONS, async (t) => {
        await assertAccessible(await site.open(t, address, { colorScheme }));
        // With all panels open.
        await assertAccessible(await site.open(t, address, { colorScheme, emptyScripts: true, settle: 3200 }));
      });
    }

    test(`${address} does not scroll sideways on a narrow screen`, OPTIONS, async (t) => {
      for (const options of [{}, { javaScriptEnabled: false }]) {
        const page = await site.open(t, address, { viewport: { width: 320, height: 640 }, ...options });
        await assertNoSidewaysScrolling(page);
      }
    });
  }

  test("a wide table keeps its headers and scrolls by itself", OPTIONS, async (t) => {
    const page = await site.open(t, ENGLISH, { viewport: { width: 320, height: 640 } });
    const headers = page.getByRole("columnheader");
    assert.equal(await headers.count(), 5);
    const box = page.locator("[tabindex='0']:has(> table)");
    assert.ok(await box.evaluate((div) => div.scrollWidth > div.clientWidth));
    await box.focus();
    await page.keyboard.press("End");
    await box.evaluate((div) => div.scrollBy({ left: 1000, behavior: "instant" }));
    await assertInView(headers.last());
  });

  test("columns stand side by side where there is room", OPTIONS, async (t) => {
    const boxes = async (width) => {
      const page = await site.open(t, ENGLISH, { viewport: { width, height: 640 } });
      const box = (name) => page.getByRole("heading", { name, exact: true }).boundingBox();
      return [await box("Left"), await box("Right")];
    };
    const [left, right] = await boxes(900);
    assert.ok(right.x > left.x + left.width && Math.abs(left.y - right.y) < 2);
    assert.ok(right.width > 1.8 * left.width, "the wide column is wide");
    const [above, below] = await boxes(320);
    assert.ok(below.y > above.y && above.x === below.x);
  });

  test("the page of the fixture is valid HTML", OPTIONS, async () => {
    const validator = new HtmlValidate(new StaticConfigLoader(config));
    for (const address of [ENGLISH, ARABIC]) {
      const page = await readFile(path.join(site.folder, address, "index.html"), "utf8");
      const { results } = await validator.validateString(page);
      const found = results.flatMap(({ messages }) => messages.map((m) => `${m.line}: ${m.message} (${m.ruleId})`));
      assert.deepEqual(found, []);
    }
  });
});

async function assertInView(locator) {
  await locator.waitFor();
  // Smooth scrolling takes a moment.
  for (let attempt = 0; ; attempt += 1) {
    const inView = await locator.evaluate((element) => {
      const { top, bottom, left, right } = element.getBoundingClientRect();
      return top >= 0 && bottom <= innerHeight && left >= 0 && right <= innerWidth;
    });
    if (inView) return;
    assert.ok(attempt < 40, `${await locator.textContent()} is in view`);
    await locator.page().waitForTimeout(50);
  }
}
