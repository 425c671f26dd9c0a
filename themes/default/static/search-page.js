// The search page: results for the query in its address, and the ways to narrow them down. Each query that was sent and
// each narrowing is one step of the browser's history; what is only typed replaces the step it began.
"use strict";

(() => {
  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const parts = window.kbSearchParts;
  const engine = window.kbSearch;
  const results = document.getElementById("_results");
  const browse = document.getElementById("_browse");
  if (!parts || !results || !browse) return;
  const { form, input, element, filled, link, say } = parts;

  /**
   * Results of a page, facets of a group that are shown at once; milliseconds of quiet before asking, of patience, and
   * of reading before the rest of the index is loaded.
   */
  const PAGE = 20;
  const FACETS = 6;
  const ASK = 120;
  const PATIENCE = 400;
  const READING = 4000;

  /** @typedef {"topic" | "product" | "kind"} Name */
  /** @typedef {{ shown?: number, top?: number, draft?: boolean } | null} Step  What the history keeps of a step. */
  const NAMES = /** @type {Name[]} */ (["topic", "product", "kind"]);
  const title = document.title;

  const step = () => /** @type {Step} */ (history.state);
  const read = () => new URLSearchParams(location.search);

  /** @param {Partial<Record<Name | "q", string>>} changes */
  const address = (changes) => {
    const now = read();
    const wanted = new URLSearchParams();
    for (const name of /** @type {const} */ (["q", ...NAMES])) {
      const value = changes[name] ?? now.get(name);
      if (value) wanted.set(name, value);
    }
    return `${location.pathname}?${wanted}`.replace(/\?$/, "");
  };

  // Places: the browser restores them before there are results.
  history.scrollRestoration = "manual";
  let moving = 0;
  let placed = false;
  const keep = () => {
    clearTimeout(moving);
    if (placed) history.replaceState({ ...step(), top: scrollY }, "");
  };
  addEventListener("scroll", () => {
    clearTimeout(moving);
    moving = setTimeout(keep, 100);
  });
  addEventListener("pagehide", keep);
  results.addEventListener("click", keep, true);

  const list = element("ol", { "aria-label": parts.words.results ?? "" });
  const more = element("button", { type: "button", class: "more" }, words.more ?? "");
  let asked = 0;

  /**
   * @param {Name} name
   * @param {KbSearchFacet[]} facets
   * @param {string | null} chosen
   */
  const group = (name, facets, chosen) => {
    const known = facets.some(({ id }) => id === chosen);
    const all = chosen && !known ? [{ id: chosen, label: chosen, count: 0 }, ...facets] : facets;
    if (all.length < 2 && !chosen) return [];
    const buttons = all.map(({ id, label, count }) => {
      const pressed = id === chosen;
      const button = element("button", { type: "button", "aria-pressed": `${pressed}`, "data-facet": `${name}=${id}` });
      button.append(label || words[id] || id, " ", element("small", {}, filled("{count}", count)));
      button.addEventListener("click", () => go({ [name]: pressed ? "" : id }));
      return button;
    });
    const heading = element("h2", { id: `_${name}` }, words[name] ?? "");
    const box = element("div", { class: "facets", role: "group", "aria-labelledby": heading.id }, heading, ...buttons);
    const late = buttons.filter((button, n) => n >= FACETS && button.getAttribute("aria-pressed") !== "true");
    if (late.length > 1) {
      const key = { type: "button", class: "plain", "data-facet": name };
      const rest = element("button", key, words[`all${name[0].toUpperCase()}${name.slice(1)}`] ?? "");
      for (const button of late) button.hidden = true;
      rest.addEventListener("click", () => {
        for (const button of late) button.hidden = false;
        rest.remove();
        late[0].focus();
      });
      box.append(rest);
    }
    return [box];
  };

  /**
   * @param {string} query
   * @param {KbSearchAnswer} answer
   */
  const show = (query, { results: found, total, suggestion, facets }) => {
    const focused = document.activeElement instanceof HTMLElement ? document.activeElement.dataset.facet : undefined;
    const now = read();
    const count = filled(total ? parts.words.count : words.nothing, total || query);
    /** @type {Node[]} */
    const above = [element("p", { class: total ? "count" : "nothing" }, count)];
    if (suggestion) {
      const [before, after] = (parts.words.suggestion ?? "{query}").split("{query}");
      const other = element("a", { href: address({ q: suggestion }), dir: "auto" }, suggestion);
      other.addEventListener("click", (event) => {
        if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
        event.preventDefault();
        input.value = suggestion;
        go({ q: suggestion });
        input.focus({ preventScroll: true });
      });
      above.push(element("p", { class: "suggestion" }, before, other, after ?? ""));
    }
    for (const name of NAMES) above.push(...group(name, facets?.[name] ?? [], now.get(name)));
    list.replaceChildren(...found.map((result) => element("li", {}, link(result))));
    results.replaceChildren(...above, list);
    if (!total) {
      const help = document.getElementById("_nothing");
      if (help instanceof HTMLTemplateElement) results.append(help.content.cloneNode(true));
      if (NAMES.some((name) => now.has(name))) {
        const without = element("button", { type: "button" }, words.without ?? "");
        without.addEventListener("click", () => {
          go({ topic: "", product: "", kind: "" });
          input.focus({ preventScroll: true });
        });
        results.append(without);
      }
    }
    list.hidden = !total;
    browse.hidden = total > 0;
    if (found.length < total) results.append(more);
    const again = [...results.querySelectorAll("button")].find(({ dataset }) => focused && dataset.facet === focused);
    again?.focus({ preventScroll: true });
    say(count);
  };

  let isPrepared = false;
  /** Loads what further queries may need, so that they need no network; but not where every byte costs. */
  const prepare = () => {
    const { saveData = false, effectiveType = "" } = navigator.connection ?? {};
    if (isPrepared || saveData || /[23]g/.test(effectiveType)) return;
    isPrepared = true;
    const load = () => void engine?.load().catch(() => (isPrepared = false));
    setTimeout(() => (window.requestIdleCallback ?? setTimeout)(load), READING);
  };

  let at = location.search;
  /**
   * Shows what the address says.
   * @param {boolean} place  Whether to go to the place that the step was left at.
   */
  const run = async (place) => {
    const number = (asked += 1);
    at = location.search;
    const now = read();
    const query = (now.get("q") ?? "").trim();
    const { shown = PAGE, top = 0, draft = false } = step() ?? {};
    document.title = query ? `${query} – ${title}` : title;
    for (const other of document.querySelectorAll("nav.languages a")) {
      if (other instanceof HTMLAnchorElement) other.search = query ? `?${new URLSearchParams({ q: query })}` : "";
    }
    const done = () => {
      clearTimeout(wait);
      form.removeAttribute("aria-busy");
      if (place) scrollTo({ top, behavior: "instant" });
      placed = true;
    };
    const wait = setTimeout(() => {
      form.setAttribute("aria-busy", "true");
      if (query && !list.isConnected) results.replaceChildren(element("p", { class: "count" }, words.loading ?? ""));
    }, PATIENCE);
    if (!query) {
      results.replaceChildren();
      browse.hidden = false;
      say("");
      return done();
    }
    try {
      if (!engine) throw new Error("there is no search.js");
      const answer = await engine.query(query, { limit: shown, filters: filters(), facets: true, final: !draft });
      if (number !== asked) return clearTimeout(wait);
      show(query, answer);
      prepare();
    } catch {
      if (number !== asked) return clearTimeout(wait);
      const failed = parts.words.failed ?? "";
      results.replaceChildren(element("p", { class: "nothing" }, failed));
      browse.hidden = false;
      say(failed);
    }
    done();
  };

  const filters = () => {
    const now = read();
    return Object.fromEntries(NAMES.flatMap((name) => (now.has(name) ? [[name, now.get(name)]] : [])));
  };

  /**
   * A step of the history, for what was sent or chosen.
   * @param {Partial<Record<Name | "q", string>>} changes
   * @param {boolean} [sent]  Whether it is what was typed, which began a step of its own.
   */
  const go = (changes, sent = false) => {
    typing.cancel();
    const there = address(changes);
    keep();
    if (step()?.draft) history.replaceState({ ...step(), draft: false }, "", sent ? there : undefined);
    if (there !== address({})) history.pushState({}, "", there);
    run(true);
  };

  const typing = parts.typed(ASK, () => {
    const q = input.value.trim();
    const there = address({ q });
    if (there === address({})) return;
    keep();
    if (step()?.draft) history.replaceState({ draft: true }, "", there);
    else history.pushState({ draft: true }, "", there);
    run(false);
  });

  form.addEventListener("submit", (event) => {
    if (!engine) return;
    event.preventDefault();
    go({ q: input.value.trim() }, true);
  });

  more.addEventListener("click", async () => {
    const number = (asked += 1);
    const query = (read().get("q") ?? "").trim();
    const offset = list.children.length;
    let answer;
    try {
      answer = await engine?.query(query, { limit: PAGE, offset, filters: filters(), final: !step()?.draft });
    } catch {
      say(parts.words.failed ?? "");
    }
    if (!answer || number !== asked) return;
    const items = answer.results.map((result) => element("li", {}, link(result)));
    list.append(...items);
    history.replaceState({ ...step(), shown: list.children.length }, "");
    items[0]?.querySelector("a")?.focus();
    if (!items.length || list.children.length >= answer.total) more.remove();
  });

  addEventListener("popstate", () => {
    // A link within the page is no step of the search.
    if (location.search === at && location.hash) return;
    clearTimeout(moving);
    typing.cancel();
    placed = false;
    input.value = read().get("q") ?? "";
    run(true);
  });

  results.classList.add("on");
  input.value = read().get("q") ?? "";
  browse.hidden = input.value !== "";
  if (!input.value) input.focus();
  run(true);
})();
