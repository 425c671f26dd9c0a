// Articles that have their original text: each sentence with it, or on request.
"use strict";

(() => {
  const words = /** @type {HTMLScriptElement} */ (document.currentScript).dataset;
  const root = document.documentElement;
  const article = /** @type {HTMLElement | null} */ (document.querySelector("article[data-originals]"));
  const choice = /** @type {HTMLElement | null} */ (document.querySelector(".modes"));
  if (!article || !choice) return;
  /** @typedef {[length: number, original: string, units: string][]} Sentences */
  const [file, slug] = (article.dataset.originals ?? "").split("#");
  const inputs = /** @type {HTMLInputElement[]} */ ([...choice.querySelectorAll("input")]);

  // What may stand in a block without being a part of its text.
  const OTHERS = ".original, .ask, .anchor, .copy, .unseen, .missing-image";

  /** The texts of a block, without those of blocks in it. @param {HTMLElement} block */
  const textsOf = (block) => {
    /** @type {Text[]} */
    const texts = [];
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const text = /** @type {Text} */ (walker.currentNode);
      const parent = text.parentElement;
      if (parent?.closest("[data-b]") === block && !parent.closest(OTHERS)) texts.push(text);
    }
    return texts;
  };

  /** @param {string} text */
  const solid = (text) => text.replace(/\s/g, "").length;

  // Where a sentence ends: after so many code units that are no white space.
  /** @type {(texts: Text[], length: number) => [Text, number]} */
  const endOf = (texts, length) => {
    let left = length;
    for (const text of texts) {
      const here = solid(text.data);
      if (here >= left) {
        let at = 0;
        for (; left > 0; at += 1) if (!/\s/.test(text.data[at])) left -= 1;
        return [text, at];
      }
      left -= here;
    }
    const last = texts[texts.length - 1];
    return [last, last.length];
  };

  /** @param {string} original @param {string} said @param {string} unit */
  const originalOf = (original, said, unit) => {
    const box = document.createElement("span");
    box.className = "original";
    box.lang = article.dataset.lang ?? "";
    box.dir = article.dataset.dir ?? "";
    const label = document.createElement("span");
    label.className = "unseen";
    label.lang = root.lang;
    label.textContent = `${words.label} `;
    box.append(label, original);
    if (words.report) {
      const report = document.createElement("a");
      const values = { unit, translation: said, original };
      report.href = words.report.replace(/\{(\w+)\}/g, (all, name) =>
        name in values ? encodeURIComponent(values[/** @type {keyof values} */ (name)]) : all,
      );
      report.className = "report";
      report.lang = root.lang;
      report.dir = root.dir;
      report.textContent = words.reportName ?? "";
      box.append(" ", report);
    }
    return box;
  };

  /** @param {HTMLElement} block @param {Sentences} sentences */
  const fill = (block, sentences) => {
    const texts = textsOf(block);
    if (!texts.length) return;
    const all = texts.reduce((sum, text) => sum + solid(text.data), 0);
    const told = sentences.reduce((sum, [length]) => sum + length, 0);
    // What the page shows beside the text of the file, such as the title of a link's target, cannot be counted.
    /** @type {Sentences} */
    const parts = all === told ? sentences : [
            [all, sentences.map(([, original]) => original).join(" "), sentences.map(([, , units]) => units).join(",")],
          ];
    for (const [length, original, units] of parts) {
      const left = textsOf(block).filter((text) => !text.parentElement?.closest(".pair") && solid(text.data));
      if (!left.length) return;
      const range = document.createRange();
      const [end, at] = endOf(left, length);
      // A whole element, such as a link, goes along.
      let first = /** @type {Node} */ (left[0]);
      while (first.parentNode && first.parentNode !== block && first.parentNode.firstChild === first) {
        first = first.parentNode;
      }
      let last = /** @type {Node} */ (end);
      while (at === end.length && last.parentNode && last.parentNode !== block && last.parentNode.lastChild === last) {
        last = last.parentNode;
      }
      range.setStartBefore(first);
      if (last === end) range.setEnd(end, at);
      else range.setEndAfter(last);
      const sentence = document.createElement("span");
      sentence.className = "sentence";
      const pair = document.createElement("span");
      pair.className = "pair";
      sentence.append(range.extractContents());
      pair.append(sentence);
      range.insertNode(pair);
      if (!original) continue;
      const box = originalOf(original, sentence.textContent.trim(), units);
      const ask = document.createElement("button");
      ask.type = "button";
      ask.className = "ask";
      ask.title = words.ask ?? "";
      ask.setAttribute("aria-label", words.ask ?? "");
      ask.setAttribute("aria-expanded", "false");
      const toggle = () => ask.setAttribute("aria-expanded", `${pair.classList.toggle("on")}`);
      ask.addEventListener("click", toggle);
      sentence.addEventListener("click", (event) => {
        const isOther = /** @type {Element} */ (event.target).closest("a, button, summary, input");
        if (root.dataset.originals === "ask" && !isOther && getSelection()?.isCollapsed) toggle();
      });
      pair.append(ask, box);
    }
  };

  /** @type {Promise<void> | undefined} */
  let filled;
  const load = async () => {
    const response = await fetch(file);
    if (!response.ok) throw new Error(`${response.status}`);
    const blocks = /** @type {Record<string, [number, Sentences][]>} */ (await response.json());
    const known = new Map(blocks[decodeURIComponent(slug)] ?? []);
    for (const block of /** @type {NodeListOf<HTMLElement>} */ (article.querySelectorAll("[data-b]"))) {
      const sentences = known.get(Number(block.dataset.b));
      if (sentences) fill(block, sentences);
    }
  };

  // What is read stays where it is while the text around it grows.
  const seen = () => [...article.querySelectorAll("[data-b]")].find((block) => block.getBoundingClientRect().bottom > 80);

  const show = async () => {
    const mode = root.dataset.originals ?? "off";
    for (const input of inputs) input.checked = input.value === mode;
    if (mode !== "off") {
      filled ??= load();
      try {
        await filled;
      } catch {
        filled = undefined;
        if (failed) failed.textContent = words.failed ?? "";
        return;
      }
    }
    if (failed) failed.textContent = "";
    const block = seen();
    const before = block?.getBoundingClientRect().top ?? 0;
    article.dataset.mode = mode;
    if (block && scrollY > 8) scrollBy({ top: block.getBoundingClientRect().top - before, behavior: "instant" });
  };

  const failed = choice.querySelector("p");
  choice.addEventListener("change", (event) => {
    const { value } = /** @type {HTMLInputElement} */ (event.target);
    root.dataset.originals = value;
    try {
      localStorage.setItem("kbgen-originals", value);
    } catch {
      // It holds for this page.
    }
    show();
  });
  show();
})();
