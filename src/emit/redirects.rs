//! Redirect pages: an old address leads to the new one, without a server's help.

use super::site::{NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Keyed, OutputFile, Redirect};

pub const EMITTER: Emitter = Emitter { name: "redirects", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |redirect: &'a Redirect| {
        let keyed = move |keyed: &mut Keyed| {
            keyed.add(redirect);
            let locale = site.locales.iter().find(|l| l.plan.locale == redirect.locale);
            keyed.add(&locale.map(|locale| locale.key));
        };
        Job::new("redirects", keyed, move || page(site, redirect))
    };
    site.plan.redirects.iter().map(job).collect()
}

fn page(site: &Site<'_>, redirect: &Redirect) -> Checked<Vec<OutputFile>> {
    let Some(locale) = site.locales.iter().find(|l| l.plan.locale == redirect.locale) else {
        return Checked::default();
    };
    let inside = redirect.to.starts_with('/') && !redirect.to.starts_with("//");
    let head = PageData {
        canonical: if inside { site.plan.absolute(&redirect.to) } else { redirect.to.clone() },
        noindex: true,
        ..PageData::new("redirect", locale.strings.get("redirect_title"), &redirect.from)
    };
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &NOTHING)
        .with("menu", &NOTHING)
        .with("target", &redirect.to);
    site.page("redirect.html", &redirect.from, &data)
}
