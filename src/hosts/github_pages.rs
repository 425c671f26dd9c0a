//! GitHub Pages: takes files as they are. It has no redirects of its own, no headers and one not-found page;
//! pages lead on.

use super::limits::{GIB, Limits, MIB};
use super::{Deployment, Place, Profile};
use crate::model::{Checked, OutputFile};

pub const PROFILE: Profile = Profile::new("github-pages", Place::Site, files).limited(LIMITS);

/// A site may have one gigabyte; Git's server refuses files above 100 MiB.
const LIMITS: Limits = Limits { bytes: Some(GIB), file_bytes: Some(100 * MIB), ..Limits::NONE };

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    // Without this file, names that begin with `_` would be left out.
    let mut files = vec![OutputFile::text(".nojekyll", "")];
    let domain = deployment.domain();
    if !domain.is_empty() && !domain.ends_with(".github.io") && deployment.base == "/" {
        files.push(OutputFile::text("CNAME", format!("{domain}\n")));
    }
    Checked { value: files, diagnostics: Vec::new() }
}
