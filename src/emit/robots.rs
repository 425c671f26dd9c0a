//! `robots.txt`: everything may be read; what is not to be listed says so itself. Of a preview nothing may be.

use super::site::Site;
use super::{Emitter, Job};
use crate::model::{Checked, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "robots", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let file = move || {
        let sitemap = site.plan.absolute(&format!("{}sitemap.xml", site.plan.base));
        let text = match site.plan.host.preview {
            true => "User-agent: *\nDisallow: /\n".to_owned(),
            false => format!("User-agent: *\nAllow: /\n\nSitemap: {sitemap}\n"),
        };
        Checked { value: vec![OutputFile::text("robots.txt", text)], diagnostics: Vec::new() }
    };
    vec![Job::new("robots", move |keyed| keyed.add(&(&site.plan.base, &site.plan.origin, &site.plan.host)), file)]
}
