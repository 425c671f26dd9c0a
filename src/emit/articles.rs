//! Article pages: one job an article, since its pages share menu and alternates.

use serde::Serialize;
use serde_json::json;

use crate::model::{
    Article, ArticlePlan, BlockKind, Body, Checked, Date, Key, Keyed, Listed, Origin, OutputFile, PagePlan, State,
    Topic, Translation, TranslationType,
};
use crate::plan::url;
use crate::strings::Arg;
use crate::theme::{self, Shared};

use super::body::{self, Blocks};
use super::lists;
use super::navigation;
use super::originals;
use super::site::{self, AlternateData, Crumb, LinkData, LocaleSite, MenuData, PageData, Site};
use super::{Emitter, Job};

pub const EMITTER: Emitter = Emitter { name: "articles", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |number| Job::new("articles", move |keyed| add_to(keyed, site, number), move || pages(site, number));
    (0..site.plan.articles.len()).map(job).collect()
}

/// All that the pages of an article show, but for the theme.
pub fn add_to(keyed: &mut Keyed, site: &Site<'_>, number: usize) {
    let plan = &site.plan.articles[number];
    keyed.add(&(site.plan.catalog.articles[number].made_of, number / originals::SHARED));
    keyed.add(&plan.key);
    for page in &plan.pages {
        let locale = &site.locales[page.locale];
        keyed.add(&(locale.key, page.links_key));
        let listed = |entry: &Listed| site.plan.articles[entry.article].listed;
        if let Some(topic) = topic(locale, page) {
            let (previous, next) = neighbours(locale, page);
            keyed.add(&(&topic.title, &topic.url, previous.map(listed), next.map(listed)));
        }
        related(locale, plan).for_each(|entry| keyed.add(&Some(listed(entry))));
        keyed.add(&None::<Key>);
        if !page.trail.is_empty() {
            keyed.add(&(&page.trail, locale.navigation_key));
        }
    }
}

/// What of a text `article.js` makes more of: code to copy, tabs, pictures in full size.
const SCRIPTED: &[&str] = &["<pre", "class=\"tabs\"", "class=\"lightbox\""];

/// `article`: the text and what is known of it.
#[derive(Serialize)]
struct ArticleData<'a> {
    title_html: &'a str,
    /// Id of the title; empty where it has none.
    anchor: &'a str,
    /// Number of the title among the article's blocks, the same in all languages that have it; empty where it has none.
    block: String,
    /// URL of the original text, sentence by sentence, and the language of that; empty where there is none.
    originals: String,
    original_lang: &'a str,
    original_dir: &'static str,
    body: String,
    /// Whether the text has something that `article.js` helps with.
    script: bool,
    lang: &'a str,
    dir: &'static str,
    /// Whether the text is in another language than the page.
    foreign: bool,
    notices: Vec<Notice>,
    /// The headings of the text, where there are enough of them to be listed.
    sections: Vec<SectionData<'a>>,
    /// Title of its topic, and its neighbours there.
    topic: &'a str,
    previous: Option<LinkData<'a>>,
    next: Option<LinkData<'a>>,
    related: Vec<LinkData<'a>>,
    /// Where readers can turn; see the configuration. Empty where nowhere.
    helpful: String,
    contact: String,
    report: String,
    /// Its `ms.locfileid`; empty where it has none.
    id: &'a str,
    updated: Option<Updated>,
    /// "Article 49715686"; empty where there is no number.
    number: String,
}

/// One heading of the text.
#[derive(Serialize)]
struct SectionData<'a> {
    id: &'a str,
    text: &'a str,
    /// Whether it belongs to the heading before.
    below: bool,
}

/// What a reader should know before trusting the text.
#[derive(Serialize)]
struct Notice {
    kind: &'static str,
    text: String,
    /// Where to read instead; empty where there is nothing.
    url: String,
    link: String,
    hreflang: String,
}

#[derive(Serialize)]
struct Updated {
    iso: String,
    text: String,
}

fn pages(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let (article, plan) = (&site.plan.catalog.articles[number], &site.plan.articles[number]);
    let mut files = Checked { value: Vec::with_capacity(plan.pages.len()), diagnostics: Vec::new() };
    let alternates = alternates(site, plan);
    // Entries differ between pages in nothing but which is the current one.
    let entries: Vec<(Shared, Shared)> = (0..plan.menu.len())
        .map(|n| {
            (
                theme::shared(&menu_entry(site, article, plan, n, false)),
                theme::shared(&menu_entry(site, article, plan, n, true)),
            )
        })
        .collect();
    for page in &plan.pages {
        let menu: Vec<Shared> = entries
            .iter()
            .enumerate()
            .map(|(n, (other, current))| if n == page.locale { current.clone() } else { other.clone() })
            .collect();
        let rendered = render(site, number, page, &alternates, menu);
        files.value.extend(rendered.value);
        files.diagnostics.extend(rendered.diagnostics);
    }
    files
}

fn menu_entry<'a>(
    site: &'a Site<'_>,
    article: &'a Article,
    plan: &'a ArticlePlan,
    number: usize,
    current: bool,
) -> MenuData<'a> {
    let locale = &site.locales[number];
    let entry = &plan.menu[number];
    let translation = &article.translations[entry.translation];
    MenuData {
        lang: locale.plan.locale.tag(),
        dir: locale.direction.as_html(),
        name: &locale.plan.name,
        url: &entry.url,
        current,
        kind: site::kind(translation, translation.locale == site.plan.source_locale),
        state: site::state(entry, translation),
        hreflang: entry.language.tag(),
    }
}

fn alternates(site: &Site<'_>, plan: &ArticlePlan) -> Shared {
    let languages = plan.alternates.iter().map(|(locale, url)| (locale.tag(), url));
    let default = [("x-default", &plan.x_default)].into_iter().filter(|(_, url)| !url.is_empty());
    let all: Vec<AlternateData<'_>> = languages
        .chain(default)
        .map(|(hreflang, url)| AlternateData { hreflang, url: site.plan.absolute(url) })
        .collect();
    theme::shared(&all)
}

fn render(
    site: &Site<'_>,
    number: usize,
    page: &PagePlan,
    alternates: &Shared,
    menu: Vec<Shared>,
) -> Checked<Vec<OutputFile>> {
    let (article, plan) = (&site.plan.catalog.articles[number], &site.plan.articles[number]);
    let locale = &site.locales[page.locale];
    let translation = &article.translations[page.translation];
    let text = translation.body();
    let title = translation.title();
    let escaped;
    let (title_html, anchor) = match &text.title {
        Some(title) => (title.html.trim_end(), title.id.as_str()),
        None => {
            escaped = body::escape(title);
            (escaped.as_str(), "")
        }
    };
    // A fallback is another page's text: that page is the one to be found.
    let own_url = if page.fallback { &plan.menu[page_of(plan, page)].url } else { &page.url };
    let canonical = site.plan.absolute(own_url);
    let description = &*page.description;
    let topic = topic(locale, page);
    let mut breadcrumbs = vec![Crumb { title: locale.strings.get("home"), url: &locale.plan.home }];
    let groups = navigation::above(locale, page);
    if groups.is_empty() {
        breadcrumbs.extend(topic.map(|topic| Crumb { title: &topic.title, url: &topic.url }));
    }
    breadcrumbs.extend(groups.into_iter().map(|(title, url)| Crumb { title, url }));
    breadcrumbs.push(Crumb { title, url: "" });
    let date = date(translation);
    let foreign = translation.language != locale.plan.locale;
    let body = body::fill(text, &page.links, &Blocks::new(translation, &locale.parts), locale.strings);
    let id = translation.locfileid().unwrap_or_default();
    let page_facts = [("{locale}", locale.plan.locale.tag()), ("{title}", title), ("{id}", id), ("{url}", &canonical)];
    let (previous, next) = neighbours(locale, page);
    let original = originals::language(site, translation);
    let data = ArticleData {
        title_html,
        anchor,
        block: title_block(text).and_then(|n| translation.segments.get(n)).map_or_else(String::new, u32::to_string),
        originals: originals::url(site, number, page, translation).unwrap_or_default(),
        original_lang: original.tag(),
        original_dir: original.direction().as_html(),
        script: SCRIPTED.iter().any(|mark| body.contains(mark)),
        body,
        lang: translation.language.tag(),
        dir: if foreign { translation.language.direction() } else { locale.direction }.as_html(),
        foreign,
        notices: notices(site, locale, article, plan, page, translation),
        sections: sections(text),
        topic: topic.map_or("", |topic| &topic.title),
        previous: previous.map(lists::link),
        next: next.map(lists::link),
        related: related(locale, plan).map(lists::link).collect(),
        helpful: locale.plan.feedback.helpful.clone(),
        contact: filled(&locale.plan.feedback.contact, &page_facts),
        report: filled(&locale.plan.feedback.report, &page_facts),
        id,
        updated: date.map(|date| Updated {
            iso: date.to_string(),
            text: locale.strings.format("last-updated", &[("date", Arg::Text(&locale.dates.format(date)))]),
        }),
        number: translation
            .locfileid()
            .map_or_else(String::new, |id| locale.strings.format("article-number", &[("id", Arg::Text(id))])),
    };
    let head = PageData {
        kind: "article",
        title,
        url: &page.url,
        canonical: canonical.clone(),
        description,
        noindex: page.noindex,
        nofollow: page.nofollow,
        alternates: alternates.clone(),
        json_ld: json_ld(site, plan, translation, title, own_url, description, date, &breadcrumbs),
    };
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &breadcrumbs)
        .with("toc", &navigation::around(locale, page))
        .with_shared("menu", &menu.into())
        .with("article", &data);
    site.page("article.html", &page.url, &data)
}

/// The headings of a text that a list of contents shows; none where there are few.
fn sections(text: &Body) -> Vec<SectionData<'_>> {
    const FEW: usize = 3;
    const DEEPEST: u8 = 3;
    let top = text.headings.iter().map(|heading| heading.level).min().unwrap_or(2);
    let shown = text.headings.iter().filter(|heading| heading.level <= DEEPEST.max(top) && !heading.text.is_empty());
    let sections = shown.map(|h| SectionData { id: &h.id, text: &h.text, below: h.level > top });
    let sections: Vec<_> = sections.collect();
    if sections.len() < FEW { Vec::new() } else { sections }
}

/// The first topic that lists a page.
fn topic<'a>(locale: &'a LocaleSite<'_>, page: &PagePlan) -> Option<&'a Topic> {
    page.topic.and_then(|(topic, _)| locale.plan.topics.get(topic))
}

/// The articles before and after this one in its topic.
fn neighbours<'a>(locale: &'a LocaleSite<'_>, page: &PagePlan) -> (Option<&'a Listed>, Option<&'a Listed>) {
    let Some((topic, (_, at))) = topic(locale, page).zip(page.topic) else { return (None, None) };
    let listed = |at: usize| topic.entries.get(at).map(|entry| &locale.plan.listing[*entry]);
    (at.checked_sub(1).and_then(listed), listed(at + 1))
}

/// The related articles that the locale has.
fn related<'a>(locale: &'a LocaleSite<'_>, plan: &ArticlePlan) -> impl Iterator<Item = &'a Listed> {
    const MOST: usize = 5;
    plan.related.iter().filter_map(|other| locale.entry(*other)).take(MOST)
}

/// An address of the configuration with what is known of a page.
fn filled(address: &str, facts: &[(&str, &str)]) -> String {
    facts.iter().fold(address.to_owned(), |address, (name, value)| address.replace(name, &url::encode_value(value)))
}

/// Number of the block that is the title.
fn title_block(text: &Body) -> Option<usize> {
    text.title.as_ref()?;
    text.blocks.iter().position(|block| block.kind == BlockKind::Heading(1))
}

/// The locale whose page shows the text of a fallback as its own.
fn page_of(plan: &ArticlePlan, page: &PagePlan) -> usize {
    plan.menu.iter().position(|e| !e.missing && e.translation == page.translation).unwrap_or(page.locale)
}

/// When a text changed last: its hand-off, else the date that its author wrote.
pub fn date(translation: &Translation) -> Option<Date> {
    let meta = translation.meta();
    meta.handoff.filter(|_| translation.origin == Origin::Written).or(meta.date)
}

fn notices(
    site: &Site<'_>,
    locale: &LocaleSite<'_>,
    article: &Article,
    plan: &ArticlePlan,
    page: &PagePlan,
    translation: &Translation,
) -> Vec<Notice> {
    let strings = locale.strings;
    let about = |name: &str, language: &crate::model::Locale| {
        strings.format(name, &[("language", Arg::Text(&locale.language_name(language)))])
    };
    let plain = |kind, text| Notice { kind, text, url: String::new(), link: String::new(), hreflang: String::new() };
    let leading = |kind, text, number: usize| {
        let entry = &plan.menu[number];
        Notice {
            kind,
            text,
            url: entry.url.to_string(),
            link: about("read-in", &entry.language),
            hreflang: entry.language.tag().to_owned(),
        }
    };
    let number = |wanted: &crate::model::Locale| site.locales.iter().position(|l| l.plan.locale == *wanted);
    let source = plan.alternates.iter().find(|(_, url)| *url == plan.x_default && *url != page.url);
    let source = source.and_then(|(_, url)| plan.menu.iter().position(|e| e.url == *url && !e.missing));
    let mut notices = Vec::new();
    if page.fallback {
        notices.push(plain("fallback", about("notice-fallback", &translation.language)));
    } else if translation.origin == Origin::Rebuilt {
        notices.push(plain("rebuilt", strings.get("notice_rebuilt").to_owned()));
        if translation.language != translation.locale {
            notices.push(plain("source-language", about("notice-source-language", &translation.language)));
        }
    }
    let made = match translation.translation_type() {
        Some(TranslationType::Machine) => Some(("machine", "notice_machine")),
        Some(TranslationType::Edited) => Some(("edited", "notice_edited")),
        _ => None,
    };
    if let Some((kind, name)) = made {
        let text = strings.get(name).to_owned();
        // Another translation may be as doubtful, and is in a language that the reader did not ask for.
        let is_original = |n: &usize| plan.menu[*n].language.language() == site.plan.source_locale.language();
        notices.push(
            source.filter(is_original).map_or_else(|| plain(kind, text.clone()), |n| leading(kind, text.clone(), n)),
        );
    }
    if let State::Behind { newer, .. } = &translation.state {
        // Where the source text is as new, more readers know its language.
        let is_new = |n: &usize| article.translations[plan.menu[*n].translation].state == State::Current;
        match source.filter(is_new).or_else(|| number(newer)).filter(|n| plan.menu[*n].url != page.url) {
            Some(n) => notices.push(leading("behind", about("notice-behind", &plan.menu[n].language), n)),
            None => notices.push(plain("behind", about("notice-behind", newer))),
        }
    }
    notices
}

#[allow(clippy::too_many_arguments)]
fn json_ld(
    site: &Site<'_>,
    plan: &ArticlePlan,
    translation: &Translation,
    title: &str,
    url: &str,
    description: &str,
    date: Option<Date>,
    breadcrumbs: &[Crumb<'_>],
) -> String {
    let mut article = json!({
        "@type": "TechArticle",
        "headline": title,
        "inLanguage": translation.language.tag(),
        "url": site.plan.absolute(url),
    });
    if !description.is_empty() {
        article["description"] = description.into();
    }
    if let Some(date) = date {
        article["dateModified"] = date.to_string().into();
    }
    // The work it translates is the source text, where the site has it.
    if *plan.x_default != *url && !plan.x_default.is_empty() {
        article["translationOfWork"] = json!({ "@type": "TechArticle", "@id": site.plan.absolute(&plan.x_default) });
    }
    let steps: Vec<_> = breadcrumbs
        .iter()
        .enumerate()
        // A step without an address is none, but for the page itself.
        .filter(|(n, crumb)| !crumb.url.is_empty() || n + 1 == breadcrumbs.len())
        .enumerate()
        .map(|(n, (_, crumb))| {
            let item = if crumb.url.is_empty() { url } else { crumb.url };
            json!({ "@type": "ListItem", "position": n + 1, "name": crumb.title, "item": site.plan.absolute(item) })
        })
        .collect();
    let list = json!({ "@type": "BreadcrumbList", "itemListElement": steps });
    site::script_json(&json!({ "@context": "https://schema.org", "@graph": [article, list] }))
}
