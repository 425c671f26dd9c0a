//! Reads what is not made of words: HTML and XML, CSS, messages of HTTP, differences.

use super::grammars;
use super::{Class, Painter, code, first_line, is_word, span};

/// HTML and XML, with scripts, styles and PHP in them.
pub fn markup(painter: &mut Painter<'_>) {
    let end = painter.code.len();
    while painter.at < end {
        let rest = painter.rest(end);
        let closed = |close: &str| rest.find(close).map_or(rest.len(), |at| at + close.len());
        if rest.starts_with("<!--") {
            painter.paint(closed("-->"), Class::Comment);
        } else if rest.starts_with("<![CDATA[") {
            painter.paint(closed("]]>"), Class::String);
        } else if rest.starts_with("<?php") || rest.starts_with("<?=") {
            let inner_end = painter.at + rest.find("?>").unwrap_or(rest.len());
            painter.paint(if rest.starts_with("<?=") { 3 } else { 5 }, Class::Tag);
            code::scan(painter, &grammars::PHP, inner_end);
            let close = painter.rest(end).len().min(2);
            painter.paint(close, Class::Tag);
        } else if rest.starts_with("<!") || rest.starts_with("<?") {
            painter.paint(closed(">"), Class::Keyword);
        } else if rest.starts_with("</")
            || rest.strip_prefix('<').is_some_and(|name| name.starts_with(char::is_alphabetic))
        {
            tag(painter, end);
        } else if let Some(after) = rest.strip_prefix('&') {
            let name = 1 + span(after, |c| c.is_ascii_alphanumeric() || c == '#');
            let class = rest[name..].starts_with(';').then_some(Class::Number);
            painter.paint(name + usize::from(class.is_some()), class);
        } else {
            let next = rest.char_indices().skip(1).find(|(_, c)| *c == '<' || *c == '&');
            painter.paint(next.map_or(rest.len(), |(at, _)| at), None);
        }
    }
}

/// One tag, and after it what is not markup.
fn tag(painter: &mut Painter<'_>, end: usize) {
    let rest = painter.rest(end);
    let mark = if rest.starts_with("</") { 2 } else { 1 };
    let name = span(&rest[mark..], is_name);
    let element = rest[mark..mark + name].to_ascii_lowercase();
    painter.paint(mark, None);
    painter.paint(name, Class::Tag);
    loop {
        let rest = painter.rest(end);
        let Some(c) = rest.chars().next() else { return };
        match c {
            '>' => {
                painter.paint(1, None);
                break;
            }
            // A tag that was never closed.
            '<' => return,
            '"' | '\'' => {
                let length = rest[1..].find(c).map_or(rest.len(), |at| at + 2);
                painter.paint(length, Class::String);
            }
            '=' => {
                painter.paint(1, None);
                let value = span(painter.rest(end), |c| !c.is_whitespace() && !"\"'<>".contains(c));
                painter.paint(value, Class::String);
            }
            c if is_name(c) => painter.paint(span(rest, is_name), Class::Attribute),
            _ => painter.skip(),
        }
    }
    if mark == 1 && (element == "script" || element == "style") {
        let rest = painter.rest(end);
        let close = rest.match_indices("</").map(|(at, _)| at);
        let is_close = |at: &usize| {
            let name = rest.get(at + 2..at + 2 + element.len());
            name.is_some_and(|name| name.eq_ignore_ascii_case(&element))
        };
        let inner_end = painter.at + close.into_iter().find(is_close).unwrap_or(rest.len());
        if element == "style" {
            css(painter, inner_end);
        } else {
            code::scan(painter, &grammars::JAVASCRIPT, inner_end);
        }
    }
}

fn is_name(c: char) -> bool {
    is_word(c) || matches!(c, '-' | ':' | '.' | '@' | '#' | '*' | '[' | ']' | '(' | ')')
}

/// Style sheets.
pub fn css(painter: &mut Painter<'_>, end: usize) {
    let mut depth = 0_usize;
    // Whether a declaration's value is being read.
    let mut value = false;
    while painter.at < end {
        let rest = painter.rest(end);
        let Some(c) = rest.chars().next() else { return };
        let name = |from: usize| from + span(&rest[from..], |c| is_word(c) || c == '-');
        match c {
            '/' if rest.starts_with("/*") => {
                painter.paint(rest.find("*/").map_or(rest.len(), |at| at + 2), Class::Comment);
            }
            '/' if rest.starts_with("//") && !value => painter.paint(first_line(rest).len(), Class::Comment),
            '"' | '\'' => {
                let line = first_line(&rest[1..]);
                painter.paint(line.find(c).map_or(1 + line.len(), |at| at + 2), Class::String);
            }
            '@' => painter.paint(name(1), Class::Keyword),
            '{' | '}' | ';' => {
                depth = if c == '{' { depth + 1 } else { depth - usize::from(c == '}' && depth > 0) };
                value = false;
                painter.paint(1, None);
            }
            '#' if value => painter.paint(name(1), Class::Number),
            '.' | '#' if !value && name(1) > 1 => painter.paint(name(1), Class::Type),
            '$' => painter.paint(name(1), Class::Variable),
            _ if c.is_ascii_digit() => {
                painter.paint(span(rest, |c| c.is_alphanumeric() || c == '.' || c == '%'), Class::Number);
            }
            _ if is_word(c) || c == '-' && name(0) > 1 => {
                let length = name(0);
                let after = &rest[length..];
                // `a:hover {` is a selector, too.
                let declares = !value && after.trim_start().starts_with(':') && {
                    let to = after.find(['{', ';', '}', '\n']).and_then(|at| after[at..].chars().next());
                    depth > 0 && to != Some('{')
                };
                let class = match () {
                    () if declares => Some(Class::Attribute),
                    () if after.starts_with('(') => Some(Class::Function),
                    () if value && rest.starts_with("--") => Some(Class::Variable),
                    () if value => None,
                    () if painter.previous().is_some_and(|c| c == ':') => None,
                    () => Some(Class::Tag),
                };
                painter.paint(length, class);
                value |= declares;
            }
            _ => painter.skip(),
        }
    }
}

/// Requests and answers: a line, headers, and after an empty line the text in a language of its own.
pub fn http(painter: &mut Painter<'_>) {
    let end = painter.code.len();
    let mut headers = true;
    while painter.at < end {
        let rest = painter.rest(end);
        let line = first_line(rest);
        let text = line.trim_end();
        let method = span(text, |c| c.is_ascii_uppercase());
        let header = span(text, |c| c.is_ascii_alphanumeric() || c == '-');
        if text.is_empty() {
            headers = false;
        } else if !headers && text.trim_start().starts_with(['{', '[']) {
            return code::scan(painter, &grammars::JSON, end);
        } else if !headers && text.trim_start().starts_with('<') {
            return markup(painter);
        } else if text.starts_with("HTTP/") {
            let version = span(text, |c| c != ' ');
            painter.paint(version, Class::Keyword);
            painter.paint(text.len() - version, Class::Number);
            headers = true;
        } else if method > 2 && text[method..].starts_with(' ') {
            painter.paint(method, Class::Keyword);
            let version = text.rfind(" HTTP/").filter(|at| *at > method);
            painter.paint(version.unwrap_or(text.len()) - method, None);
            painter.paint(text.len() - version.unwrap_or(text.len()), Class::Keyword);
            headers = true;
        } else if text.starts_with('#') {
            painter.paint(text.len(), Class::Comment);
        } else if headers && header > 0 && text[header..].starts_with(':') {
            painter.paint(header, Class::Attribute);
            painter.paint(1, None);
            painter.paint(text.len() - header - 1, Class::String);
        }
        let left = first_line(painter.rest(end)).len();
        painter.paint((left + 1).min(painter.rest(end).len()), None);
    }
}

/// Differences between two texts.
pub fn diff(painter: &mut Painter<'_>) {
    let code = painter.code;
    for line in code.split_inclusive('\n') {
        let class = match line {
            _ if line.starts_with("+++") || line.starts_with("---") => Some(Class::Keyword),
            _ if line.starts_with("diff ") || line.starts_with("index ") => Some(Class::Keyword),
            _ if line.starts_with("@@") => Some(Class::Number),
            _ if line.starts_with('+') || line.starts_with("> ") => Some(Class::Inserted),
            _ if line.starts_with('-') || line.starts_with("< ") => Some(Class::Deleted),
            _ => None,
        };
        painter.paint(line.len(), class);
    }
}
