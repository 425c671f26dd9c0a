// Every page: light or dark, the language that was chosen, the place that is kept when it changes, links to sections.
"use strict";

(() => {
  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const root = document.documentElement;

  /** @type {(name: string) => string | null} */
  const remembered = (name) => {
    try {
      return localStorage.getItem(`kbgen-${name}`);
    } catch {
      return null;
    }
  };

  /** @type {(name: string, value: string) => void} */
  const remember = (name, value) => {
    try {
      localStorage.setItem(`kbgen-${name}`, value);
    } catch {
      // It holds for this page.
    }
  };

  /**
   * @template {keyof HTMLElementTagNameMap} T
   * @param {T} name
   * @param {Record<string, string>} attributes
   * @param {(Node | string)[]} children
   */
  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

  // ---- Light or dark.

  const appearance = /** @type {HTMLSelectElement | null} */ (document.querySelector("#_appearance"));
  if (appearance) {
    appearance.value = root.dataset.theme ?? "";
    appearance.addEventListener("change", () => {
      const { value } = appearance;
      if (value) root.dataset.theme = value;
      else delete root.dataset.theme;
      remember("theme", value);
    });
  }

  // ---- The place in an article. Blocks that say the same in all languages have the same number; from ALONE on the
  // numbers are of blocks that stand in one language only.

  const ALONE = 100000;
  const PLACE = /^#_b(\d+)$/;
  /** @type {(block: HTMLElement) => number} */
  const numberOf = (block) => Number(block.dataset.b);
  const blocks = /** @type {HTMLElement[]} */ ([...document.querySelectorAll("main [data-b]")]);

  // The heading over a block, itself included; below the title alone, the last block that the languages share.
  /** @param {HTMLElement[]} before */
  const nearest = (before) => {
    const paired = before.filter((block) => numberOf(block) < ALONE);
    return paired.findLast((block) => /^H[2-6]$/.test(block.tagName)) ?? paired.at(-1);
  };

  // The block that readers look at: the first whose end is to be seen below the header.
  const current = () => {
    if (scrollY < 8) return undefined;
    const edge = Math.max(0, document.querySelector("header.site")?.getBoundingClientRect().bottom ?? 0) + 8;
    const seen = blocks.findIndex((block) => block.offsetParent && block.getBoundingClientRect().bottom > edge);
    const block = blocks[seen];
    return block && numberOf(block) >= ALONE ? nearest(blocks.slice(0, seen)) : block;
  };

  /** @param {string} hash */
  const placeOf = (hash) => {
    const wanted = Number(PLACE.exec(hash)?.[1] ?? "x");
    if (Number.isNaN(wanted)) return undefined;
    const exact = blocks.find((block) => numberOf(block) === wanted);
    if (exact || wanted >= ALONE) return exact;
    const last = blocks.findLastIndex((block) => numberOf(block) < wanted);
    return nearest(blocks.slice(0, last + 1));
  };

  const arrive = () => {
    const block = placeOf(location.hash);
    if (!block) return;
    for (let box = block.closest("details"); box; box = box.parentElement?.closest("details") ?? null) box.open = true;
    block.scrollIntoView({ behavior: "instant" });
    block.tabIndex = -1;
    block.focus({ preventScroll: true });
  };
  arrive();
  addEventListener("hashchange", arrive);
  // Pictures and fonts that come late move what is below them, unless somebody reads already.
  let reads = false;
  for (const name of ["wheel", "touchstart", "keydown", "pointerdown"]) {
    addEventListener(name, () => (reads = true), { once: true, passive: true });
  }
  addEventListener("load", () => {
    if (!reads && PLACE.test(location.hash)) placeOf(location.hash)?.scrollIntoView({ behavior: "instant" });
  });

  // ---- Languages.

  const menu = document.querySelector(".languages");
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const languages = document.querySelectorAll(".languages a");
  // A language that lacks the article leads to another one.
  /** @param {Element | null | undefined} link */
  const localeOf = (link) => link?.querySelector("bdi")?.lang;
  const keepPlace = (/** @type {Event} */ event) => {
    const link = /** @type {HTMLElement} */ (event.target).closest("a");
    const locale = localeOf(link);
    if (!link || !locale) return;
    const block = current();
    link.hash = block ? `_b${numberOf(block)}` : "";
    if (event.type === "click") remember("language", locale);
  };
  for (const type of ["pointerdown", "click", "auxclick"]) menu?.addEventListener(type, keepPlace);

  const own = words.locale ?? "";
  const chosen = remembered("language");
  const other = [...languages].find((link) => localeOf(link) === chosen && link.hreflang === chosen);
  if (chosen && chosen !== own && other) {
    const link = element("a", { href: other.href, hreflang: other.hreflang });
    link.append(other.querySelector("bdi")?.cloneNode(true) ?? chosen);
    const stay = element("button", { type: "button" }, words.stay ?? "");
    const offer = element("aside", { class: "offer" }, `${words.offer} `, link, " ", stay);
    for (const type of ["pointerdown", "click", "auxclick"]) offer.addEventListener(type, keepPlace);
    stay.addEventListener("click", () => {
      remember("language", own);
      offer.remove();
    });
    document.body.append(offer);
  }

  // ---- Links to sections and rows.

  const status = element("p", { id: "_said", class: "unseen", role: "status" });
  /** @type {(at: Element, hash: string) => void} */
  const linkTo = (at, hash) => {
    const link = element("a", { class: "anchor", href: `#${hash}`, title: words.copy ?? "", "aria-label": words.copy ?? "" });
    link.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(new URL(`#${hash}`, location.href).href);
      } catch {
        return;
      }
      status.textContent = words.copied ?? "";
      link.classList.add("done");
      setTimeout(() => {
        status.textContent = "";
        link.classList.remove("done");
      }, 2000);
    });
    at.append(link);
  };
  for (const heading of document.querySelectorAll(".body :is(h2, h3, h4)[id]")) {
    // The link is no part of its name.
    heading.ariaLabel = heading.textContent.trim();
    linkTo(heading, heading.id);
  }
  for (const row of document.querySelectorAll(".body tbody tr")) {
    const cell = /** @type {HTMLElement | null} */ (row.querySelector("[data-b]"));
    if (cell) linkTo(cell.closest("td, th") ?? cell, `_b${numberOf(cell)}`);
  }
  if (document.querySelector(".anchor")) document.querySelector("main")?.append(status);

  // ---- Was this article helpful?

  const asked = /** @type {HTMLFormElement | null} */ (document.querySelector("form.helpful"));
  asked?.addEventListener("submit", (event) => {
    event.preventDefault();
    const answer = new URLSearchParams(
      /** @type {[string, string][]} */ ([...new FormData(asked, /** @type {any} */ (event).submitter)]),
    );
    fetch(asked.action, { method: "POST", body: answer, mode: "no-cors", credentials: "omit", keepalive: true }).catch(() => {});
    asked.replaceChildren(element("p", { role: "status" }, words.thanks ?? ""));
  });
})();
