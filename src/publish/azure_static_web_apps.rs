//! Azure Static Web Apps, by its own program.

use super::vendor::{self, Vendor};
use super::{Job, Kind, Outcome, Stop};

pub const KIND: Kind = Kind {
    name: "azure-static-web-apps",
    keys: &["site", "environment", "program", "patience"],
    required: &[],
    schemes: &["azure-static-web-apps"],
    from_url: |url, options| options.site = url.host_str().map(str::to_owned),
    publish,
};

const VENDOR: Vendor = Vendor {
    name: "Azure Static Web Apps",
    program: "swa",
    advice: "install it (`npm install --global @azure/static-web-apps-cli`), or say where it is with `program`",
    args,
    address: |_, _| None,
    needs: None,
};

fn publish(job: &Job) -> Result<Outcome, Stop> {
    vendor::publish(job, &VENDOR)
}

fn args(job: &Job, folder: &str) -> Vec<String> {
    let environment = job.options.environment.as_deref().unwrap_or("production");
    // Its token, `SWA_CLI_DEPLOYMENT_TOKEN`, is taken from the environment.
    let mut args = vec!["deploy", folder, "--env", environment, "--no-use-keychain"];
    if let Some(site) = &job.options.site {
        args.extend(["--app-name", site]);
    }
    args.into_iter().map(str::to_owned).collect()
}
