// Articles: tabs, a button that copies code, pictures in full size. All of it can be read without this script.
"use strict";

(() => {
  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;

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

  /**
   * @param {string} kind
   * @param {string | undefined} name
   */
  const iconButton = (kind, name = "") =>
    element("button", { type: "button", class: kind, title: name, "aria-label": name });

  // Tabs. A choice holds for the whole page, and for the next one: `wanted` has what was chosen, the latest first.
  const KEY = "kbgen-tabs";
  /** @typedef {{ panel: HTMLElement, button: HTMLElement, name: string, ids: string[], when?: string }} Tab */
  /** @typedef {{ list: HTMLElement, tabs: Tab[], offered: Tab[], open?: Tab }} Group */
  /** @type {string[]} */
  let wanted = [];
  try {
    const kept = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    if (Array.isArray(kept)) wanted = kept.filter((id) => typeof id === "string");
  } catch {
    // No memory, then.
  }
  /** @type {Group[]} */
  const groups = [];
  /** @type {Map<Element, Tab>} */
  const tabOf = new Map();

  /** @param {string} id */
  const rank = (id) => (wanted.includes(id) ? wanted.indexOf(id) : wanted.length);
  /** @param {Tab} tab */
  const rankOf = (tab) => Math.min(...tab.ids.map(rank));
  /** @param {Group} group */
  const elsewhere = (group) => groups.filter((other) => other !== group);

  // A dependent tab is offered where another group shows the tab it depends on, or where none has such a tab.
  /**
   * @param {Group} group
   * @param {Tab} tab
   */
  const fits = (group, { when }) => {
    if (!when) return true;
    const having = elsewhere(group).filter(({ tabs }) => tabs.some(({ ids }) => ids.includes(when)));
    return !having.length || having.some(({ open }) => open?.ids.includes(when));
  };

  const settle = () => {
    // What depends on a group may have others that depend on it.
    for (let changed = true, pass = 0; changed && pass <= groups.length; pass += 1) {
      changed = false;
      for (const group of groups) {
        const fitting = group.tabs.filter((tab) => fits(group, tab));
        group.offered = fitting.filter((tab, n) => fitting.findIndex(({ name }) => name === tab.name) === n);
        const same = group.offered.find(({ name }) => name === group.open?.name) ?? group.offered[0];
        const open = group.offered.reduce((best, tab) => (rankOf(tab) < rankOf(best) ? tab : best), same);
        changed ||= open !== group.open;
        group.open = open;
      }
    }
    for (const { list, tabs, offered, open } of groups) {
      list.hidden = !offered.length;
      for (const tab of tabs) {
        tab.button.hidden = !offered.includes(tab);
        tab.button.tabIndex = tab === open ? 0 : -1;
        tab.button.setAttribute("aria-selected", `${tab === open}`);
        tab.panel.tabIndex = tab === open ? 0 : -1;
        tab.panel.setAttribute("aria-hidden", `${tab !== open}`);
        // Browsers that know it search in hidden text, too.
        if (tab === open) tab.panel.removeAttribute("hidden");
        else tab.panel.setAttribute("hidden", "until-found");
      }
    }
  };

  /** @param {Tab} tab */
  const choose = (tab) => {
    const ids = [...tab.ids].sort((a, b) => rank(a) - rank(b));
    wanted = [...new Set([...ids, ...(tab.when ? [tab.when] : []), ...wanted])].slice(0, 50);
    try {
      localStorage.setItem(KEY, JSON.stringify(wanted));
    } catch {
      // It holds for this page.
    }
    const before = tab.button.getBoundingClientRect().top;
    settle();
    // What changed above must not move what the reader looks at.
    const after = tab.button.getBoundingClientRect().top;
    if (!tab.button.hidden) scrollBy({ top: after - before, behavior: "instant" });
  };

  const reveal = () => {
    let target;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // An address that no one wrote.
    }
    if (!target?.closest(".tab[hidden]")) return;
    for (let panel = target.closest(".tab"); panel; panel = panel.parentElement?.closest(".tab") ?? null) {
      const tab = tabOf.get(panel);
      if (tab) choose(tab);
    }
    target.scrollIntoView();
  };

  /**
   * @param {KeyboardEvent} event
   * @param {Group} group
   */
  const move = (event, { list, offered, open }) => {
    const forward = getComputedStyle(list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = offered.findIndex((tab) => tab === open);
    const to = { ArrowLeft: at - 1, ArrowRight: at - 1, [forward]: at + 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    const tab = offered.at(to % offered.length);
    if (!tab) return;
    choose(tab);
    tab.button.focus();
  };

  for (const box of document.querySelectorAll(".tabs")) {
    const panels = /** @type {HTMLElement[]} */ ([...box.children].filter((child) => child.matches(".tab")));
    if (!panels.length) continue;
    const list = element("div", { class: "tab-list", role: "tablist" });
    /** @type {Group} */
    const group = { list, tabs: [], offered: [] };
    for (const panel of panels) {
      const number = tabOf.size + 1;
      const title = /** @type {HTMLElement | null} */ (panel.querySelector(":scope > .tab-title"));
      const name = panel.dataset.tab ?? "";
      const label = title?.textContent ?? name;
      panel.id ||= `_panel-${number}`;
      const button = element("button", { type: "button", role: "tab", id: `_tab-${number}` }, label);
      button.setAttribute("aria-controls", panel.id);
      panel.setAttribute("role", "tabpanel");
      panel.setAttribute("aria-labelledby", button.id);
      if (title) title.hidden = true;
      const tab = { panel, button, name, ids: name.split("+"), when: panel.dataset.when };
      tabOf.set(panel, tab);
      group.tabs.push(tab);
      list.append(button);
      button.addEventListener("click", () => choose(tab));
      panel.addEventListener("beforematch", () => choose(tab));
    }
    list.addEventListener("keydown", (event) => move(event, group));
    groups.push(group);
    box.prepend(list);
    box.classList.add("on");
  }
  if (groups.length) {
    settle();
    reveal();
    addEventListener("hashchange", reveal);
  }

  // Code: a button that copies it.
  if (navigator.clipboard) {
    const codes = document.querySelectorAll(".body pre");
    const status = document.querySelector("#_said") ?? element("p", { class: "unseen", role: "status" });
    if (codes.length) document.querySelector("main")?.append(status);
    for (const code of codes) {
      const button = iconButton("copy", words.copy);
      const box = element("div", { class: "code" });
      code.replaceWith(box);
      box.append(code, button);
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(code.textContent.replace(/\n$/, ""));
        } catch {
          return;
        }
        status.textContent = words.copied ?? "";
        button.classList.add("done");
        setTimeout(() => {
          status.textContent = "";
          button.classList.remove("done");
        }, 2000);
      });
    }
  }

  // Pictures in full size.
  /** @type {NodeListOf<HTMLAnchorElement>} */
  const pictures = document.querySelectorAll("a.lightbox[href]");
  for (const link of pictures) {
    link.setAttribute("aria-haspopup", "dialog");
    link.addEventListener("click", (event) => {
      if (event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      const alt = link.querySelector("img")?.alt ?? "";
      const image = element("img", { src: link.href, alt });
      const close = iconButton("close", words.close);
      const dialog = element("dialog", { class: "viewer", "aria-label": alt || document.title }, close, image);
      dialog.addEventListener("click", ({ target }) => target !== image && dialog.close());
      dialog.addEventListener("close", () => {
        dialog.remove();
        link.focus();
      });
      document.body.append(dialog);
      dialog.showModal();
    });
  }
})();
