// A search engine for tests of the box and the page: it answers what `search.js` would, from a list that the test
// gives, exactly and when the test wants.

/**
 * A script that puts the engine into a page before its own scripts run. `articles` are results with `topic`, `product`
 * and `kind`; one is found where its title or excerpt has the query. `suggestions` are by query; `delays` too, in
 * milliseconds; with `broken`, every answer is an error. What was asked stands in `window.asked`.
 */
export const engine = (wishes) => `(${inPage})(${JSON.stringify(wishes)})`;

function inPage({ articles, suggestions = {}, delays = {}, broken = false }) {
  window.asked = [];
  window.warmed = 0;
  const NAMES = ["topic", "product", "kind"];
  const marks = (text, word) => {
    const at = text.toLowerCase().indexOf(word);
    return at < 0 ? [] : [[at, at + word.length]];
  };
  const query = async (query, options = {}) => {
    window.asked.push({ query, ...options });
    await new Promise((resolve) => setTimeout(resolve, delays[query] ?? 0));
    if (broken) throw new Error("no index");
    const word = query.toLowerCase();
    const { limit = 10, offset = 0, filters = {} } = options;
    const found = articles.filter(({ title, excerpt }) => `${title}\n${excerpt}`.toLowerCase().includes(word));
    const passes = (article, names) => names.every((name) => !filters[name] || article[name] === filters[name]);
    const count = (name) => {
      const counts = new Map();
      for (const article of found.filter((one) => passes(one, NAMES.filter((other) => other !== name)))) {
        if (article[name]) counts.set(article[name], (counts.get(article[name]) ?? 0) + 1);
      }
      return [...counts].map(([id, count]) => ({ id, label: name === "kind" ? "" : id.toUpperCase(), count }));
    };
    const kept = found.filter((article) => passes(article, NAMES));
    return {
      results: kept.slice(offset, offset + limit).map(({ url, title, excerpt, locale, matched = "locale", kind = "" }) => ({
        url, title, excerpt, locale: locale ?? document.documentElement.lang, matched, state: kind,
        marks: { title: marks(title, word), excerpt: marks(excerpt, word) },
      })),
      total: kept.length,
      suggestion: suggestions[query] ?? null,
      facets: options.facets ? Object.fromEntries(NAMES.map((name) => [name, count(name)])) : null,
    };
  };
  const fake = Object.assign(async (text, options) => (await query(text, options)).results, {
    query,
    warm: () => {
      window.warmed += 1;
    },
    load: async () => {},
  });
  // The page's own engine cannot take its place.
  Object.defineProperty(window, "kbSearch", { get: () => fake, set: () => {} });
}
