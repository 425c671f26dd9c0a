// Markdown is CommonMark's: every example of its specification, but for what `commonmark.md` lists with a reason.

import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { OPTIONS } from "./lib.mjs";
import { actual, examples, expected, listed, rendered } from "./commonmark.mjs";

describe("CommonMark", () => {
  test("every example is rendered as specified, or listed", OPTIONS, async () => {
    assert.equal(examples.length, 652);
    const [bodies, reasons] = await Promise.all([rendered(), listed()]);
    const problems = [];
    examples.forEach(({ number, markdown, html }, index) => {
      const [is, should] = [actual(bodies[index]), expected(html)];
      if (is !== should && !reasons.has(number)) {
        problems.push(`example ${number} differs\n${markdown}--- specified\n${should}\n--- is\n${is}`);
      } else if (is === should && reasons.has(number)) {
        problems.push(`example ${number} is listed (${reasons.get(number)}), and does not differ`);
      }
    });
    const known = new Set(examples.map(({ number }) => number));
    problems.push(...[...reasons.keys()].filter((n) => !known.has(n)).map((n) => `there is no example ${n}`));
    assert.equal(problems.length, 0, `${problems.length} problems:\n${problems.join("\n\n")}`);
  });
});
