// An adapter for the shared search runner, around another one (`--inner`), for single queries in browsers of their own.
//
//   --before QUERY   asks this one first, when the page is opened: the query that counts is then the reader's second
//   --times FILE     writes down how long each answer took, in milliseconds
//   --load           loading the engine counts into that, for adapters that load it when the page is opened (kbgen's
//                    comes with the page, and its adapter loads nothing before the first query)
import fs from "node:fs";
import { pathToFileURL } from "node:url";

let adapter;
let loading = 0;

export async function open(session) {
  const { inner, before, load } = session.args;
  adapter ??= await import(pathToFileURL(inner));
  const begin = performance.now();
  await adapter.open(session);
  loading = load ? performance.now() - begin : 0;
  if (before) await adapter.search({ ...session, query: before, limit: 5 });
}

export async function search(session) {
  const answer = await adapter.search(session);
  if (session.args.times) fs.appendFileSync(session.args.times, `${Math.round(loading + answer.ms)}\n`);
  return answer;
}
