// html-validate's recommended rules, but for those that judge the authors' text or its layout rather than the markup.

export default {
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // An article's title is as long as its author made it.
    "long-title": "off",
    // Line ends of a template are no concern of a reader.
    "no-trailing-whitespace": "off",
    // Ids of headings are words of any script, and may begin with a digit.
    "valid-id": ["error", { relaxed: true }],
  },
};
