// What the tests of hosts share: a small site built for a host, free ports, programs that are started and ended, and
// the questions that every host must answer.

import assert from "node:assert/strict";
import { execFile, spawn } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gunzipSync } from "node:zlib";

export const REPOSITORY = fileURLToPath(new URL("../../", import.meta.url));

/** Options of every test: none waits for ever. */
export const OPTIONS = { timeout: 240_000 };

/** First folders of the site's locales, and their tags. */
const LOCALES = { "fr-fr": "fr-FR", "sv-se": "sv-SE", "zh-tw": "zh-TW" };

/** What readers' browsers send, and the locale that they get; `null` is the list of languages. */
export const ACCEPTED = [
  ["fr", "fr-fr"],
  ["sv-SE,sv;q=0.9,en;q=0.8", "sv-se"],
  ["fr-CA,fr;q=0.9,en;q=0.5", "fr-fr"],
  ["de,sv;q=0.4,fr;q=0.6", "fr-fr"],
  ["sv;q=0.2, FR;q=0.15, zh-tw; q=0.1", "sv-se"],
  ["zh-HK,en;q=0.9", "zh-tw"],
  ["zh-Hant-MO", "zh-tw"],
  ["zh-CN,sv;q=0.5", "sv-se"],
  ["de,en;q=0.8", null],
  ["fr;q=0, sv;q=0.1", "sv-se"],
  ["*", null],
  [undefined, null],
];

/** Old addresses that are not easy to write into a file of rules, and what becomes of one; and such an address outside. */
const ODD = ["/old/é è/", '/old/a"b/', "/old/$uri{x}/", "/old/%41/", "/old/A/", "/old/a;b#c/", "/old/a+(b)*:c/", "/old//x/"];
const MADE_PLAIN = "old/e-e/";
const OUTSIDE = "https://other.example/a%20b?x=$uri&y={z}&p=100%25;#c";

/** A folder that is removed after the test. */
export async function folder(test) {
  const made = await mkdtemp(path.join(tmpdir(), "kbgen-hosts-"));
  test.after(() => rm(made, { recursive: true, force: true }));
  return made;
}

/**
 * A site of three locales, built for a host. The article of each locale has `aliases` old addresses. Returns the output folder and
 * what kbgen said.
 */
export async function site(test, host, { base = "/", aliases = 3, origin = "https://help.example", more = [] } = {}) {
  const root = await folder(test);
  const titles = { "fr-FR": "Installer", "sv-SE": "Installera", "zh-TW": "安裝" };
  for (const [n, [tag, title]] of Object.entries(titles).entries()) {
    const content = path.join(root, "content", tag);
    await mkdir(content, { recursive: true });
    const old = [...Array.from({ length: aliases }, (_, a) => `- /old/page-${a + 1}/`), ...ODD.map((a) => `- '${a}'`)].join("\n");
    const front = `---\ntitle: ${title}\nms.locfileid: "10${n}"\nms.contentlocale: ${tag}\naliases:\n${old}\n---\n`;
    const text = `# ${title}\n\n![](logo.png)\n\n${`${title} kbgen. `.repeat(200)}\n\n[x](away.md)\n`;
    await writeFile(path.join(content, "install.md"), front + text);
    await writeFile(path.join(content, "away.md"), `---\ntitle: ${title} 2\nms.locfileid: "20${n}"\n---\n# ${title} 2\n\n§\n`);
    await writeFile(path.join(content, "outside.md"), `---\ntitle: x\nredirect_url: '${OUTSIDE}'\n---\n`);
    await writeFile(path.join(content, "logo.png"), "not really a picture");
  }
  // The folder whose path on the host is `/`.
  const served = path.join(root, "served");
  const below = ["nginx", "caddy", "apache", "github-pages", "folder"].includes(host) ? base : "/";
  const output = path.join(served, below);
  const report = await kbgen("build", "--root", root, "--host", host, "--base-url", origin + base, "--output", output, "--format", "json", ...more);
  return { served, output, root, base, findings: JSON.parse(report) };
}

async function kbgen(...command) {
  const binary = process.env.KBGEN ?? path.join(REPOSITORY, "target", "release", "kbgen");
  const { stdout } = await promisify(execFile)(binary, command, { maxBuffer: 64 * 1024 * 1024 });
  return stdout;
}

/** A port of 127.0.0.1 that nobody uses. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/**
 * Start a program, wait until its port answers, and return how to ask it. It ends with the test, together with what it
 * started itself.
 */
export async function start(test, port, command, args, { cwd, env, path: ready = "/", seconds = 30 } = {}) {
  const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let said = "";
  let ended;
  const gone = new Promise((resolve) => {
    child.on("error", (error) => resolve((ended = error.message)));
    child.on("exit", (code, signal) => resolve((ended = `ended with ${code ?? signal}`)));
  });
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (data) => (said += data));
  test.after(async () => {
    for (const signal of ["SIGTERM", "SIGKILL"]) {
      if (ended !== undefined && signal === "SIGTERM") continue;
      try {
        process.kill(-child.pid, signal);
      } catch {
        // It is gone.
      }
      await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 5_000).unref())]);
    }
  });
  const until = Date.now() + seconds * 1000;
  for (;;) {
    if (ended !== undefined) throw new Error(`${command} ${args.join(" ")}: ${ended}\n${said}`);
    const answer = await ask(port, ready).catch(() => null);
    if (answer) break;
    if (Date.now() > until) throw new Error(`${command} does not answer on port ${port}:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return { ask: (address, headers) => ask(port, address, headers), said: () => said };
}

/** Ask for an address as it is written; redirects are not followed. */
function ask(port, address, headers = {}) {
  const sent = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined));
  return new Promise((resolve, reject) => {
    const asked = request({ host: "127.0.0.1", port, path: address, headers: sent, timeout: 20_000 }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    asked.on("timeout", () => asked.destroy(new Error(`no answer to ${address}`)));
    asked.on("error", reject);
    asked.end();
  });
}

/** Where an answer leads, as a path where it stays on the host; escapes in capital letters. */
const leads = (answer) =>
  (answer.headers.location ?? "")
    .replace(/^https?:\/\/(127\.0\.0\.1|localhost)(:\d+)?/, "")
    .replace(/%[0-9a-f]{2}/g, (escape) => escape.toUpperCase());

/**
 * Ask a host all that its files promise. `can` says what the host can: `negotiate`, `localized404`, `precompressed`,
 * `hidden` (what is for the host alone is not shown), `missHeaders` (a miss has headers); all are true unless told.
 * With `root`, the host has files of its own at its root, whatever the path of the site.
 * `pages` is how the host says that pages are to be asked for again, `misses` how many addresses without a page are asked for.
 */
export async function examine(host, { served, base: folderOfSite }, can = {}) {
  const base = encodeURI(folderOfSite);
  const able = {
    negotiate: true, localized404: true, precompressed: true, hidden: true, missHeaders: true, pages: "no-cache", misses: 4, ...can,
  };
  const page = await host.ask(`${base}fr-fr/install/`);
  assert.equal(page.status, 200);
  assert.match(page.headers["content-type"], /^text\/html; ?charset=utf-8$/i);
  assert.equal(page.headers["content-language"], "fr-FR");
  assert.match(page.headers["content-security-policy"], /^default-src 'none'; /);
  assert.equal(page.headers["x-content-type-options"], "nosniff");
  assert.equal(page.headers["referrer-policy"], "strict-origin-when-cross-origin");
  assert.match(page.headers["cache-control"], able.pages === "no-cache" ? /^no-cache$/ : /max-age=0.*must-revalidate/);
  assert.equal(page.headers["x-robots-tag"], undefined);

  // A folder without its slash leads to the same with it.
  const slashless = await host.ask(`${base}fr-fr/install`);
  assert.ok([301, 302, 307, 308].includes(slashless.status), `${slashless.status}`);
  assert.equal(leads(slashless), `${base}fr-fr/install/`);

  // What is named by its content is kept for ever, what is not is asked for again.
  const names = await readdir(path.join(served, folderOfSite, "assets"));
  const style = names.find((name) => /^style\.[0-9a-f]{12}\.css$/.test(name));
  const kept = await host.ask(`${base}assets/${style}`);
  assert.deepEqual([kept.status, kept.headers["cache-control"]], [200, "public, max-age=31536000, immutable"]);
  assert.match(kept.headers["content-type"], /^text\/css/);
  const picture = names.find((name) => /^logo\.[0-9a-f]{12}\.png$/.test(name));
  const shown = await host.ask(`${base}assets/${picture}`);
  assert.deepEqual([shown.headers["content-type"], shown.headers["cache-control"]], ["image/png", "public, max-age=31536000, immutable"]);
  const icon = await host.ask(`${base}assets/favicon.svg`);
  assert.equal(icon.status, 200);
  assert.match(icon.headers["content-type"], /^image\/svg\+xml/);
  assert.doesNotMatch(icon.headers["cache-control"] ?? "", /^(?!.*no-cache).*immutable/);
  const shard = (await readdir(path.join(served, folderOfSite, "assets/search/fr-fr")))[0];
  assert.equal((await host.ask(`${base}assets/search/fr-fr/${shard}`)).headers["cache-control"], "public, max-age=31536000, immutable");
  const index = await host.ask(`${base}fr-fr/search/index.bin`);
  assert.equal(index.status, 200);
  assert.doesNotMatch(index.headers["cache-control"] ?? "", /immutable/);

  for (const segment of Object.keys(LOCALES)) {
    const moved = await host.ask(`${base}${segment}/old/page-1/`);
    assert.deepEqual([moved.status, leads(moved)], [301, `${base}${segment}/install/`]);
  }

  const plain = await host.ask(`${base}fr-fr/${MADE_PLAIN}`);
  assert.deepEqual([plain.status, leads(plain)], [301, `${base}fr-fr/install/`]);
  const outside = await host.ask(`${base}fr-fr/outside/`);
  assert.equal(outside.status, 301);
  assert.equal(decodeURIComponent(outside.headers.location), decodeURIComponent(OUTSIDE));

  for (const [segment, tag] of [...Object.entries(LOCALES), ["nowhere", "fr-FR"]].slice(0, able.misses)) {
    const missed = await host.ask(`${base}${segment}/no/such/page/`);
    assert.equal(missed.status, 404, segment);
    const expected = able.localized404 ? tag : "fr-FR";
    assert.match(missed.body.toString(), new RegExp(`<html lang="${expected}"`), segment);
    if (able.missHeaders) assert.match(missed.headers["content-security-policy"], /^default-src 'none'; /);
    assert.doesNotMatch(missed.headers["cache-control"] ?? "", /immutable/);
  }

  for (const [accepted, segment] of able.negotiate ? ACCEPTED : [[undefined, null]]) {
    const root = await host.ask(base, { "Accept-Language": accepted });
    assert.deepEqual([root.status, leads(root)], segment ? [302, `${base}${segment}/`] : [200, ""], `${accepted}`);
    if (!segment) assert.match(root.body.toString(), /id="choose"/);
    if (able.negotiate) {
      assert.match(root.headers.vary, /Accept-Language/i, `${accepted}`);
      assert.equal(root.headers["cache-control"], "no-cache", `${accepted}`);
    }
  }
  const choice = await host.ask(`${base}?choose=1`, { "Accept-Language": "sv" });
  assert.equal(choice.status, 200);
  assert.match(choice.body.toString(), /id="choose"/);
  // Only the root asks for the language.
  const other = await host.ask(`${base}fr-fr/`, { "Accept-Language": "sv" });
  assert.equal(other.status, 200);

  if (able.precompressed) {
    const packed = await host.ask(`${base}fr-fr/install/`, { "Accept-Encoding": "gzip" });
    assert.equal(packed.headers["content-encoding"], "gzip");
    assert.match(packed.headers["content-type"], /^text\/html; ?charset=utf-8$/i);
    assert.match(packed.headers.vary, /Accept-Encoding/i);
    assert.deepEqual(gunzipSync(packed.body), page.body);
    // The very bytes that the build has made.
    const file = path.join(served, folderOfSite, "fr-fr/install/index.html.gz");
    assert.deepEqual(packed.body, await readFile(file));
  }
  if (able.hidden) {
    const own = [".kbgen-manifest.json", "_host/nginx.conf", "_host/Caddyfile", "_host/worker.js", ".htaccess", "wrangler.jsonc"];
    const folders = [base, ...(able.root ? ["/"] : [])];
    for (const address of own.flatMap((name) => folders.map((folder) => folder + name))) {
      assert.ok([403, 404].includes((await host.ask(address)).status), address);
    }
  }
}
