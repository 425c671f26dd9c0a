//! `_redirects`: every redirect on a line of its own, which several static hosts read and answer
//! themselves, before a page is loaded.

use std::fmt::Write;

use super::site::Site;
use super::{Emitter, Job};
use crate::model::{Checked, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "host-redirects", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = || Job::new("host-redirects", move |keyed| keyed.add(&site.plan.redirects), move || file(site));
    if site.plan.redirects.is_empty() { Vec::new() } else { vec![job()] }
}

fn file(site: &Site<'_>) -> Checked<Vec<OutputFile>> {
    let mut text = String::new();
    for redirect in &site.plan.redirects {
        // A star or a colon would be a pattern.
        let from = redirect.from.replace('*', "%2A").replace(':', "%3A");
        let to = redirect.to.replace(char::is_whitespace, "%20");
        let _ = writeln!(text, "{from} {to} 301");
    }
    Checked { value: vec![OutputFile::text("_redirects", text)], diagnostics: Vec::new() }
}
