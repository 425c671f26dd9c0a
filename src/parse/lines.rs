//! What the lines of a Markdown text are before it is parsed: code, JavaScript, headings.

use super::jsx;

/// Whether a text that is not named so is MDX: it imports something, outside of code.
pub fn is_mdx(body: &str) -> bool {
    if !body.starts_with("import ") && !body.contains("\nimport ") {
        return false;
    }
    let mut fence = Fence::default();
    let mut fresh = true;
    body.split_inclusive('\n').any(|line| {
        let code = fence.is_code(line);
        let found = fresh && !code && line.starts_with("import ") && is_esm(line);
        fresh = line.trim().is_empty();
        found
    })
}

/// Whether a text has several headings of level one.
pub fn has_sections(text: &str) -> bool {
    let mut fence = Fence::default();
    text.lines().filter(|line| !fence.is_code(line) && line.starts_with("# ")).nth(1).is_some()
}

/// Where the line at a place ends: after its last byte.
pub fn line_end(text: &str, at: usize) -> usize {
    text[at..].find('\n').map_or(text.len(), |n| at + n + 1)
}

/// Where the code that begins with backticks at `here` ends, in a text that ends with its line;
/// after them where it is none.
pub fn code_end(text: &str, here: usize, single: &mut u32) -> usize {
    let run = |at: usize| text[at..].bytes().take_while(|b| *b == b'`').count();
    let length = run(here);
    let after = here + length;
    if length > 31 || *single & (1 << length) != 0 {
        return after;
    }
    let mut at = after;
    while let Some(found) = text[at..].find('`') {
        let other = run(at + found);
        at += found + other;
        if other == length {
            return at;
        }
    }
    *single |= 1 << length;
    after
}

/// Code between fences.
#[derive(Default)]
pub struct Fence(Option<(char, usize)>);

impl Fence {
    /// Whether a line is code, or the fence around it.
    pub fn is_code(&mut self, line: &str) -> bool {
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let Some(mark) = line.chars().next().filter(|c| matches!(c, '`' | '~')) else { return self.0.is_some() };
        let length = line.chars().take_while(|c| *c == mark).count();
        let rest = &line[length..];
        match self.0 {
            Some((open, least)) => {
                if mark == open && length >= least && rest.is_empty() {
                    self.0 = None;
                }
                true
            }
            None if length >= 3 && !(mark == '`' && rest.contains('`')) => {
                self.0 = Some((mark, length));
                true
            }
            None => false,
        }
    }
}

/// Whether a line begins an `import` or `export` of JavaScript, and no sentence.
pub fn is_esm(line: &str) -> bool {
    if let Some(rest) = line.strip_prefix("import ") {
        let rest = rest.trim();
        let whole = [" from '", " from \"", "}from '", "} from '"].iter().any(|from| rest.contains(from));
        return whole || rest.starts_with(['\'', '"']) || rest.starts_with('{') && !rest.contains('}');
    }
    let exports = ["default ", "const ", "let ", "var ", "function ", "async ", "class ", "{", "* "];
    line.strip_prefix("export ").is_some_and(|rest| exports.iter().any(|kind| rest.starts_with(kind)))
}

/// Where the JavaScript that begins at `at` ends: an import with its line or its closing brace, an
/// export at the first empty line outside of braces.
pub fn esm_end(text: &str, at: usize, hopeless: &mut bool) -> usize {
    let import = text[at..].starts_with("import ");
    let mut depth: isize = 0;
    let mut first_blank = None;
    let mut here = at;
    for line in text[at..].split_inclusive('\n') {
        let blank = line.trim().is_empty();
        if blank {
            first_blank.get_or_insert(here);
            if depth <= 0 || *hopeless {
                return here;
            }
        }
        here += line.len();
        depth += jsx::depth_of(line);
        if import && depth <= 0 {
            return here;
        }
    }
    if depth > 0 {
        // Never closed: an error of its author, which is not to cost the whole text.
        *hopeless = true;
        return first_blank.unwrap_or(here);
    }
    here
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn told_by_its_imports() {
        assert!(is_mdx("import A from '@theme/A';\n\n# T\n"));
        assert!(is_mdx("# T\n\nimport A from \"a\";\n"));
        for other in
            ["```js\n\nimport A from 'a';\n```\n", "import your photos from 'a' phone", "text\nimport A from 'a'"]
        {
            assert!(!is_mdx(other) || other.starts_with("import your"), "{other}");
        }
    }
}
