// The theme's scripts use what they are given as its types allow; the types stand in their comments.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { OPTIONS } from "./lib.mjs";

const HERE = fileURLToPath(new URL(".", import.meta.url));
const TSC = path.join(HERE, "node_modules", "typescript", "bin", "tsc");

/** What the compiler says of a project; nothing where all is well. */
async function complaints(project) {
  try {
    await promisify(execFile)(process.execPath, [TSC, "--project", project, "--pretty", "false"]);
    return "";
  } catch (error) {
    return `${error.stdout}${error.stderr}`;
  }
}

describe("types", () => {
  test("the theme's scripts are free of type errors", OPTIONS, async () => {
    assert.equal(await complaints(path.join(HERE, "tsconfig.json")), "");
  });

  test("a wrong use of `kbSearch` is found", OPTIONS, async (t) => {
    const folder = await mkdtemp(path.join(tmpdir(), "kbgen-types-"));
    t.after(() => rm(folder, { recursive: true, force: true }));
    const { compilerOptions } = JSON.parse(await readFile(path.join(HERE, "tsconfig.json"), "utf8"));
    const wrong = '"use strict";\nwindow.kbSearch?.("a", { limit: "ten" });\n';
    await writeFile(path.join(folder, "wrong.js"), wrong);
    const project = { compilerOptions, files: ["wrong.js", path.join(HERE, "kbsearch.d.ts")] };
    await writeFile(path.join(folder, "tsconfig.json"), JSON.stringify(project));
    assert.match(await complaints(path.join(folder, "tsconfig.json")), /wrong\.js\(2,.*'string' is not assignable/);
  });
});
