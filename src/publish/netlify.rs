//! Netlify, by its own program.

use super::vendor::{self, Vendor, is_live};
use super::{Job, Kind, Outcome, Stop};

pub const KIND: Kind = Kind {
    name: "netlify",
    keys: &["site", "environment", "program", "patience"],
    required: &[],
    schemes: &["netlify"],
    from_url: |url, options| options.site = url.host_str().map(str::to_owned),
    publish,
};

const VENDOR: Vendor = Vendor {
    name: "Netlify",
    program: "netlify",
    advice: "install it (`npm install --global netlify-cli`), or say where it is with `program`",
    args,
    address,
    needs: None,
};

fn publish(job: &Job) -> Result<Outcome, Stop> {
    vendor::publish(job, &VENDOR)
}

fn args(job: &Job, folder: &str) -> Vec<String> {
    let mut args = vec!["deploy", "--dir", folder, "--no-build", "--json"];
    match is_live(job) {
        Ok(()) => args.push("--prod"),
        Err(environment) => args.extend(["--alias", environment]),
    }
    // Without it, `NETLIFY_SITE_ID` or the folder's own settings say which.
    if let Some(site) = &job.options.site {
        args.extend(["--site", site]);
    }
    args.into_iter().map(str::to_owned).collect()
}

/// A preview has an address of its own.
fn address(job: &Job, said: &super::program::Said) -> Option<String> {
    is_live(job).err()?;
    let told: serde_json::Value = serde_json::from_slice(&said.out).ok()?;
    let address = told["deploy_url"].as_str()?;
    // Below the same path as the site will be.
    let path = url::Url::parse(job.base_url?).ok()?.path().to_owned();
    Some(format!("{}{path}", address.trim_end_matches('/')))
}
