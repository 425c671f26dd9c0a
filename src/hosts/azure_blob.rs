//! Azure Blob Storage (`$web`): headers belong to each file, one not-found page to the account; pages lead on.

use super::limits::{Limits, MIB};
use super::{Deployment, Place, Profile, objects};
use crate::model::{Checked, OutputFile};
use crate::plan::url;

pub const PROFILE: Profile = Profile::new("azure-blob", Place::Host, files).limited(LIMITS);

/// What one request uploads.
const LIMITS: Limits = Limits { file_bytes: Some(5_000 * MIB), ..Limits::NONE };

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let folder = url::decode(deployment.base.trim_start_matches('/'));
    Checked { value: vec![objects::rules(deployment, &folder)], diagnostics: Vec::new() }
}
