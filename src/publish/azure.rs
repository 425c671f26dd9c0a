//! Blob storage of Azure, such as the container `$web` of a static website.

use url::Url;

use super::{Job, Kind, Outcome, Stop};
use crate::config::TargetOptions;

pub const KIND: Kind = Kind {
    name: "azure",
    keys: &["container", "account", "prefix", "endpoint", "concurrency"],
    required: &["container"],
    schemes: &["az", "azure"],
    from_url,
    publish,
};

fn from_url(url: &Url, options: &mut TargetOptions) {
    options.container = url.host_str().map(str::to_owned);
    options.prefix = Some(url.path().trim_matches('/').to_owned()).filter(|prefix| !prefix.is_empty());
}

fn publish(_: &Job) -> Result<Outcome, Stop> {
    Err(Stop::unable("this kbgen was built without object stores; build it with `--features cloud`"))
}
