//! The settings of one target of `kbgen publish`, as `kbgen.yaml` says them. Which of them a kind of target has, it
//! says itself (see [`crate::publish::Kind`]). None of them is a secret: credentials come from the environment.

use serde::Deserialize;

use crate::hosts::Host;

macro_rules! options {
    ($($(#[$doc:meta])* $key:ident: $kind:ty,)*) => {
        /// A target. Every key but `to` can be left out here; kinds know which ones they need.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Deserialize)]
        #[serde(deny_unknown_fields, default)]
        pub struct TargetOptions {
            /// Its kind, such as `s3`.
            pub to: String,
            /// The host that the site is built for, where the kind does not tell it (`nginx`).
            pub server: Option<Host>,
            $($(#[$doc])* pub $key: Option<$kind>,)*
        }

        impl TargetOptions {
            /// The keys that are said, those of every kind left aside.
            pub fn said(&self) -> Vec<&'static str> {
                let mut said = Vec::new();
                $(if self.$key.is_some() { said.push(stringify!($key)); })*
                said
            }
        }
    };
}

options! {
    /// Folder on this machine, or on a host.
    path: String,
    /// Host that can be reached by SSH, with its user if need be: `docs@host.example`.
    host: String,
    /// Port of the host.
    port: u16,
    /// Bucket of S3 or Google Cloud Storage.
    bucket: String,
    /// Container of Azure Blob storage.
    container: String,
    /// Storage account of Azure.
    account: String,
    /// Folder in a bucket or container.
    prefix: String,
    /// Address of a server that speaks the language of the kind, where it is not the provider's own.
    endpoint: String,
    /// Region of a bucket.
    region: String,
    /// Profile in the shared file of AWS credentials.
    profile: String,
    /// Distribution of CloudFront that is told what changed.
    distribution: String,
    /// Repository that a branch is pushed to: a name of git, or an address.
    remote: String,
    /// Branch that holds the site.
    branch: String,
    /// Domain of GitHub Pages.
    cname: String,
    /// Whether a branch keeps earlier states of the site.
    history: bool,
    /// Site of Netlify.
    site: String,
    /// Project of Cloudflare.
    project: String,
    /// Environment, such as `preview`, of hosts that have several.
    environment: String,
    /// Whether releases lie side by side and a link leads to the current one.
    switch: bool,
    /// How many releases stay.
    keep: usize,
    /// File of settings for `ssh`, instead of the user's own.
    ssh_config: String,
    /// Program of the vendor, where it is not on `PATH` under its usual name.
    program: String,
    /// Seconds to wait until the public address shows what was published.
    patience: u64,
    /// How many files are sent at a time.
    concurrency: usize,
}
