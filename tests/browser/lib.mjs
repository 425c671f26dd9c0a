// What every browser test starts from: the site kbgen builds from the repository's own `content/`, a static server as
// strict as a careful host, and Chromium. No test may cause a console error, a refused resource, a failed request or
// a request to anywhere but the site: `open` sees to that.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import AxeBuilder from "@axe-core/playwright";
import { chromium } from "playwright-core";

export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** The locales of the repository's own content that the tests look at, each with its direction. */
export const LOCALES = { "fr-FR": "ltr", "sv-SE": "ltr", "zh-TW": "ltr", "en-US": "ltr" };

// Axe's names of WCAG 2.2, levels A and AA; each version only adds to the one before.
const WCAG_2_2_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

// What kbgen tells hosts to send; tests/it/hosts.rs compares them.
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "base-uri 'none'",
  "connect-src 'self'",
  "font-src 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "frame-src 'none'",
  "img-src 'self' data:",
  "manifest-src 'self'",
  "media-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
].join("; ");

const CONTENT_TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gif": "image/gif",
  ".html": "text/html; charset=utf-8",
  ".ico": "image/x-icon",
  ".jpeg": "image/jpeg",
  ".jpg": "image/jpeg",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".mjs": "text/javascript; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
  ".webp": "image/webp",
  ".woff2": "font/woff2",
  ".xml": "application/xml",
};

const CHROMIUM_FLAGS = [
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-gpu",
  "--disable-quic",
  "--disable-sync",
  "--no-first-run",
  // A page that asks for another host gets no answer, whatever the machine's network is like.
  "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
];

/** Options of every test: none waits for ever. */
export const OPTIONS = { timeout: 120_000 };

/**
 * Build the demo site, or that of another folder, serve it and start Chromium; `close` undoes all three. What `finish`
 * does to the folder that was built comes before anything is looked at. With `below` (`kb/`), the site is in a folder
 * of the host, and nothing is beside it.
 */
export async function startSite({ root = REPOSITORY, finish, below = "" } = {}) {
  const served = await mkdtemp(path.join(tmpdir(), "kbgen-browser-"));
  const folder = path.join(served, below);
  const undo = [() => rm(served, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  try {
    const server = await serve(served);
    undo.push(server.close);
    await build(root, folder, `${server.origin}/${below}`);
    await finish?.(folder);
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
    undo.push(() => browser.close());
    return {
      folder,
      origin: server.origin,
      close,
      /** See `open` below. */
      open: (test, address, options) => open(browser, server.origin, test, address, options),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * A site of these files (texts by their paths) in a folder of its own, served by `kbgen serve` while it is edited, and
 * Chromium; `write` changes a file, `close` undoes it all.
 */
export async function startServing(files) {
  const root = await mkdtemp(path.join(tmpdir(), "kbgen-serve-"));
  const undo = [() => rm(root, { recursive: true, force: true })];
  const close = async () => {
    for (const step of undo.splice(0).reverse()) await step();
  };
  const write = async (below, text) => {
    await mkdir(path.dirname(path.join(root, below)), { recursive: true });
    await writeFile(path.join(root, below), text);
  };
  try {
    for (const [below, text] of Object.entries(files)) await write(below, text);
    let server = await startServer(root, 0);
    undo.push(() => server.stop());
    const browser = await chromium.launch({ executablePath: findChromium(), args: CHROMIUM_FLAGS });
    undo.push(() => browser.close());
    return {
      root,
      browser,
      origin: server.origin,
      write,
      close,
      /** Stop the server, do something, and start it again at the same port. */
      async restart(meanwhile) {
        await server.stop();
        await meanwhile();
        server = await startServer(root, new URL(server.origin).port);
      },
      open: (test, address, options) => open(browser, server.origin, test, address, options),
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** `kbgen serve` in a folder; it has started when this is fulfilled. */
async function startServer(root, port) {
  const binary = process.env.KBGEN ?? path.join(REPOSITORY, "target", "release", "kbgen");
  const child = spawn(binary, ["serve", "--port", `${port}`], { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise((resolve) => child.once("close", resolve));
  let said = "";
  const origin = await new Promise((resolve, reject) => {
    const hear = (text) => {
      said += text;
      const address = /^http:\/\/[^/ ]+/m.exec(said);
      if (address) resolve(address[0]);
    };
    child.stdout.setEncoding("utf8").on("data", hear);
    child.stderr.setEncoding("utf8").on("data", hear);
    child.once("error", reject);
    ended.then((status) => reject(new Error(`kbgen serve ended with ${status}:\n${said}`)));
  });
  return {
    origin,
    async stop() {
      child.kill("SIGTERM");
      assert.equal(await ended, 0, "kbgen serve ends well");
    },
  };
}

/** Build a site into `folder`. Findings about its content are for the Rust tests; here a site must come out. */
async function build(root, folder, address) {
  await kbgen("build", "--root", root, "--base-url", address, "--output", folder);
}

/** Run kbgen; what it prints. */
export async function kbgen(...command) {
  const binary = process.env.KBGEN ?? path.join(REPOSITORY, "target", "release", "kbgen");
  try {
    return (await promisify(execFile)(binary, command, { maxBuffer: 64 * 1024 * 1024 })).stdout;
  } catch (error) {
    if (error.code === "ENOENT") throw new Error(`${binary} does not exist: cargo build --release --locked`);
    throw new Error(`kbgen ${command.join(" ")} failed (${error.code}):\n${error.stdout ?? ""}${error.stderr ?? ""}`);
  }
}

function findChromium() {
  const known = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
  const candidates = process.env.CHROMIUM ? [process.env.CHROMIUM] : known;
  for (const candidate of candidates) {
    try {
      accessSync(candidate, constants.X_OK);
      return candidate;
    } catch {
      // The next one, then.
    }
  }
  throw new Error(`no Chromium at ${candidates.join(", ")}: install it, or name it in CHROMIUM`);
}

/**
 * A static server for `folder` on a free port of 127.0.0.1. A folder answers with its `index.html`, a miss with the
 * nearest `404.html` on the way up: `/fr-fr/nope/` gets `/fr-fr/404.html`, with status 404.
 */
async function serve(folder) {
  const server = createServer(async (request, response) => {
    try {
      await answer(folder, request, response);
    } catch (error) {
      response.writeHead(500, { "Content-Type": "text/plain; charset=utf-8" }).end(String(error));
    }
  });
  await new Promise((resolve, reject) => server.once("error", reject).listen(0, "127.0.0.1", resolve));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}

async function answer(folder, request, response) {
  const headers = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
  };
  if (request.method !== "GET" && request.method !== "HEAD") {
    response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
    return;
  }
  const { pathname, search } = new URL(request.url, "http://127.0.0.1");
  // Chromium asks for this, now and then, for a picture that is opened alone: only a page can name its icon.
  if (pathname === "/favicon.ico") {
    response.writeHead(204, headers).end();
    return;
  }
  // `URL` has resolved every `..`; an encoded one stays below the folder by being joined to a rooted path.
  const wanted = path.posix.normalize(decode(pathname));
  let file = path.join(folder, wanted);
  let status = 200;
  if (await isFolder(file)) {
    if (!pathname.endsWith("/")) {
      response.writeHead(301, { ...headers, Location: `${pathname}/${search}` }).end();
      return;
    }
    file = path.join(file, "index.html");
  }
  if (!(await isFile(file))) {
    status = 404;
    file = await nearestNotFound(folder, wanted);
  }
  if (file === null) {
    response.writeHead(404, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end("not found\n");
    return;
  }
  const type = CONTENT_TYPES[path.extname(file).toLowerCase()] ?? "application/octet-stream";
  const body = await readFile(file);
  response.writeHead(status, { ...headers, "Content-Type": type, "Content-Length": body.length });
  response.end(request.method === "HEAD" ? undefined : body);
}

function decode(pathname) {
  try {
    return decodeURIComponent(pathname);
  } catch {
    return pathname;
  }
}

async function nearestNotFound(folder, wanted) {
  for (let at = path.posix.dirname(wanted); ; at = path.posix.dirname(at)) {
    const file = path.join(folder, at, "404.html");
    if (await isFile(file)) return file;
    if (at === "/") return null;
  }
}

const isFile = async (file) => (await stat(file).catch(() => null))?.isFile() ?? false;
const isFolder = async (file) => (await stat(file).catch(() => null))?.isDirectory() ?? false;

/**
 * Open a page of the site in a browser of its own. `address` is a path or a full address within the site; `status` is
 * the answer expected (200 unless told); with `emptyScripts` the page's script files arrive empty, while axe can run,
 * which it cannot with `javaScriptEnabled: false`; with `delayScripts` they arrive that many milliseconds late; `init`
 * runs in the page before them, and `settle` milliseconds pass before the page is given out. Everything else in
 * `options` (`locale`, `viewport`, …) is Playwright's. When the test ends, it fails if the page, at any time, logged an error (a breach of the content
 * security policy is one), lost a request, got an error status, or asked for anything outside the site.
 */
async function open(browser, origin, test, address, wishes = {}) {
  const { status = 200, emptyScripts = false, delayScripts = 0, init, settle = 0, ...options } = wishes;
  const url = new URL(address, origin);
  const context = await browser.newContext(options);
  context.setDefaultTimeout(10_000);
  if (emptyScripts) {
    await context.route(/\.m?js(\?|$)/, (route) => route.fulfill({ contentType: "text/javascript", body: "" }));
  }
  if (delayScripts) {
    await context.route(/\.m?js(\?|$)/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, delayScripts));
      await route.continue();
    });
  }
  if (init) await context.addInitScript(init);
  const problems = [];
  test.after(async () => {
    await context.close();
    assert.deepEqual(problems, [], `${url.pathname}: no errors while the page was open`);
  });

  const page = await context.newPage();
  const isExpectedMiss = (missed) => status >= 400 && missed === url.href;
  page.on("console", (message) => {
    if (message.type() !== "error" || isExpectedMiss(message.location().url)) return;
    problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on("pageerror", (error) => problems.push(`script: ${error.stack ?? error}`));
  page.on("request", (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (/^https?:$/.test(protocol) && asked !== origin) problems.push(`request to another host: ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText ?? "";
    // A page that is left for another one gives up what it was still loading.
    if (reason !== "net::ERR_ABORTED") problems.push(`request failed: ${request.url()} ${reason}`);
  });
  page.on("response", (response) => {
    if (response.status() < 400 || isExpectedMiss(response.url())) return;
    problems.push(`status ${response.status()}: ${response.url()}`);
  });

  const response = await page.goto(url.href, { waitUntil: "load" });
  assert.equal(response.status(), status, `status of ${url.pathname}`);
  if (settle) await page.waitForTimeout(settle);
  return page;
}

/** The address of a locale's home, and of whatever lies below it. */
export const home = (locale, below = "") => `/${locale.toLowerCase()}/${below}`;

/** The language menu: a navigation whose links say the language they lead to. */
export const languageMenu = (page) => page.locator("nav:has(a[hreflang])");

/** Make the language menu visible if it is folded away, by the means a reader has without script, too. */
export async function unfoldLanguageMenu(page) {
  const link = languageMenu(page).locator("a[hreflang]").first();
  if (await link.isVisible()) return;
  const summary = page.locator("details:has(a[hreflang]) > summary");
  const popover = page.locator("[popover]:has(a[hreflang])");
  if (await summary.count()) await summary.first().click();
  else if (await popover.count()) await page.locator(`[popovertarget="${await popover.getAttribute("id")}"]`).click();
}

/** The slugs (`billing/activate`) of the articles of `content/<locale>` that exist in every one of `LOCALES`. */
export async function sharedArticles(site, locale = "fr-FR") {
  const root = path.join(REPOSITORY, "content", locale);
  const slugs = [];
  for (const name of (await readdir(root, { recursive: true })).sort()) {
    if (!name.endsWith(".md")) continue;
    // The article's address starts at its docset, which may lie some folders below the locale.
    const parts = name.split(path.sep);
    for (let from = 0; from < parts.length; from += 1) {
      const slug = parts.slice(from).join("/").replace(/\.md$/, "");
      const pages = Object.keys(LOCALES).map((tag) => path.join(site.folder, home(tag, slug), "index.html"));
      if (slug === "index" || !(await Promise.all(pages.map(isFile))).every(Boolean)) continue;
      slugs.push(slug);
      break;
    }
  }
  assert.notEqual(slugs.length, 0, `content/${locale} has an article that was built in every locale`);
  return slugs;
}

/** Every HTML file of the built site, as paths below its folder. */
export async function htmlFiles(site) {
  const files = await readdir(site.folder, { recursive: true });
  return files.filter((name) => name.endsWith(".html")).sort();
}

/**
 * Axe finds nothing wrong with the page as it is. Without `preload` it does not copy the style sheets of shadow roots into
 * the page, which a content security policy forbids.
 */
export async function assertAccessible(page, { preload = true } = {}) {
  const axe = new AxeBuilder({ page }).options({ preload }).withTags(WCAG_2_2_AA);
  const { violations, passes } = await axe.analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}: ${node.target.join(" ")}: ${node.html}`),
  );
  assert.deepEqual(found, [], "axe finds nothing");
  assert.notEqual(passes.length, 0, "axe has looked");
}

/** The page is no wider than the screen. */
export async function assertNoSidewaysScrolling(page) {
  const [content, screen] = await page.evaluate(() => [
    document.documentElement.scrollWidth,
    document.documentElement.clientWidth,
  ]);
  assert.ok(content <= screen, `content is ${content} pixels wide, the screen ${screen}`);
}
