//! The error codes and messages of a locale: one page that lists all, and a page for each code that
//! several articles treat.

use serde::Serialize;

use super::lists;
use super::site::{Crumb, LinkData, LocaleSite, PageData, Site};
use super::{Emitter, Job};
use crate::codes;
use crate::model::{Checked, CodeKind, ErrorCode, Keyed, Locale, OutputFile};
use crate::strings::Arg;
use crate::theme::Shared;

pub const EMITTER: Emitter = Emitter { name: "errors", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for (number, locale) in site.locales.iter().enumerate().filter(|(_, l)| !l.plan.errors.url.is_empty()) {
        let errors = &locale.plan.errors;
        let keyed = move |keyed: &mut Keyed| keyed.add(&(locale.key, locale.plan.listing_key, errors));
        jobs.push(Job::new("errors", keyed, move || list_page(site, number)));
        let codes = errors.codes.iter().filter(|code| code.has_page());
        jobs.extend(codes.map(|code| {
            let keyed = move |keyed: &mut Keyed| {
                keyed.add(&(locale.key, code));
                code.entries.iter().for_each(|entry| lists::add_entry(keyed, &locale.plan.listing[*entry]));
                site.locales.iter().for_each(|other| keyed.add(&same(other, code)));
            };
            Job::new("error", keyed, move || code_page(site, number, code))
        }));
    }
    jobs
}

/// `groups`: the codes of one kind.
#[derive(Serialize)]
struct GroupData<'a> {
    /// Id of its heading.
    id: &'static str,
    label: &'a str,
    codes: Vec<CodeData<'a>>,
}

/// A code, or a message, with the articles that treat it.
#[derive(Serialize)]
struct CodeData<'a> {
    name: &'a str,
    /// What follows the name: how it is written in decimal.
    also: &'a [String],
    url: &'a str,
    articles: Vec<LinkData<'a>>,
}

/// The headings of the list, by the names of their strings.
fn heading(kind: CodeKind) -> (&'static str, &'static str) {
    match kind {
        CodeKind::Hexadecimal => ("hexadecimal", "errors_hexadecimal"),
        CodeKind::Mail => ("mail", "errors_mail"),
        CodeKind::Product => ("product", "errors_product"),
        CodeKind::Number => ("number", "errors_number"),
        CodeKind::Name => ("name", "errors_name"),
        CodeKind::Event => ("event", "errors_event"),
        CodeKind::Update => ("update", "errors_update"),
        CodeKind::Own => ("other", "errors_other"),
    }
}

fn articles<'a>(locale: &'a LocaleSite<'_>, entries: &[usize]) -> Vec<LinkData<'a>> {
    entries.iter().map(|entry| lists::link(&locale.plan.listing[*entry])).collect()
}

/// The decimal forms of a hexadecimal code.
fn also(code: &ErrorCode) -> Vec<String> {
    if code.kind == CodeKind::Hexadecimal { codes::decimal_forms(&code.text) } else { Vec::new() }
}

fn list_page(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let plan = &locale.plan.errors;
    let forms: Vec<Vec<String>> = plan.codes.iter().map(also).collect();
    let mut groups: Vec<GroupData<'_>> = Vec::new();
    for (code, also) in plan.codes.iter().zip(&forms) {
        let (id, label) = heading(code.kind);
        if groups.last().is_none_or(|group| group.id != id) {
            groups.push(GroupData { id, label: locale.strings.get(label), codes: Vec::new() });
        }
        let data = CodeData { name: &code.text, also, url: &code.url, articles: articles(locale, &code.entries) };
        if let Some(group) = groups.last_mut() {
            group.codes.push(data);
        }
    }
    let messages = plan.messages.iter().map(|message| CodeData {
        name: &message.text,
        also: &[],
        url: "",
        articles: articles(locale, &message.entries),
    });
    let messages: Vec<CodeData<'_>> = messages.collect();
    let title = locale.strings.get("errors");
    let (menu, alternates) =
        site.common_menu(number, |other| Some(other.plan.errors.url.clone()).filter(|url| !url.is_empty()));
    let canonical = site.plan.absolute(&plan.url);
    let head = PageData { canonical, alternates, ..PageData::new("errors", title, &plan.url) };
    let breadcrumbs = [Crumb { title: locale.strings.get("home"), url: &locale.plan.home }, Crumb { title, url: "" }];
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &breadcrumbs)
        .with_shared("menu", &menu)
        .with("heading", &title)
        .with("groups", &groups)
        .with("messages", &messages);
    site.page("errors.html", &plan.url, &data)
}

fn code_page(site: &Site<'_>, number: usize, code: &ErrorCode) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let event =
        (code.kind == CodeKind::Event).then(|| locale.strings.format("error-event", &[("id", Arg::Text(&code.text))]));
    let name = event.as_deref().unwrap_or(&code.text);
    let title = locale.strings.format("error-title", &[("code", Arg::Text(name))]);
    let (menu, alternates) = menu(site, number, code);
    let canonical = site.plan.absolute(&code.url);
    let head = PageData { canonical, alternates, ..PageData::new("error", &title, &code.url) };
    let breadcrumbs = [
        Crumb { title: locale.strings.get("home"), url: &locale.plan.home },
        Crumb { title: locale.strings.get("errors"), url: &locale.plan.errors.url },
        Crumb { title: name, url: "" },
    ];
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &breadcrumbs)
        .with_shared("menu", &menu)
        .with("heading", &title)
        .with("also", &also(code))
        .with("articles", &articles(locale, &code.entries));
    site.page("error.html", &code.url, &data)
}

/// The same code in another locale.
fn same<'a>(other: &'a LocaleSite<'_>, code: &ErrorCode) -> Option<&'a ErrorCode> {
    other.plan.errors.codes.iter().find(|c| c.id == code.id && c.kind == code.kind)
}

/// The menu leads to what another locale has of the same code, else to its codes, else to its home; only
/// pages of the code itself are alternates.
fn menu(site: &Site<'_>, number: usize, code: &ErrorCode) -> (Shared, Shared) {
    let own: &Locale = &site.locales[number].plan.locale;
    let (menu, _) = site.common_menu(number, |other| {
        let errors = Some(other.plan.errors.url.clone()).filter(|url| !url.is_empty());
        if other.plan.locale == *own {
            Some(code.url.clone())
        } else {
            same(other, code).map(|c| c.url.clone()).or(errors)
        }
    });
    let (_, alternates) =
        site.common_menu(number, |other| same(other, code).filter(|c| c.has_page()).map(|c| c.url.clone()));
    (menu, alternates)
}
