//! Reads code of any language that a [`Grammar`] describes: words, strings, comments, numbers, variables.
//!
//! It knows no syntax: what a word is follows from the word, and from what stands beside it.

use super::grammars::{Grammar, Quote};
use super::{Class, Painter, first_line, is_word, span};

/// How deep code stands in strings that stand in code; what is deeper is left as text.
const DEEPEST: usize = 16;

/// Words after which a name follows, and what the name then is.
const BEFORE_FUNCTIONS: &str = "def fn fun func function sub";
const BEFORE_TYPES: &str = "class enum extends implements impl interface record struct trait type";

/// Words after which a slash begins a regular expression.
const BEFORE_PATTERNS: &str = "case if in of return typeof unless when";

/// Reads up to `end`.
pub fn scan(painter: &mut Painter<'_>, grammar: &'static Grammar, end: usize) {
    let mut scanner = Scanner { painter, grammar, end, fills: Vec::new(), last: None, last_word: "", command: true };
    while scanner.painter.at < end {
        let before = scanner.painter.at;
        scanner.step();
        // Each step reads something; should one not, a character is passed over.
        if scanner.painter.at == before {
            scanner.painter.skip();
        }
    }
}

struct Scanner<'p, 'a> {
    painter: &'p mut Painter<'a>,
    grammar: &'static Grammar,
    end: usize,
    /// The strings around the place, each with the brackets open in the code that fills it.
    fills: Vec<(&'static Quote, char, usize)>,
    /// The last character that is no blank, and the last word if nothing followed it.
    last: Option<char>,
    last_word: &'a str,
    /// Whether a command may begin here.
    command: bool,
}

impl<'a> Scanner<'_, 'a> {
    fn rest(&self) -> &'a str {
        self.painter.rest(self.end)
    }

    fn step(&mut self) {
        let rest = self.rest();
        let Some(c) = rest.chars().next() else { return };
        let begins_line = matches!(self.painter.previous(), None | Some('\n'));
        if begins_line {
            // A string that must end with its line has done so, whatever was open in it.
            while self.fills.last().is_some_and(|(quote, ..)| !quote.lines) {
                self.fills.pop();
            }
            // A line that another continues is told by the mark at its end.
            let continued = self.grammar.continues.is_some() && self.last == self.grammar.continues;
            self.command = !continued || self.last.is_none();
            if self.fills.is_empty() && !continued && self.line_start(rest) {
                return;
            }
        }
        if c.is_whitespace() {
            let length = if c == '\n' { 1 } else { span(rest, |c| c.is_whitespace() && c != '\n') };
            self.painter.paint(length, None);
        } else if !(self.comment(rest) || self.string(rest) || self.variable(rest, c) || self.number(rest, c)) {
            if is_word(c) {
                self.word(rest);
            } else if !(self.option(rest, c) || self.heredoc(rest) || self.pattern(rest, c) || self.mark(rest, c)) {
                self.punctuation(c);
            }
        }
    }

    /// Paints something that ends what came before it.
    fn paint(&mut self, length: usize, class: impl Into<Option<Class>>) {
        let painted = &self.painter.rest(self.end)[..length];
        self.last = painted.trim_end().chars().next_back().or(self.last);
        self.last_word = "";
        self.command = false;
        self.painter.paint(length, class);
    }

    /// What only the beginning of a line can be: a directive, a section, a key.
    fn line_start(&mut self, rest: &'a str) -> bool {
        let line = first_line(rest);
        let indent = span(line, |c| c == ' ' || c == '\t');
        let text = &line[indent..];
        if self.grammar.directives && text.starts_with('#') {
            let blank = 1 + span(&text[1..], |c| c == ' ');
            let name = span(&text[blank..], is_word);
            self.painter.paint(indent, None);
            self.paint(blank + name, Class::Keyword);
            let file = &text[blank + name..];
            let blank = span(file, |c| c == ' ');
            if let Some(close) = file.find('>').filter(|_| file[blank..].starts_with('<')) {
                self.painter.paint(blank, None);
                self.paint(close + 1 - blank, Class::String);
            }
            return true;
        }
        if self.grammar.sections && text.starts_with('[') && text.trim_end().ends_with(']') {
            self.painter.paint(indent, None);
            self.paint(text.trim_end().len(), Class::Type);
            return true;
        }
        let Some(mark) = self.grammar.keys else { return false };
        // Items of a list may be keys, too.
        let dashes = if mark == ':' { span(text, |c| c == '-' || c == ' ') } else { 0 };
        let dashes = if text[..dashes].contains("-") && !text[..dashes].ends_with(' ') { 0 } else { dashes };
        let key = &text[dashes..];
        let end = key
            .match_indices(mark)
            .map(|(at, _)| at)
            .find(|at| mark != ':' || key[at + 1..].chars().next().is_none_or(char::is_whitespace));
        let plain = |key: &str| {
            let quoted = key.chars().next().filter(|c| *c == '"' || *c == '\'');
            let whole = quoted.is_none_or(|quote| key.len() > 1 && key.ends_with(quote));
            whole && !key.is_empty() && !key.contains(['#', ';', '[', '{', '(', '$', ',', '&', '*', '!'])
        };
        let Some(end) = end.filter(|end| plain(key[..*end].trim_end())) else {
            return false;
        };
        self.painter.paint(indent + dashes, None);
        self.paint(key[..end].trim_end().len(), Class::Attribute);
        self.painter.paint(self.rest().find(mark).map_or(0, |at| at + 1), None);
        self.last = Some(mark);
        self.block_text(indent + dashes);
        true
    }

    /// After a key: text of several lines that a bar announces and its indentation holds together.
    fn block_text(&mut self, indent: usize) {
        let rest = self.rest();
        let line = first_line(rest);
        let marker = line.trim();
        let announces = self.grammar.keys == Some(':')
            && marker.starts_with(['|', '>'])
            && marker[1..].chars().all(|c| c.is_ascii_digit() || c == '-' || c == '+');
        if !announces {
            return;
        }
        self.painter.paint((line.len() + 1).min(rest.len()), None);
        let text = self.rest();
        let mut length = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() && span(line, |c| c == ' ') <= indent {
                break;
            }
            length += line.len();
        }
        self.paint(length, Class::String);
    }

    fn comment(&mut self, rest: &'a str) -> bool {
        let grammar = self.grammar;
        for (open, close) in grammar.block_comments {
            if let Some(inner) = rest.strip_prefix(open) {
                let length = inner.find(close).map_or(rest.len(), |at| open.len() + at + close.len());
                self.painter.paint(length, Class::Comment);
                return true;
            }
        }
        // Where words may hold the mark, it opens a comment only before a word.
        let apart = self.painter.previous().is_none_or(|c| c.is_whitespace() || "(;{,".contains(c));
        let opens = |mark: &&str| {
            let Some((begin, after)) = rest.split_at_checked(mark.len()) else { return false };
            let whole = !mark.ends_with(char::is_alphabetic) || !after.starts_with(is_word);
            let placed = (!grammar.comments_apart || apart) && (self.command || !mark.starts_with(':'));
            begin.eq_ignore_ascii_case(mark) && whole && placed
        };
        if grammar.line_comments.iter().any(opens) {
            self.painter.paint(first_line(rest).len(), Class::Comment);
            return true;
        }
        false
    }

    fn string(&mut self, rest: &'a str) -> bool {
        let Some(quote) = self.grammar.quotes.iter().find(|quote| rest.starts_with(quote.open)) else { return false };
        // In a command, and in what it says, it is an apostrophe.
        if self.grammar.commands && quote.open == "'" && self.painter.previous().is_some_and(char::is_alphabetic) {
            return false;
        }
        if quote.one {
            // One character, or an escape; else it is something else, such as a lifetime.
            let inner = &rest[1..];
            let mut chars = inner.chars();
            let length = match chars.next() {
                Some('\\') => {
                    let code = chars.next().map_or(0, char::len_utf8);
                    1 + code + span(chars.as_str(), |c| c.is_ascii_alphanumeric() || c == '{' || c == '}')
                }
                first => first.map_or(0, char::len_utf8),
            };
            if !inner.get(length..).is_some_and(|after| after.starts_with(quote.close)) {
                return false;
            }
            self.paint(length + 2, Class::String);
            return true;
        }
        if self.grammar.string_keys {
            let length = quote.open.len() + quote.length(&rest[quote.open.len()..]);
            let is_key = rest[length..].trim_start().starts_with(':');
            self.paint(length, if is_key { Class::Attribute } else { Class::String });
            return true;
        }
        self.paint(quote.open.len(), Class::String);
        self.string_text(quote);
        true
    }

    /// Reads a string from within to its end, or to the code that fills it.
    fn string_text(&mut self, quote: &'static Quote) {
        let text = self.rest();
        // Up to where it has been painted.
        let mut done = 0;
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            let here = &text[at..];
            if let Some((open, close)) = quote.fills.iter().find(|(open, _)| here.starts_with(open)) {
                // In some languages two brackets stand for one.
                if *open == "{" && here.starts_with("{{") {
                    chars.next();
                } else if self.fills.len() < DEEPEST {
                    self.paint(at - done, Class::String);
                    self.paint(open.len(), None);
                    self.command = true;
                    self.fills.push((quote, *close, 0));
                    return;
                }
            } else if quote.escape == Some(c) {
                chars.next();
            } else if let Some(after) = here.strip_prefix(quote.close) {
                if quote.doubled && after.starts_with(quote.close) {
                    chars.next();
                    continue;
                }
                self.paint(at + quote.close.len() - done, Class::String);
                return;
            } else if c == '\n' && !quote.lines {
                self.paint(at - done, Class::String);
                return;
            } else if quote.variables && c == '$' {
                let length = self.variable_length(here);
                if length > 0 {
                    self.paint(at - done, Class::String);
                    self.paint(length, Class::Variable);
                    done = at + length;
                    while chars.as_str().len() > text.len() - done {
                        chars.next();
                    }
                }
            }
        }
        self.paint(text.len() - done, Class::String);
    }

    /// Length of the variable at the beginning of a text; 0 where there is none.
    fn variable_length(&self, text: &str) -> usize {
        let mut chars = text.chars();
        let sigil = chars.next().unwrap_or_default();
        let after = chars.as_str();
        let name = span(after, |c| is_word(c) || c == ':' && self.grammar.dashes);
        let name = after[..name].trim_end_matches(':').len();
        match after.chars().next() {
            Some('{') if sigil == '$' => first_line(after).find('}').map_or(0, |at| at + 2),
            Some(c) if is_word(c) => sigil.len_utf8() + name,
            Some('?' | '$' | '#' | '!' | '*' | '@') if sigil == '$' && self.grammar.commands => 2,
            _ => 0,
        }
    }

    fn variable(&mut self, rest: &'a str, c: char) -> bool {
        let length = if matches!(c, '%' | '!') && self.grammar.percent_variables {
            let inner = &rest[1..];
            let argument = span(inner, |c| c == '%' || c == '~');
            match argument {
                // %1, %~dp0, %%i
                _ if inner[argument..].starts_with(|c: char| c.is_ascii_digit()) || argument > 0 => {
                    1 + argument + span(&inner[argument..], |c| c.is_ascii_alphanumeric())
                }
                _ => {
                    let name = span(inner, |c| is_word(c) || "()-:~,=".contains(c));
                    if name > 0 && inner[name..].starts_with(c) { name + 2 } else { 0 }
                }
            }
        } else if self.grammar.sigils.contains(c) {
            self.variable_length(rest)
        } else {
            0
        };
        self.paint_if(length, Class::Variable)
    }

    fn paint_if(&mut self, length: usize, class: Class) -> bool {
        if length > 0 {
            self.paint(length, class);
        }
        length > 0
    }

    fn number(&mut self, rest: &'a str, c: char) -> bool {
        if !c.is_ascii_digit() {
            return false;
        }
        let bytes = rest.as_bytes();
        let mut length = 0;
        while let Some(&byte) = bytes.get(length) {
            let digit_follows = bytes.get(length + 1).is_some_and(u8::is_ascii_digit);
            let exponent = length > 0 && matches!(bytes[length - 1], b'e' | b'E') && !rest.starts_with("0x");
            match byte {
                b'.' if digit_follows => {}
                b'+' | b'-' if digit_follows && exponent => {}
                _ if byte.is_ascii_alphanumeric() || byte == b'_' => {}
                _ => break,
            }
            length += 1;
        }
        // In commands and plain values, digits are mostly parts of names, paths and dates.
        let alone = !self.grammar.loose
            || self.painter.previous().is_none_or(|c| c.is_whitespace() || "=([,:".contains(c))
                && rest[length..].chars().next().is_none_or(|c| c.is_whitespace() || ",;)]}".contains(c));
        if alone {
            self.paint(length, Class::Number);
        } else {
            self.paint(span(rest, |c| is_word(c) || "-./:".contains(c)).max(1), None);
        }
        true
    }

    fn word(&mut self, rest: &'a str) {
        let grammar = self.grammar;
        let length = span(rest, |c| is_word(c) || c == '-' && grammar.dashes);
        let length = rest[..length].trim_end_matches('-').len();
        let (word, after) = rest.split_at(length);
        let arrow = || self.painter.code[..self.painter.at].ends_with("->");
        let within = self.last == Some('.') || self.last == Some('>') && arrow();
        let begins = self.command && grammar.commands;
        if grammar.commands && !within {
            // In a command a word goes on to the next blank: a name of a file, a path, an address.
            let more = span(after, |c| is_word(c) || "-./\\:@".contains(c));
            if more > 0 {
                let path = after.starts_with([':', '\\', '@']);
                self.paint(length + more, (begins && !path).then_some(Class::Function));
                return;
            }
        }
        let class = self.class_of(word, after, within, begins);
        self.paint(length, class);
        self.last_word = word;
        // After `then` or `sudo` a command begins, too.
        let opens = has("do else elif if sudo then until while", word, grammar.ignore_case);
        self.command =
            begins && (opens || has("declare export local readonly", word, false)) || opens && class.is_some();
    }

    /// What a word is, by itself and by its neighbours.
    fn class_of(&self, word: &str, after: &str, within: bool, begins: bool) -> Option<Class> {
        let grammar = self.grammar;
        let called = after.trim_start_matches([' ', '\t']).starts_with('(') || after.starts_with("!(");
        let assigned = || after.trim_start_matches([' ', '\t']).starts_with('=');
        let is = |list: &str| has(list, word, grammar.ignore_case);
        let follows = |list: &str| grammar.names && has(list, self.last_word, grammar.ignore_case);
        match () {
            () if within => (grammar.calls && called).then_some(Class::Function),
            () if begins && !grammar.dashes && after.starts_with('=') => Some(Class::Variable),
            () if is(grammar.keywords) && (begins || !grammar.commands) => Some(Class::Keyword),
            () if is(grammar.inner_keywords) => Some(Class::Keyword),
            () if is(grammar.constants) => Some(Class::Number),
            () if is(grammar.types) => Some(Class::Type),
            () if follows("new") || follows(BEFORE_TYPES) => Some(Class::Type),
            () if follows(BEFORE_FUNCTIONS) || grammar.calls && called => Some(Class::Function),
            () if grammar.commands && grammar.dashes && word.contains('-') => Some(Class::Function),
            () if begins && assigned() => Some(Class::Attribute),
            () if begins => Some(Class::Function),
            () if grammar.capitals && is_type_name(word) => Some(Class::Type),
            () => None,
        }
    }

    /// `-x`, `--long`, `/X`: options of commands, and operators that look like them.
    fn option(&mut self, rest: &'a str, c: char) -> bool {
        let mark = match c {
            '-' => self.grammar.options,
            '/' => self.grammar.percent_variables,
            _ => false,
        };
        let before = self.painter.previous().is_none_or(|c| c.is_whitespace() || "([{|".contains(c));
        if !mark || !before || self.command && !self.grammar.dashes {
            return false;
        }
        let dashes = span(rest, |d| d == c);
        let name = span(&rest[dashes..], |c| is_word(c) || c == '-');
        let ends = rest[dashes + name..].chars().next().is_none_or(|c| !"/\\.".contains(c));
        if dashes > 2 || name == 0 || !rest[dashes..].starts_with(|c: char| c.is_alphabetic() || c == '?') || !ends {
            return false;
        }
        let is_operator = has(self.grammar.operators, &rest[dashes..dashes + name], true);
        self.paint(dashes + name, if is_operator { Class::Keyword } else { Class::Attribute });
        true
    }

    /// `<<END` and the lines up to `END`.
    fn heredoc(&mut self, rest: &'a str) -> bool {
        if !self.grammar.heredocs || !rest.starts_with("<<") || rest.starts_with("<<<") {
            return false;
        }
        let tag = rest[2..].trim_start_matches('-').trim_start_matches([' ', '\'', '"', '\\']);
        let tag = &tag[..span(tag, is_word)];
        let named = tag.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let Some(line_end) = rest.find('\n').filter(|_| named) else { return false };
        // What else stands in the line of the mark is text to us: it is one line.
        let mut length = line_end + 1;
        for line in rest[length..].split_inclusive('\n') {
            length += line.len();
            if line.trim() == tag {
                break;
            }
        }
        self.paint(length, Class::String);
        self.command = true;
        true
    }

    /// `/a+/g`, where no division can stand.
    fn pattern(&mut self, rest: &'a str, c: char) -> bool {
        if c != '/' || !self.grammar.patterns {
            return false;
        }
        let operand = self.last.is_some_and(|c| is_word(c) || ")]}'\"`".contains(c));
        if operand && !has(BEFORE_PATTERNS, self.last_word, false) {
            return false;
        }
        let mut in_set = false;
        let mut escaped = true;
        for (at, c) in first_line(rest).char_indices() {
            match c {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '[' => in_set = true,
                ']' => in_set = false,
                '/' if !in_set => {
                    let flags = span(&rest[at + 1..], |c| c.is_ascii_lowercase());
                    self.paint(at + 1 + flags, Class::String);
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    /// `@Override`, `[string]`, `:label`: names with a mark.
    fn mark(&mut self, rest: &'a str, c: char) -> bool {
        let length = match c {
            '@' if self.grammar.annotations => 1 + span(&rest[1..], |c| is_word(c) || c == '.'),
            ':' if self.grammar.percent_variables && self.command => 1 + span(&rest[1..], is_word),
            '&' | '*' | '!' if self.grammar.keys == Some(':') && self.last.is_none_or(|c| ":-,[".contains(c)) => {
                1 + span(&rest[1..], |c| is_word(c) || "-/!".contains(c))
            }
            '[' if self.grammar.bracket_types => {
                let name = span(&rest[1..], |c| is_word(c) || c == '.');
                let ends = rest[1 + name..].starts_with([']', '[']) && rest[1..].starts_with(char::is_alphabetic);
                let indexes = self.painter.previous().is_some_and(|c| is_word(c) || c == ')');
                if ends && !indexes {
                    self.paint(1, None);
                    return self.paint_if(name, Class::Type);
                }
                0
            }
            _ => 0,
        };
        length > 1 && self.paint_if(length, if c == '@' { Class::Attribute } else { Class::Variable })
    }

    /// Anything else. Brackets tell where code within a string ends, and where a command begins.
    fn punctuation(&mut self, c: char) {
        if let Some((quote, close, depth)) = self.fills.last_mut() {
            let (quote, close) = (*quote, *close);
            if c == close && *depth == 0 {
                self.fills.pop();
                self.paint(c.len_utf8(), None);
                self.string_text(quote);
                return;
            }
            let open = if close == ')' { '(' } else { '{' };
            *depth = if c == open {
                *depth + 1
            } else if c == close {
                *depth - 1
            } else {
                *depth
            };
        }
        // Prompts stand before commands.
        let prompt = self.command && matches!(c, '$' | '>' | '@');
        self.paint(c.len_utf8(), None);
        self.command =
            prompt || matches!(c, '|' | ';' | '&' | '(' | '{' | '}' | '`') && self.grammar.continues != Some(c);
    }
}

impl Quote {
    /// Length of a string's text with its closing mark, where nothing fills it.
    fn length(&self, text: &str) -> usize {
        let mut chars = text.char_indices();
        while let Some((at, c)) = chars.next() {
            if self.escape == Some(c) {
                chars.next();
            } else if text[at..].starts_with(self.close) {
                return at + self.close.len();
            } else if c == '\n' && !self.lines {
                return at;
            }
        }
        text.len()
    }
}

/// Whether a list of words, with a space between, holds a word.
fn has(list: &str, word: &str, ignore_case: bool) -> bool {
    // By bytes, since this is asked of every word.
    let mut words = list.as_bytes().split(|byte| *byte == b' ');
    let word = word.as_bytes();
    if ignore_case { words.any(|one| one.eq_ignore_ascii_case(word)) } else { words.any(|one| one == word) }
}

/// `List` and `T`, not `list` or `MAX_SIZE`.
fn is_type_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase) && (word.len() == 1 || word.contains(char::is_lowercase))
}
