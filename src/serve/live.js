// Keeps a page up to date while its site is written: loads it again or changes its style after a build, and shows what
// is wrong. `kbgen serve` adds it to every page; no built site has it.
"use strict";

(() => {
  const self = /** @type {HTMLScriptElement} */ (document.currentScript);
  const own = self.src.replace(/[^/]*$/, "");
  let version = self.dataset.version ?? "";
  const missing = self.dataset.missing ?? "";
  const root = document.documentElement;

  // ---- What survives a reload

  /** @typedef {{ path: string, y: number, blocks: [text: string, top: number][], details: [text: string, open: boolean][] }} Place */
  const PLACE = "kbgen-live-place";

  /** @param {Element} element */
  const textOf = (element) => {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    // Originals are put in after the page is there, and after its place is found again.
    for (const added of copy.querySelectorAll(".original, .ask")) added.remove();
    return (copy.textContent ?? "").replace(/\s+/g, "").slice(0, 200);
  };

  const blocks = () => [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main [data-b], main h1, main h2, main h3, main li, main p"))];
  const details = () => [...document.querySelectorAll("details")];
  const titleOf = (/** @type {Element} */ element) => textOf(element.querySelector("summary") ?? element);

  const keepPlace = () => {
    /** @type {Place} */
    const place = { path: location.pathname, y: scrollY, blocks: [], details: [] };
    for (const block of blocks()) {
      const { top, bottom } = block.getBoundingClientRect();
      if (bottom > 0 && block.textContent?.trim()) place.blocks.push([textOf(block), top]);
      if (place.blocks.length === 8) break;
    }
    for (const each of details()) place.details.push([titleOf(each), each.open]);
    try {
      sessionStorage.setItem(PLACE, JSON.stringify(place));
    } catch {
      // Then the browser does what it can.
    }
  };

  const findPlace = () => {
    /** @type {Place | null} */
    let place = null;
    try {
      place = JSON.parse(sessionStorage.getItem(PLACE) ?? "null");
      sessionStorage.removeItem(PLACE);
    } catch {
      // No memory, then.
    }
    if (place?.path !== location.pathname) return;
    details().forEach((each, n) => {
      const [title, open] = place.details[n] ?? [];
      if (title === titleOf(each) && open !== undefined) each.open = open;
    });
    if (place.y < 1) return;
    /** @type {Map<string, HTMLElement>} */
    const known = new Map();
    for (const block of blocks()) {
      const text = textOf(block);
      // Of two that say the same, neither tells where the reader was.
      if (known.has(text)) known.delete(text);
      else known.set(text, block);
    }
    // The browser must not add what it remembers.
    history.scrollRestoration = "manual";
    const move = () => {
      for (const [text, top] of place.blocks) {
        const block = known.get(text);
        if (!block) continue;
        scrollBy({ top: block.getBoundingClientRect().top - top, behavior: "instant" });
        return;
      }
      scrollTo({ top: place.y, behavior: "instant" });
    };
    move();
    // Where pictures came late, or originals, the place is found once more.
    const settle = () => requestAnimationFrame(() => {
      if (!moved) move();
      history.scrollRestoration = "auto";
    });
    let moved = false;
    for (const kind of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(kind, () => { moved = true; }, { once: true, passive: true });
    }
    if (document.readyState === "complete") settle();
    else addEventListener("load", settle, { once: true });
    const article = document.querySelector("article[data-originals]");
    if (article && (root.dataset.originals ?? "off") !== "off") {
      const observer = new MutationObserver(() => {
        observer.disconnect();
        settle();
      });
      observer.observe(article, { attributes: true, attributeFilter: ["data-mode"] });
    }
  };

  findPlace();

  // ---- Events

  const reload = () => {
    keepPlace();
    location.reload();
  };

  /** @param {[old: string, now: string][]} sheets */
  const restyle = (sheets) => {
    for (const link of /** @type {NodeListOf<HTMLLinkElement>} */ (document.querySelectorAll("link[rel~=stylesheet]"))) {
      const address = new URL(link.href);
      const found = sheets.find(([old]) => old === decodeURI(address.pathname));
      if (!found || link.dataset.replaced) continue;
      const next = /** @type {HTMLLinkElement} */ (link.cloneNode());
      // One whose name stays must be asked for again all the same.
      next.href = found[0] === found[1] ? `${address.pathname}?${Date.now()}` : found[1];
      link.dataset.replaced = "";
      // The page is never without style.
      next.addEventListener("load", () => link.remove());
      next.addEventListener("error", () => link.remove());
      link.after(next);
    }
  };

  /** @type {EventSource | undefined} */
  let source;
  let leaving = 0;
  let retry = 0;
  let wait = 500;

  const connect = () => {
    clearTimeout(retry);
    source?.close();
    const query = new URLSearchParams({ page: location.pathname, version, missing });
    // A space is %20 to the server.
    source = new EventSource(`${own}events?${`${query}`.replaceAll("+", "%20")}`);
    source.addEventListener("open", () => { wait = 500; });
    source.addEventListener("error", () => {
      // The server has ended, or is being started again.
      source?.close();
      clearTimeout(retry);
      retry = setTimeout(connect, wait);
      wait = Math.min(wait * 1.5, 5000);
    });
    /** @type {(name: string, act: (data: any) => void) => void} */
    const on = (name, act) => source?.addEventListener(name, (event) => act(JSON.parse(event.data)));
    on("reload", reload);
    on("style", (data) => {
      clearTimeout(leaving);
      version = data.version;
      restyle(data.sheets);
    });
    on("gone", ({ to }) => {
      // A file that is moved about is often back at once.
      clearTimeout(leaving);
      leaving = setTimeout(() => location.replace(to), 800);
    });
    on("problems", show);
  };

  // A browser has few connections to one server: pages that nobody sees leave theirs to others, and look what they have
  // missed when they are seen again.
  const listen = () => {
    if (document.visibilityState === "visible") return connect();
    source?.close();
    clearTimeout(retry);
  };
  document.addEventListener("visibilitychange", listen);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  addEventListener("pagehide", () => source?.close());

  // ---- What is wrong

  /**
   * @typedef {{ severity: string, code: string, name: string, message: string, notes: string[], help: string | null,
   *   own: boolean, new: boolean, place?: string, excerpt?: [string, string, string] }} Finding
   * @typedef {{ failure: string | null, errors: number, warnings: number, notes: number, more: number, list: Finding[] }} Problems
   */
  const CLOSED = "kbgen-live-closed";

  /** @type {(name: string, attributes?: Record<string, string>, ...children: (Node | string)[]) => HTMLElement} */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    element.append(...children);
    return element;
  };

  const host = make("div", { id: "kbgen-live", lang: "en", dir: "ltr" });
  const list = make("div", { class: "list", tabindex: "0", role: "group", "aria-labelledby": "title" });
  const title = make("h2", { id: "title" });
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  const panel = make("section", { class: "panel", id: "panel", "aria-labelledby": "title", hidden: "" }, make("header", {}, title, close), list);
  const counter = make("button", { type: "button", class: "counter", "aria-controls": "panel", "aria-expanded": "false", hidden: "" });
  // What is said aloud; reading is not interrupted.
  const said = make("p", { class: "unseen", role: "status" });

  /** @type {Problems | undefined} */
  let problems;
  /** @type {Set<string>} */
  let closed = new Set();
  try {
    closed = new Set(JSON.parse(sessionStorage.getItem(CLOSED) ?? "[]"));
  } catch {
    // No memory, then.
  }

  /** What a finding is about. @param {Finding} finding */
  const keyOf = ({ code, place, message }) => [code, (place ?? "").replace(/:\d+:\d+$/, ""), message].join(" ");

  /** What opens the list by itself: what the writer has just broken, or what is wrong with the page that is shown. @param {Problems} all */
  const urgent = (all) => {
    const errors = all.list.filter((finding) => finding.severity === "error" && (finding.own || finding.new)).map(keyOf);
    return all.failure ? [all.failure, ...errors] : errors;
  };

  /** @type {(number: number, one: string) => string} */
  const counted = (number, one) => `${number} ${one}${number === 1 ? "" : "s"}`;

  /** @param {Problems} all */
  const summary = ({ failure, errors, warnings, notes }) => {
    const parts = [];
    if (failure) parts.push("The site could not be built");
    if (errors) parts.push(counted(errors, "error"));
    if (warnings) parts.push(counted(warnings, "warning"));
    if (notes) parts.push(counted(notes, "note"));
    return parts.join(", ");
  };

  /** @param {Finding} finding */
  const item = (finding) => {
    const head = make("p", { class: "head" });
    if (finding.place) head.append(make("span", { class: "place" }, finding.place), " ");
    head.append(make("b", { class: "severity" }, finding.severity), ` ${finding.code} ${finding.name}`);
    if (finding.own) head.append(" ", make("span", { class: "mark" }, "this page"));
    else if (finding.new) head.append(" ", make("span", { class: "mark" }, "new"));
    const parts = [head, make("p", { class: "message" }, finding.message)];
    if (finding.excerpt) {
      const [before, found, after] = finding.excerpt;
      parts.push(make("pre", { dir: "auto" }, before, make("mark", {}, found), after));
    }
    for (const note of finding.notes) parts.push(make("p", { class: "note" }, `note: ${note}`));
    if (finding.help) parts.push(make("p", { class: "help" }, make("b", {}, "help"), `: ${finding.help}`));
    return make("li", { class: finding.severity }, ...parts);
  };

  const draw = () => {
    if (!problems) return;
    const items = problems.list.map(item);
    const parts = [];
    if (problems.failure) {
      parts.push(make("div", { class: "failure" }, make("p", {}, "What you see is the last one that could be built."), make("pre", { dir: "auto" }, problems.failure)));
    }
    if (items.length) parts.push(make("ul", {}, ...items));
    if (problems.more) parts.push(make("p", { class: "more" }, `and ${problems.more} more, which the terminal and \`kbgen check\` show`));
    const { scrollTop } = list;
    list.replaceChildren(...parts);
    list.scrollTop = scrollTop;
  };

  /** @param {boolean} open */
  const toggle = (open) => {
    if (open && panel.hidden) draw();
    const had = host.shadowRoot?.activeElement;
    panel.hidden = !open;
    counter.setAttribute("aria-expanded", `${open}`);
    // Who closed it by keyboard is not sent to the beginning of the page.
    if (!open && had && panel.contains(had)) counter.focus();
  };

  const dismiss = () => {
    if (problems) closed = new Set(urgent(problems));
    try {
      sessionStorage.setItem(CLOSED, JSON.stringify([...closed]));
    } catch {
      // It holds for this page.
    }
    toggle(false);
  };

  /** @param {Problems} next */
  const show = (next) => {
    problems = next;
    const text = summary(next);
    const waiting = urgent(next);
    counter.hidden = !text;
    counter.textContent = text;
    counter.className = `counter ${next.failure || next.errors ? "error" : next.warnings ? "warning" : "note"}`;
    title.textContent = text;
    if (!text) toggle(false);
    else if (waiting.some((key) => !closed.has(key))) toggle(true);
    else if (!next.failure && !next.errors) toggle(false);
    if (!panel.hidden) draw();
    const aloud = waiting.length ? text : "";
    if (said.textContent !== aloud) said.textContent = aloud;
    // What is mended opens again when it comes back.
    closed = new Set([...closed].filter((key) => waiting.includes(key)));
    if (text && !host.isConnected) document.body.append(host);
  };

  close.addEventListener("click", dismiss);
  counter.addEventListener("click", () => (panel.hidden ? toggle(true) : dismiss()));
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !event.defaultPrevented && !panel.hidden) dismiss();
  });
  const shadow = host.attachShadow({ mode: "open" });
  const style = make("link", { rel: "stylesheet", href: `${own}live.css` });
  host.style.display = "none";
  style.addEventListener("load", () => { host.style.display = ""; });
  shadow.append(style, panel, counter, said);

  listen();
})();
