// The browser's search cuts texts into the same terms as kbgen does, whose index it reads: both are held to the vectors
// in `tests/search/tokens.json`.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { before, describe, test } from "node:test";
import vm from "node:vm";
import { REPOSITORY } from "./lib.mjs";

describe("tokens", () => {
  let tokenize;
  before(async () => {
    const script = await readFile(path.join(REPOSITORY, "themes", "default", "static", "search.js"), "utf8");
    const window = {};
    const dataset = { index: "/en-us/search/index.bin", locale: "en-US" };
    const page = { window, document: { currentScript: { dataset } }, location: { href: "https://help.example/en-us/" } };
    vm.runInNewContext(script, page);
    ({ tokenize } = window.kbSearch);
  });

  test("are those of kbgen", async () => {
    const vectors = JSON.parse(await readFile(path.join(REPOSITORY, "tests", "search", "tokens.json"), "utf8"));
    assert.ok(vectors.length > 0, "there are vectors");
    for (const { locale, apostrophe, text, tokens } of vectors) {
      const found = Array.from(tokenize(text, apostrophe), ({ text, kind, weight }) => [text, kind, weight]);
      const name = `${locale}: ${text}`;
      assert.deepEqual(found.map(([text, kind]) => [text, kind]), tokens.map(([text, kind]) => [text, kind]), name);
      // Weights are written with a few digits.
      found.forEach(([term, , weight], n) => {
        assert.ok(Math.abs(weight - tokens[n][2]) < 0.001, `${name}: ${term}: ${weight}, not ${tokens[n][2]}`);
      });
    }
  });

  test("an apostrophe is a letter only where it is told to be", () => {
    assert.deepEqual(Array.from(tokenize("об'єкт"), ({ text }) => text), ["єкт"]);
    assert.deepEqual(Array.from(tokenize("об'єкт", true), ({ text }) => text), ["обєкт"]);
  });
});
