// What kbgen writes for Cloudflare, Netlify, Azure Static Web Apps and CloudFront, read by these hosts' own programs,
// without network. `tests/hosts/run` installs them and runs this.

import assert from "node:assert/strict";
import { access, readFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import vm from "node:vm";
import { ACCEPTED, OPTIONS, examine, folder, freePort, site, start } from "./lib.mjs";

const MODULES = path.join(process.env.KBGEN_HOST_PROGRAMS ?? "", "node_modules");

/** The arguments that start each program for an output folder on a port. */
const PROGRAMS = {
  cloudflare: (built, port, own) => [
    "wrangler/bin/wrangler.js", "dev", "--port", port, "--ip", "127.0.0.1", "--persist-to", path.join(own, "state"),
  ],
  // The functions at the edge, which the site does not have, would be loaded from the network.
  netlify: (built, port, own, inner) => [
    "netlify-cli/bin/run.js", "dev", "--offline", "--internal-disable-edge-functions", "--skip-gitignore", "--no-open",
    "--dir", built.output, "--port", port, "--staticServerPort", inner,
  ],
  "azure-static-web-apps": (built, port) => [
    "@azure/static-web-apps-cli/dist/cli/bin.js", "start", built.output, "--port", port, "--host", "127.0.0.1",
  ],
};

async function served(test, name, options) {
  const built = await site(test, name, options);
  const own = await folder(test);
  const port = await freePort();
  const [program, ...args] = PROGRAMS[name](built, `${port}`, own, `${await freePort()}`);
  const script = path.join(MODULES, program);
  await access(script);
  const env = { HOME: own, CI: "1", NO_COLOR: "1", WRANGLER_SEND_METRICS: "false", WRANGLER_LOG: "log" };
  const host = await start(test, port, process.execPath, [script, ...args], {
    cwd: built.output, env, path: built.base, seconds: 90,
  });
  return { built, host };
}

/** How many of the old addresses the host answers itself, and that pages answer the others. */
async function count(host, aliases, step) {
  let rules = 0;
  let pages = 0;
  for (const segment of ["fr-fr", "sv-se", "zh-tw"]) {
    for (let number = 1; number <= aliases; number += step) {
      const moved = await host.ask(`/${segment}/old/page-${number}/`);
      if (moved.status === 301) {
        assert.match(moved.headers.location, new RegExp(`/${segment}/install/$`));
        rules += 1;
      } else {
        assert.equal(moved.status, 200);
        assert.match(moved.body.toString(), new RegExp(`http-equiv="refresh" content="0; url=/${segment}/install/"`));
        pages += 1;
      }
    }
  }
  return { rules, pages };
}

const left = (built) => built.findings.filter((finding) => finding.code === "KB603").map((finding) => finding.message);

describe("cloudflare", () => {
  for (const base of ["/", "/kb/"]) {
    test(`wrangler dev serves the site at ${base} as it should`, OPTIONS, async (t) => {
      const { built, host } = await served(t, "cloudflare", { base });
      await examine(host, built, { precompressed: false, pages: "max-age=0", root: true });
    });
  }

  test("of three thousand redirects, two thousand are rules", OPTIONS, async (t) => {
    const { built, host } = await served(t, "cloudflare", { aliases: 1000 });
    assert.match(left(built).join("\n"), /^`cloudflare` answers all redirects itself but 1,0\d\d, since it takes 2,000 rules$/);
    assert.match(host.said(), /Parsed 2000 valid redirect rules/);
    const { rules, pages } = await count(host, 1000, 100);
    assert.ok(rules >= 19 && rules <= 20 && rules + pages === 30, `${rules} rules, ${pages} pages`);
  });
});

describe("netlify", () => {
  for (const base of ["/", "/kb/"]) {
    test(`netlify dev serves the site at ${base} as it should`, OPTIONS, async (t) => {
      const { built, host } = await served(t, "netlify", { base });
      // The local server says nothing of caching but its own, knows two letters of the first language, and finds index files
      // without leading on to the slash.
      for (const [accepted, segment] of [["fr", "fr-fr"], ["sv-SE,fr;q=0.5", "sv-se"], ["de", null], [undefined, null]]) {
        const root = await host.ask(base, accepted ? { "Accept-Language": accepted } : {});
        assert.deepEqual(
          [root.status, root.headers.location ?? null],
          segment ? [302, `${base}${segment}/`] : [200, null],
          `${accepted}`,
        );
      }
      const choice = await host.ask(`${base}?choose=1`, { "Accept-Language": "sv" });
      assert.match(choice.body.toString(), /id="choose"/);
      for (const [segment, tag] of [["fr-fr", "fr-FR"], ["sv-se", "sv-SE"], ["zh-tw", "zh-TW"], ["nowhere", "fr-FR"]]) {
        const missed = await host.ask(`${base}${segment}/no/such/page/`);
        assert.equal(missed.status, 404);
        assert.match(missed.body.toString(), new RegExp(`<html lang="${tag}"`));
      }
      const page = await host.ask(`${base}sv-se/install/`);
      assert.equal(page.headers["content-language"], "sv-SE");
      assert.match(page.headers["content-security-policy"], /^default-src 'none'; /);
      const moved = await host.ask(`${base}sv-se/old/page-2/`);
      assert.deepEqual([moved.status, moved.headers.location], [301, `${base}sv-se/install/`]);
    });
  }

  test("all of three thousand redirects are rules", OPTIONS, async (t) => {
    const { built, host } = await served(t, "netlify", { aliases: 1000 });
    assert.deepEqual(left(built), []);
    assert.deepEqual(await count(host, 1000, 100), { rules: 30, pages: 0 });
  });
});

describe("azure-static-web-apps", () => {
  for (const base of ["/", "/kb/"]) {
    test(`swa start serves the site at ${base} as it should`, OPTIONS, async (t) => {
      const { built, host } = await served(t, "azure-static-web-apps", { base });
      // The local server answers a miss without the headers of the configuration, shows hidden files, and takes a `/` from
      // the address of the not-found page with every miss, so that below a path only the first one can be asked for.
      const misses = base === "/" ? 4 : 1;
      const can = { negotiate: false, localized404: false, precompressed: false, hidden: false, missHeaders: false, misses };
      await examine(host, built, can);
    });
  }

  test("as many of three thousand redirects are rules as 20 KB can hold", OPTIONS, async (t) => {
    const { built, host } = await served(t, "azure-static-web-apps", { aliases: 1000 });
    const file = await readFile(path.join(built.output, "staticwebapp.config.json"));
    assert.ok(file.length > 19_000 && file.length <= 20_000, `${file.length} bytes`);
    const { routes } = JSON.parse(file);
    const rules = routes.filter((route) => route.redirect).length;
    assert.equal(left(built).length, 1);
    const number = Number(/itself but ([\d,]+), since its file of rules takes 20,000 bytes/.exec(left(built)[0])[1].replace(",", ""));
    assert.ok(number + rules >= 3000 && number + rules < 3050, `${number} left, ${rules} rules`);
    const counted = await count(host, 1000, 100);
    assert.equal(counted.rules + counted.pages, 30);
    assert.ok(counted.rules > 0 && counted.pages > 0, JSON.stringify(counted));
  });
});

// CloudFront has no program for other machines; its function is plain JavaScript.
describe("s3", () => {
  const load = async (built) => {
    const text = await readFile(path.join(built.output, "_host/cloudfront-function.js"), "utf8");
    const context = vm.createContext({});
    vm.runInContext(text, context);
    const call = (uri, headers = {}, querystring = {}) => context.handler({ request: { uri, headers, querystring } });
    return { text, call };
  };

  test("the function of CloudFront finds files, leads on, and chooses the language", OPTIONS, async (t) => {
    for (const base of ["/", "/kb/"]) {
      const { call } = await load(await site(t, "s3", { base }));
      for (const [accepted, segment] of ACCEPTED) {
        const answer = call(base, accepted ? { "accept-language": { value: accepted } } : {});
        if (segment) {
          assert.deepEqual([answer.statusCode, answer.headers.location.value], [302, `${base}${segment}/`], accepted);
          assert.equal(answer.headers.vary.value, "Accept-Language");
        } else {
          assert.equal(answer.uri, `${base}index.html`);
        }
      }
      assert.equal(call(base, { "accept-language": { value: "sv" } }, { choose: { value: "1" } }).uri, `${base}index.html`);
      assert.equal(call(`${base}sv-se/install/`).uri, `${base}sv-se/install/index.html`);
      assert.equal(call(`${base}assets/x.css`).uri, `${base}assets/x.css`);
      assert.equal(call(`${base}sv-se/install`).headers.location.value, `${base}sv-se/install/`);
      const moved = call(`${base}sv-se/old/page-2/`);
      assert.deepEqual([moved.statusCode, moved.headers.location.value], [301, `${base}sv-se/install/`]);
    }
  });

  test("the function never has more than 10 KB", OPTIONS, async (t) => {
    const built = await site(t, "s3", { aliases: 1000 });
    const { text } = await load(built);
    assert.ok(text.length > 9_000 && Buffer.byteLength(text) <= 10_000, `${text.length}`);
    assert.equal(left(built).length, 1);
  });
});
