//! Cloudflare, by its own program.

use super::vendor::{self, Vendor, is_live};
use super::{Job, Kind, Outcome, Stop};

pub const KIND: Kind = Kind {
    name: "cloudflare",
    keys: &["project", "environment", "program", "patience"],
    required: &[],
    schemes: &["cloudflare"],
    from_url: |url, options| options.project = url.host_str().map(str::to_owned),
    publish,
};

/// The settings of a worker with the site's files, which builds for this host have.
const SETTINGS: &str = "wrangler.jsonc";

const VENDOR: Vendor = Vendor {
    name: "Cloudflare",
    program: "wrangler",
    advice: "install it (`npm install --global wrangler`), or say where it is with `program`",
    args,
    address: |_, _| None,
    needs: Some(SETTINGS),
};

fn publish(job: &Job) -> Result<Outcome, Stop> {
    vendor::publish(job, &VENDOR)
}

fn args(job: &Job, folder: &str) -> Vec<String> {
    let mut args = vec!["deploy".to_owned(), "--config".to_owned(), format!("{folder}/{SETTINGS}")];
    if let Some(project) = &job.options.project {
        args.extend(["--name".to_owned(), project.clone()]);
    }
    if let Err(environment) = is_live(job) {
        args.extend(["--env".to_owned(), environment.to_owned()]);
    }
    args
}
