// What must be known before the page is drawn: light or dark, and how readers want originals shown.
"use strict";

(() => {
  const root = document.documentElement;
  for (const name of ["theme", "originals"]) {
    try {
      const chosen = localStorage.getItem(`kbgen-${name}`);
      if (chosen) root.dataset[name] = chosen;
    } catch {
      // No memory, then.
    }
  }
})();
