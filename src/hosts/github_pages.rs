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

#[cfg(test)]
mod tests {
    use super::super::headers::Policy;
    use super::*;

    #[test]
    fn own_domain() {
        let names = |origin: &str, base: &str| -> Vec<String> {
            let deployment = Deployment {
                base,
                origin,
                homes: Vec::new(),
                redirects: &[],
                unhashed: Vec::new(),
                policy: Policy::default(),
            };
            files(&deployment).value.into_iter().map(|file| file.path).collect()
        };
        assert_eq!(names("https://help.example", "/"), [".nojekyll", "CNAME"]);
        assert_eq!(names("https://org.github.io", "/kb/"), [".nojekyll"]);
        assert_eq!(names("https://org.github.io", "/"), [".nojekyll"]);
        assert_eq!(names("", "/"), [".nojekyll"]);
    }
}
