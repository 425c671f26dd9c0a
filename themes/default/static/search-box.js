// The search box of every page: keys that lead to it, and results while the reader types, as an editable combobox of the
// ARIA authoring practices. Without this script, or without `kbSearch`, the form leads to the search page.
"use strict";

(() => {
  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const form = /** @type {HTMLFormElement | null} */ (document.querySelector("form[role=search]"));
  const input = form?.elements.namedItem("q");
  if (!form || !(input instanceof HTMLInputElement)) return;
  const page = document.documentElement;

  /** Results that are shown, the quiet time before asking, and the quiet time before speaking, in milliseconds. */
  const LIMIT = 6;
  const ASK = 60;
  const SAY = 700;

  /**
   * @param {string} name
   * @param {Record<string, string>} [attributes]
   * @param {(Node | string)[]} children
   */
  const element = (name, attributes = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  /** @type {KbSearchParts["filled"]} */
  const filled = (text = "", value) => {
    let shown = `${value}`;
    if (typeof value === "number") shown = value.toLocaleString(page.lang, { numberingSystem: "latn" });
    // Marks that keep a query in Latin letters together.
    else if (page.dir === "rtl") shown = `\u2068${value}\u2069`;
    return text.replace(/\{(count|query)\}/, () => shown);
  };

  /** @type {KbSearchParts["marked"]} */
  const marked = (text, marks) => {
    const parts = [];
    let at = 0;
    for (const [from, to] of marks) {
      if (from < at || to <= from) continue;
      parts.push(text.slice(at, from), element("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  };

  /** @type {KbSearchParts["link"]} */
  const link = ({ url, title, excerpt, locale, matched, marks }) => {
    const made = element("a", { href: url });
    const foreign = locale !== page.lang;
    // The language menu knows names and directions.
    const known = /** @type {HTMLElement | null} */ (document.querySelector(`bdi[lang="${CSS.escape(locale)}"]`));
    /** @type {Record<string, string>} */
    const tongue = foreign ? { lang: locale, dir: known ? known.dir || page.dir : "auto" } : {};
    made.append(element("b", tongue, ...marked(title, marks.title)));
    if (excerpt) made.append(" ", element("span", tongue, ...marked(excerpt, marks.excerpt)));
    if (foreign) {
      made.setAttribute("hreflang", locale);
      made.append(" ", element("small", tongue, known?.textContent ?? locale));
    }
    if (matched === "source") made.append(" ", element("small", {}, words.inSource ?? ""));
    return /** @type {HTMLAnchorElement} */ (made);
  };

  const status = element("p", { class: "unseen", role: "status" });
  form.append(status);
  let saying = 0;
  /** @type {KbSearchParts["say"]} */
  const say = (text) => {
    clearTimeout(saying);
    // The same words twice would be said once.
    status.textContent = "";
    if (text) saying = setTimeout(() => void (status.textContent = text), SAY);
  };

  let composing = false;
  /** @type {KbSearchParts["typed"]} */
  const typed = (wait, then) => {
    let timer = 0;
    const cancel = () => clearTimeout(timer);
    const later = () => {
      cancel();
      say("");
      if (!composing) timer = setTimeout(then, wait);
    };
    input.addEventListener("input", later);
    input.addEventListener("compositionstart", () => {
      composing = true;
      cancel();
    });
    input.addEventListener("compositionend", () => {
      composing = false;
      later();
    });
    return { cancel };
  };

  addEventListener("keydown", (event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, isComposing, target, defaultPrevented } = event;
    const wanted = ctrlKey || metaKey ? key.toLowerCase() === "k" && !shiftKey : key === "/";
    if (!wanted || altKey || isComposing || defaultPrevented || document.querySelector("dialog[open]")) return;
    if (target instanceof HTMLElement && (target.isContentEditable || target.matches("input, textarea, select"))) return;
    event.preventDefault();
    input.focus();
    input.select();
  });
  input.addEventListener("focus", () => window.kbSearch?.warm());

  window.kbSearchParts = { form, input, words, element, filled, marked, link, say, typed };

  // The search page has its own list.
  const engine = window.kbSearch;
  if (!engine || document.getElementById("_results")) return;

  const list = element("div", { role: "listbox", id: "_found", "aria-label": words.results ?? "" });
  const note = element("p");
  const box = element("div", { class: "found search-results" }, note, list);
  box.hidden = true;
  form.append(box);
  for (const [key, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-controls": list.id })) {
    input.setAttribute(key, value);
  }

  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;
  let asked = 0;
  let answered = "";

  /** @param {number} at */
  const move = (at) => {
    active = at;
    options.forEach((option, n) => option.setAttribute("aria-selected", `${n === at}`));
    if (at < 0) input.removeAttribute("aria-activedescendant");
    else {
      input.setAttribute("aria-activedescendant", options[at].id);
      options[at].scrollIntoView({ block: "nearest", behavior: "instant" });
    }
  };

  /** @param {boolean} open */
  const open = (open) => {
    box.hidden = !open;
    input.setAttribute("aria-expanded", `${open && options.length > 0}`);
    move(-1);
  };
  const close = () => {
    // What is still on its way comes too late.
    asked += 1;
    typing.cancel();
    say("");
    open(false);
  };

  /** @param {string} query */
  const address = (query) => `${form.action}?${new URLSearchParams({ q: query })}`;

  /**
   * @param {string} query
   * @param {KbSearchAnswer} answer
   */
  const show = (query, { results, total, suggestion }) => {
    answered = query;
    options = results.map(link);
    if (suggestion) {
      const other = element("a", { href: address(suggestion), class: "all" }, filled(words.suggestion, suggestion));
      other.addEventListener("click", (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        input.value = suggestion;
        ask();
      });
      options.push(other);
    }
    const count = filled(total ? words.count : words.nothing, total || query);
    if (total) options.push(element("a", { href: address(query), class: "all" }, filled(words.all, total)));
    note.textContent = count;
    note.hidden = total > 0;
    options.forEach((option, n) => {
      option.id = `_found-${n}`;
      option.tabIndex = -1;
      option.setAttribute("role", "option");
    });
    list.replaceChildren(...options);
    list.hidden = !options.length;
    open(true);
    box.scrollTop = 0;
    say(count);
  };

  /** Asks, and says whether the answer is shown: it is not where there is a newer question by then. */
  const ask = async () => {
    typing.cancel();
    const query = input.value.trim();
    if (!query) {
      close();
      return false;
    }
    const number = (asked += 1);
    let answer;
    try {
      answer = await engine.query(query, { limit: LIMIT });
    } catch {
      // The form still leads to the search page.
      if (number === asked) {
        close();
        say(words.failed ?? "");
      }
      return false;
    }
    if (number !== asked || document.activeElement !== input) return false;
    show(query, answer);
    return true;
  };
  const typing = typed(ASK, ask);
  open(false);

  input.addEventListener("keydown", async (event) => {
    const { key, isComposing, ctrlKey, metaKey, altKey } = event;
    if (isComposing || composing || ctrlKey || metaKey || altKey) return;
    const shown = !box.hidden;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if ((!shown || input.value.trim() !== answered) && !(await ask())) return;
      const count = options.length;
      if (!count) return;
      const first = key === "ArrowDown" ? 0 : count - 1;
      move(active < 0 ? first : (active + (key === "ArrowDown" ? 1 : count - 1)) % count);
    } else if (key === "Enter" && shown && active >= 0) {
      event.preventDefault();
      options[active].click();
    } else if (key === "Escape" && (shown || input.value)) {
      event.preventDefault();
      if (!shown) input.value = "";
      close();
    } else if (["Home", "End", "ArrowLeft", "ArrowRight"].includes(key)) {
      // The field moves its cursor; what is typed next goes there.
      move(-1);
    }
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", close);
  // A press on a result must not take the focus from the field before it is a click.
  box.addEventListener("mousedown", (event) => event.preventDefault());
})();
