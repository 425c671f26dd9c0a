// The snippets for nginx, Caddy and Apache, read by these programs themselves, on a port of this machine.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { describe, test } from "node:test";
import { promisify } from "node:util";
import { OPTIONS, examine, folder, freePort, site, start } from "./lib.mjs";

/** How each server is told of a site: the file that it reads, and how it is started. */
const SERVERS = {
  async nginx(test, built, port) {
    const own = await folder(test);
    const file = path.join(own, "nginx.conf");
    const places = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map((name) => `${name}_temp_path ${own}/${name};`);
    await writeFile(
      file,
      `daemon off; pid ${own}/pid; error_log stderr; worker_processes 1;
      events {}
      http { access_log off; ${places.join(" ")}
        server { listen 127.0.0.1:${port}; root ${built.served}; include ${built.output}/_host/nginx.conf; } }`,
    );
    // Its workers are another user.
    await promisify(execFile)("chmod", ["-R", "a+rX", built.root, own]);
    const checked = await promisify(execFile)("/usr/sbin/nginx", ["-t", "-e", "stderr", "-c", file]);
    assert.doesNotMatch(checked.stderr, /\[(warn|error|emerg)\]/);
    return ["/usr/sbin/nginx", ["-e", "stderr", "-c", file]];
  },
  async caddy(test, built, port) {
    const own = await folder(test);
    const file = path.join(own, "Caddyfile");
    await writeFile(
      file,
      `{
        admin off
        auto_https off
        storage file_system ${own}
      }
      http://127.0.0.1:${port} {
        root * ${built.served}
        import ${built.output}/_host/Caddyfile
      }`,
    );
    return ["/usr/bin/caddy", ["run", "--config", file, "--adapter", "caddyfile"], { HOME: own }];
  },
  async apache(test, built, port) {
    const own = await folder(test);
    const file = path.join(own, "apache.conf");
    const modules = ["mpm_event", "authz_core", "dir", "mime", "headers", "rewrite"];
    await mkdir(path.join(own, "logs"));
    await writeFile(
      file,
      `ServerRoot ${own}
      ServerName 127.0.0.1
      Listen 127.0.0.1:${port}
      PidFile ${own}/pid
      Mutex file:${own} default
      ${modules.map((name) => `LoadModule ${name}_module /usr/lib/apache2/modules/mod_${name}.so`).join("\n")}
      User www-data
      Group www-data
      TypesConfig /dev/null
      ErrorLog ${own}/logs/error
      DocumentRoot ${built.served}
      <Directory ${built.served}>
        AllowOverride FileInfo Indexes
        Require all granted
      </Directory>`,
    );
    await promisify(execFile)("chmod", ["-R", "a+rX", built.root, own]);
    await chmod(own, 0o755);
    return ["/usr/sbin/apache2", ["-DFOREGROUND", "-f", file]];
  },
};

const CAN = { nginx: {}, caddy: {}, apache: { precompressed: false } };

async function served(test, name, options) {
  const built = await site(test, name, options);
  const port = await freePort();
  const [command, args, env] = await SERVERS[name](test, built, port);
  return { built, host: await start(test, port, command, args, { env, path: encodeURI(built.base) }) };
}

for (const name of Object.keys(SERVERS)) {
  describe(name, () => {
    for (const base of ["/", "/kb/", "/hjälp/"]) {
      test(`serves the site at ${base} as it should`, OPTIONS, async (t) => {
        const { built, host } = await served(t, name, { base });
        await examine(host, built, CAN[name]);
      });
    }

    test("answers three thousand redirects, and hides a preview", OPTIONS, async (t) => {
      const { built, host } = await served(t, name, { aliases: 1000, more: ["--preview"] });
      for (const segment of ["fr-fr", "sv-se", "zh-tw"]) {
        for (const number of [1, 500, 1000]) {
          const moved = await host.ask(`/${segment}/old/page-${number}/`);
          assert.deepEqual([moved.status, moved.headers.location?.replace(/^http:\/\/[^/]+/, "")], [301, `/${segment}/install/`]);
        }
      }
      const page = await host.ask("/sv-se/install/");
      assert.equal(page.headers["x-robots-tag"], "noindex");
      assert.match(page.body.toString(), /<meta name="robots" content="noindex">/);
      assert.equal((await host.ask("/robots.txt")).body.toString(), "User-agent: *\nDisallow: /\n");
      assert.deepEqual(built.findings.filter((finding) => finding.severity === "error"), []);
    });
  });
}
