//! Files that are copied: those of the articles, and the theme's.

use super::site::Site;
use super::{Emitter, Job};
use crate::model::{Checked, Content, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "assets", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let copies = site.plan.assets.iter().map(|plan| {
        let copy = move || {
            let file = OutputFile { path: plan.path.clone(), content: Content::CopyOf(plan.asset.file.clone()) };
            Checked { value: vec![file], diagnostics: Vec::new() }
        };
        Job::new("assets", move |keyed| keyed.add(plan), copy)
    });
    let files = move || Checked { value: site.theme.static_files().collect(), diagnostics: Vec::new() };
    let theme = Job::new("theme", move |keyed| keyed.add(&site.theme.key), files);
    copies.chain([theme]).collect()
}
