// The root page: leads a reader on to the first of the browser's languages that the site has.
// `?choose=1` keeps the list, also where the host itself leads on; so does `#choose`, where it does not.
"use strict";

(() => {
  if (location.hash === "#choose" || new URLSearchParams(location.search).has("choose")) return;

  // Language, script and region of a tag, the likely ones where it does not say: zh-HK is zh, Hant, HK.
  /** @param {string} tag */
  const parts = (tag) => {
    try {
      const { language, script, region } = new Intl.Locale(tag).maximize();
      return { tag, language: language === "nb" ? "no" : language, script, region };
    } catch {
      return { tag, language: tag.split(/[-_]/)[0].toLowerCase() };
    }
  };

  /** @type {NodeListOf<HTMLAnchorElement>} */
  const links = document.querySelectorAll("#choose a[hreflang]");
  const homes = [...links].map((link) => ({ href: link.href, ...parts(link.hreflang) }));
  for (const wanted of (navigator.languages ?? [navigator.language]).map(parts)) {
    const akin = homes.filter((home) => home.language === wanted.language && home.script === wanted.script);
    const best =
      homes.find((home) => home.tag.toLowerCase() === wanted.tag.toLowerCase()) ??
      akin.find((home) => home.region === wanted.region) ??
      akin[0];
    if (best) {
      location.replace(best.href);
      return;
    }
  }
})();
