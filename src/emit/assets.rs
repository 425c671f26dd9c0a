//! Files that are copied: those of the articles, and the theme's.

use super::site::Site;
use super::{Emitter, Job};
use crate::model::{Checked, Content, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "assets", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let copies = site.plan.assets.iter().map(|plan| -> Job<'a> {
        Box::new(move || {
            let file = OutputFile { path: plan.path.clone(), content: Content::CopyOf(plan.asset.file.clone()) };
            Checked { value: vec![file], diagnostics: Vec::new() }
        })
    });
    let theme: Job<'a> =
        Box::new(move || Checked { value: site.theme.static_files().collect(), diagnostics: Vec::new() });
    copies.chain([theme]).collect()
}
