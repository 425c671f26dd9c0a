//! A plain folder, for a host that kbgen does not know: redirects in the form that several hosts read.

use super::limits::with_left;
use super::{Deployment, Place, Profile, redirects};
use crate::model::{Checked, OutputFile};

pub const PROFILE: Profile = Profile::new("folder", Place::Site, files);

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let (text, left) = redirects::lines(deployment, &PROFILE, false);
    let files = if text.is_empty() { Vec::new() } else { vec![OutputFile::text("_redirects", text)] };
    with_left(files, left)
}
