//! Google Cloud Storage.

use url::Url;

use super::{Job, Kind, Outcome, Stop};
use crate::config::TargetOptions;

pub const KIND: Kind = Kind {
    name: "gcs",
    keys: &["bucket", "prefix", "endpoint", "concurrency"],
    required: &["bucket"],
    schemes: &["gs", "gcs"],
    from_url,
    publish,
};

fn from_url(url: &Url, options: &mut TargetOptions) {
    options.bucket = url.host_str().map(str::to_owned);
    options.prefix = Some(url.path().trim_matches('/').to_owned()).filter(|prefix| !prefix.is_empty());
}

#[cfg(not(feature = "cloud"))]
fn publish(_: &Job) -> Result<Outcome, Stop> {
    Err(super::without_cloud())
}

#[cfg(feature = "cloud")]
fn publish(job: &Job) -> Result<Outcome, Stop> {
    use std::sync::Arc;

    use object_store::gcp::{GcpCredential, GoogleCloudStorageBuilder};
    use object_store::{ClientOptions, RetryConfig, StaticCredentialProvider};

    use super::store::{self, Store, Wire};

    let options = job.options;
    let bucket = options.bucket.as_deref().unwrap_or_default();
    let name = format!("gs://{bucket}/{}", options.prefix.as_deref().unwrap_or_default());
    let wire = Wire::new(store::concurrency(job)?)?;
    // The wire tries again.
    let once = RetryConfig { max_retries: 0, ..RetryConfig::default() };
    let mut builder = GoogleCloudStorageBuilder::from_env()
        .with_bucket_name(bucket)
        .with_retry(once)
        .with_http_connector(wire.clone());
    if let Some(endpoint) = &options.endpoint {
        let local = super::s3::is_local(endpoint);
        builder = builder.with_base_url(endpoint.trim_end_matches('/'));
        builder = builder.with_client_options(ClientOptions::new().with_allow_http(local));
        if local {
            // An emulator on this machine knows no credentials.
            let nobody = GcpCredential { bearer: String::new() };
            builder = builder.with_credentials(Arc::new(StaticCredentialProvider::new(nobody)));
        }
    }
    let objects = Arc::new(builder.build().map_err(|e| store::unusable(&name, &e))?);
    store::publish(job, &Store { objects, name, wire, front: None })
}
