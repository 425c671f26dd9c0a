//! Google Cloud Storage: headers belong to each file, one not-found page to the bucket; pages lead on.

use super::limits::{GIB, Limits};
use super::{Deployment, Place, Profile, objects};
use crate::model::{Checked, OutputFile};
use crate::plan::url;

pub const PROFILE: Profile = Profile::new("gcs", Place::Host, files).limited(LIMITS);

const LIMITS: Limits = Limits { file_bytes: Some(5 * 1024 * GIB), ..Limits::NONE };

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let folder = url::decode(deployment.base.trim_start_matches('/'));
    Checked { value: vec![objects::rules(deployment, &folder)], diagnostics: Vec::new() }
}
