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

#[cfg(not(feature = "cloud"))]
fn publish(_: &Job) -> Result<Outcome, Stop> {
    Err(super::without_cloud())
}

#[cfg(feature = "cloud")]
fn publish(job: &Job) -> Result<Outcome, Stop> {
    use std::sync::Arc;

    use object_store::RetryConfig;
    use object_store::azure::MicrosoftAzureBuilder;

    use super::store::{self, Store, Wire};

    let options = job.options;
    let container = options.container.as_deref().unwrap_or_default();
    let name = format!("az://{container}/{}", options.prefix.as_deref().unwrap_or_default());
    let wire = Wire::new(store::concurrency(job)?)?;
    // The wire tries again.
    let once = RetryConfig { max_retries: 0, ..RetryConfig::default() };
    let mut builder = MicrosoftAzureBuilder::from_env()
        .with_container_name(container)
        .with_retry(once)
        .with_http_connector(wire.clone());
    if let Some(account) = &options.account {
        builder = builder.with_account(account);
    }
    if let Some(endpoint) = &options.endpoint {
        builder = builder.with_endpoint(endpoint.trim_end_matches('/').to_owned());
        builder = builder.with_allow_http(super::s3::is_local(endpoint));
    }
    let objects = Arc::new(builder.build().map_err(|e| store::unusable(&name, &e))?);
    store::publish(job, &Store { objects, name, wire, front: None })
}
