//! S3 and what speaks its language, with CloudFront before it where that is said. Credentials come from the usual
//! variables, from the shared file of AWS, or from the machine.

use url::Url;

use super::{Job, Kind, Outcome, Stop};
use crate::config::TargetOptions;

pub const KIND: Kind = Kind {
    name: "s3",
    keys: &["bucket", "prefix", "endpoint", "region", "profile", "distribution", "concurrency"],
    required: &["bucket"],
    schemes: &["s3"],
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

    use object_store::RetryConfig;
    use object_store::aws::AmazonS3Builder;

    use super::store::{self, CloudFront, Store, Wire};

    let options = job.options;
    let bucket = options.bucket.as_deref().unwrap_or_default();
    let name = format!("s3://{bucket}/{}", options.prefix.as_deref().unwrap_or_default());
    let wire = Wire::new(store::concurrency(job)?)?;
    // The wire tries again.
    let once = RetryConfig { max_retries: 0, ..RetryConfig::default() };
    let mut builder =
        AmazonS3Builder::from_env().with_bucket_name(bucket).with_retry(once).with_http_connector(wire.clone());
    if let Some(keys) = credentials::shared(options.profile.as_deref())? {
        builder = builder.with_access_key_id(keys.id).with_secret_access_key(keys.secret);
        if let Some(token) = keys.token {
            builder = builder.with_token(token);
        }
    }
    if let Some(region) = &options.region {
        builder = builder.with_region(region);
    }
    let endpoint = options.endpoint.clone().or_else(|| variable("AWS_ENDPOINT_URL"));
    if let Some(endpoint) = &endpoint {
        builder = builder.with_endpoint(endpoint.trim_end_matches('/')).with_allow_http(is_local(endpoint));
    }
    let objects = Arc::new(builder.build().map_err(|e| store::unusable(&name, &e))?);
    let front = options.distribution.clone().map(|distribution| CloudFront {
        distribution,
        endpoint: variable("AWS_ENDPOINT_URL_CLOUDFRONT")
            .or(endpoint)
            .unwrap_or_else(|| "https://cloudfront.amazonaws.com".into()),
        credentials: objects.credentials().clone(),
        wire: wire.clone(),
    });
    store::publish(job, &Store { objects, name, wire, front })
}

#[cfg(feature = "cloud")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// Whether an address is on this machine, where nobody listens in.
#[cfg(feature = "cloud")]
pub fn is_local(address: &str) -> bool {
    Url::parse(address).is_ok_and(|url| match url.host() {
        Some(url::Host::Domain(name)) => name == "localhost" || name.ends_with(".localhost"),
        Some(url::Host::Ipv4(address)) => address.is_loopback(),
        Some(url::Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    })
}

#[cfg(feature = "cloud")]
mod credentials {
    //! The shared file of AWS: a profile in, its keys out.

    use std::path::PathBuf;

    use super::{Stop, variable};
    use crate::disk;
    use crate::publish::secrets;

    pub struct Keys {
        pub id: String,
        pub secret: String,
        pub token: Option<String>,
    }

    /// The keys of a profile, where no variable gives any.
    pub fn shared(profile: Option<&str>) -> Result<Option<Keys>, Stop> {
        if profile.is_none() && variable("AWS_ACCESS_KEY_ID").is_some() {
            return Ok(None);
        }
        let home = || std::env::home_dir().map(|home| home.join(".aws/credentials"));
        let Some(path) = variable("AWS_SHARED_CREDENTIALS_FILE").map(PathBuf::from).or_else(home) else {
            return Ok(None);
        };
        let text = disk::read_optional(&path)?;
        let wanted = profile.map(str::to_owned).or_else(|| variable("AWS_PROFILE"));
        let found = text.as_deref().and_then(|text| find(text, wanted.as_deref().unwrap_or("default")));
        match (found, wanted) {
            (Some(keys), _) => {
                secrets::remember(&keys.secret);
                keys.token.iter().for_each(|token| secrets::remember(token));
                Ok(Some(keys))
            }
            (None, Some(wanted)) if profile.is_some() => {
                Err(Stop::unable(format!("`{}` has no keys of the profile `{wanted}`", path.display())))
            }
            (None, _) => Ok(None),
        }
    }

    fn find(text: &str, profile: &str) -> Option<Keys> {
        let mut inside = false;
        let (mut id, mut secret, mut token) = (None, None, None);
        for line in text.lines().map(str::trim) {
            if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
                inside = name.trim() == profile;
            } else if inside && let Some((key, value)) = line.split_once('=') {
                let value = Some(value.trim().to_owned());
                match key.trim() {
                    "aws_access_key_id" => id = value,
                    "aws_secret_access_key" => secret = value,
                    "aws_session_token" => token = value,
                    _ => {}
                }
            }
        }
        Some(Keys { id: id?, secret: secret?, token })
    }

    #[cfg(test)]
    mod tests {
        use super::find;

        #[test]
        fn profiles() {
            let text = "# mine\n[default]\naws_access_key_id = A\naws_secret_access_key=B=\n\n[ docs ]\naws_access_key_id=C\naws_secret_access_key=D\naws_session_token=E\n[half]\naws_access_key_id=F\n";
            let keys = find(text, "default").unwrap();
            assert_eq!((keys.id.as_str(), keys.secret.as_str(), keys.token), ("A", "B=", None));
            assert_eq!(find(text, "docs").unwrap().token.as_deref(), Some("E"));
            assert!(find(text, "half").is_none() && find(text, "none").is_none());
        }
    }
}
