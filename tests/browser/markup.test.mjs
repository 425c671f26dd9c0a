// Every HTML file of the built site is valid.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { LOCALES, OPTIONS, htmlFiles, startSite } from "./lib.mjs";
import config from "./htmlvalidate.mjs";

describe("markup", () => {
  let site;
  before(async () => {
    site = await startSite();
  });
  after(() => site?.close());

  test("every page is valid HTML", OPTIONS, async () => {
    const validator = new HtmlValidate(new StaticConfigLoader(config));
    const files = await htmlFiles(site);
    assert.ok(files.length > Object.keys(LOCALES).length, `a site of ${files.length} pages`);
    const found = [];
    for (const file of files) {
      const report = await validator.validateString(await readFile(path.join(site.folder, file), "utf8"), file);
      for (const { messages } of report.results) {
        for (const { line, column, ruleId, message } of messages) {
          found.push(`${file}:${line}:${column}: ${message} (${ruleId})`);
        }
      }
    }
    assert.equal(found.length, 0, `${found.length} findings in ${files.length} files:\n${found.slice(0, 50).join("\n")}`);
  });
});
