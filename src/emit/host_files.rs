//! What the host of the site is told: its own files, as its profile writes them.

use super::site::Site;
use super::{Emitter, Job};
use crate::hosts::headers::{Outside, Policy, is_hashed};
use crate::hosts::{Deployment, Host};
use crate::model::{Checked, Keyed, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "host-files", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let keyed = move |keyed: &mut Keyed| {
        keyed.add(&(site.key, &site.plan.redirects));
        // Whom the pages send something to, and whose pictures they show.
        keyed.add(&site.plan.pictured);
        site.locales.iter().for_each(|locale| keyed.add(&locale.plan.feedback));
    };
    vec![Job::new("host-files", keyed, move || files(site))]
}

fn files(site: &Site<'_>) -> Checked<Vec<OutputFile>> {
    let plan = site.plan;
    let host = Host::parse(&plan.host.name).unwrap_or_default();
    let homes: Vec<_> = plan.locales.iter().map(|locale| (&locale.locale, locale.home.as_str())).collect();
    let locales: Vec<_> = homes.iter().map(|(locale, _)| *locale).collect();
    let policy = Policy::new(&host.site_folder(&plan.base), &locales, &plan.host, &outside(site));
    let files = site.theme.static_files().map(|file| file.path);
    let deployment = Deployment {
        base: &plan.base,
        origin: &plan.origin,
        homes,
        redirects: &plan.redirects,
        unhashed: files.filter(|path| !is_hashed(path)).collect(),
        policy,
    };
    host.files(&deployment)
}

/// Whom the pages send something to, and whose pictures they show.
fn outside(site: &Site<'_>) -> Outside {
    let plan = site.plan;
    let helpful = plan.locales.iter().map(|locale| locale.feedback.helpful.as_str());
    Outside { forms: helpful.filter_map(Outside::origin).collect(), images: plan.pictured.clone() }
}
