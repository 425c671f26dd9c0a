// The examples of CommonMark's own specification, as kbgen renders them: each is an article of one site.

import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { defaultTreeAdapter as tree, parse, parseFragment, serialize } from "parse5";
import { REPOSITORY } from "./lib.mjs";

/** The examples: `number`, `markdown`, `html`, where the specification's arrow is a tab. */
export const examples = createRequire(import.meta.url)("commonmark-spec").tests.map(({ number, markdown, html }) => ({
  number,
  markdown: markdown.replaceAll("→", "\t"),
  html: html.replaceAll("→", "\t"),
}));

/** The examples that kbgen renders otherwise, each with its reason, as `commonmark.md` lists them. */
export async function listed() {
  const text = await readFile(new URL("commonmark.md", import.meta.url), "utf8");
  const rows = [...text.matchAll(/^\| ([0-9, ]+) \| (.+) \|$/gm)];
  return new Map(rows.flatMap(([, numbers, reason]) => numbers.split(", ").map((n) => [Number(n), reason.trim()])));
}

/** Render every example with kbgen; the bodies, in the order of the examples. */
export async function rendered() {
  const folder = await mkdtemp(path.join(tmpdir(), "kbgen-commonmark-"));
  try {
    const articles = path.join(folder, "content", "en-US");
    await mkdir(articles, { recursive: true });
    await writeFile(path.join(folder, "kbgen.yaml"), "content: [content]\nlocales: {en-US: {}}\n");
    for (const { number, markdown } of examples) {
      // A title of its own, so that the heading of an example stays in the text.
      const head = `---\ntitle: Example ${number}\nms.locfileid: "${number}"\n---\n# Example ${number}\n\n`;
      await writeFile(path.join(articles, `example-${number}.md`), head + markdown);
    }
    const kbgen = process.env.KBGEN ?? path.join(REPOSITORY, "target", "release", "kbgen");
    const options = { maxBuffer: 64 * 1024 * 1024 };
    // Findings are status 1; of the examples there are many.
    await promisify(execFile)(kbgen, ["build", "--root", folder, "--output", path.join(folder, "site")], options).catch(
      (error) => {
        if (error.code !== 1) throw error;
      },
    );
    return await Promise.all(
      examples.map(async ({ number }) => {
        const page = await readFile(path.join(folder, "site", "en-us", `example-${number}`, "index.html"), "utf8");
        return body(parse(page));
      }),
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The element of a page that holds the article's text. */
function body(node) {
  if (node.tagName === "div" && classes(node).includes("body")) return node;
  for (const child of node.childNodes ?? []) {
    const found = body(child);
    if (found) return found;
  }
  return null;
}

const classes = (node) => (attribute(node, "class") ?? "").split(/\s+/);
const attribute = (node, name) => node.attrs?.find((a) => a.name === name)?.value;

/** HTML of the specification, without what kbgen changes on purpose. */
export const expected = (html) => normalized(parseFragment(html));

/** A body of kbgen's, without what kbgen adds on purpose. */
export const actual = (element) => normalized(element);

function normalized(root) {
  const copy = parseFragment("");
  for (const child of root.childNodes) plain(child, copy, false);
  return serialize(copy).trim();
}

/** Append what a node comes to. */
function plain(node, parent, inCode) {
  if (node.nodeName === "#comment") return;
  if (node.nodeName === "#text") {
    // White space between blocks and around line ends shows nothing.
    const value = inCode ? node.value : node.value.replace(/\s*\n\s*/g, "\n");
    if (inCode || value.trim() !== "" || !isBlockParent(parent)) tree.insertText(parent, value);
    return;
  }
  // What colours code is no part of it, nor is what lets wide tables scroll.
  const colours = node.tagName === "span" && classes(node).some((name) => name.startsWith("hl-"));
  if (colours || (node.tagName === "div" && classes(node).includes("table"))) {
    for (const child of node.childNodes) plain(child, parent, inCode);
    return;
  }
  // The files of the examples do not exist: their alternative text stands for them.
  if (node.tagName === "span" && classes(node).includes("missing-image")) {
    const text = node.childNodes.map((child) => child.value).join("");
    const alt = text === "Image missing" ? "" : text;
    tree.appendChild(parent, tree.createElement("img", node.namespaceURI, [{ name: "alt", value: alt }]));
    return;
  }
  // The title of the page is the only heading of the first level.
  const name = node.tagName === "h1" ? "h2" : node.tagName;
  const element = tree.createElement(name, node.namespaceURI, attributes(node));
  tree.appendChild(parent, element);
  for (const child of node.childNodes) plain(child, element, inCode || name === "pre");
  trimEnds(element, inCode || name === "pre");
}

const BLOCKS = ["#document-fragment", "blockquote", "ol", "ul", "li", "div"];
const isBlockParent = (parent) => BLOCKS.includes(parent.nodeName);

/** White space at the ends of a block shows nothing. */
function trimEnds(element, inCode) {
  if (inCode || !/^(p|li|h\d|blockquote)$/.test(element.tagName)) return;
  const [first, last] = [element.childNodes[0], element.childNodes.at(-1)];
  if (first?.nodeName === "#text") first.value = first.value.trimStart();
  if (last?.nodeName === "#text") last.value = last.value.trimEnd();
}

/** The attributes of an element that can be compared. */
function attributes(node) {
  if (node.tagName === "img" && !isElsewhere(attribute(node, "src") ?? "")) {
    return [{ name: "alt", value: attribute(node, "alt") ?? "" }];
  }
  return node.attrs.flatMap(({ name, value }) => {
    if (name === "tabindex" && node.tagName === "pre") return [];
    if (name === "id" && /^h\d$/.test(node.tagName)) return [];
    // Files of the site do not exist here: only addresses elsewhere can be the same.
    if (name === "href" || name === "src") return isElsewhere(value) ? [{ name, value: address(value) }] : [];
    return [{ name, value }];
  });
}

const isElsewhere = (value) => /^[a-z][a-z0-9+.-]+:/i.test(value);

/** An address in one spelling. */
function address(value) {
  try {
    return decodeURI(new URL(value).href);
  } catch {
    return value;
  }
}
