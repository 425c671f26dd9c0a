//! CloudFront, which keeps copies of pages near their readers: paths that changed in, a request to forget them out.

use std::sync::Arc;

use object_store::aws::{AwsAuthorizer, AwsCredentialProvider};
use object_store::client::{HttpRequestBody, HttpService};
use ureq::http::{Method, Request, StatusCode, header};

use super::http::Wire;
use crate::publish::{Stop, hide};

/// A distribution that has to be told.
pub struct CloudFront {
    pub distribution: String,
    /// Address of the service.
    pub endpoint: String,
    pub credentials: AwsCredentialProvider,
    pub wire: Wire,
}

/// CloudFront is the same everywhere, and is asked in one place.
const REGION: &str = "us-east-1";

impl CloudFront {
    /// Tells it to forget paths below a prefix. `by` names the publication: asking twice costs once.
    pub async fn forget(&self, paths: &[String], prefix: Option<&str>, by: &str) -> Result<(), Stop> {
        let stop = |why: String| {
            Stop::failed(hide(&format!(
                "the site is published, but CloudFront was not told: {why}; publish again to tell it"
            )))
        };
        let body = body(&patterns(paths, prefix), by);
        let address = format!(
            "{}/2020-05-31/distribution/{}/invalidation",
            self.endpoint.trim_end_matches('/'),
            self.distribution
        );
        let mut request = Request::builder()
            .method(Method::POST)
            .uri(address)
            .header(header::CONTENT_TYPE, "text/xml")
            .body(HttpRequestBody::from(body))
            .map_err(|e| stop(e.to_string()))?;
        let credential = Arc::clone(&self.credentials).get_credential().await.map_err(|e| stop(e.to_string()))?;
        AwsAuthorizer::new(&credential, "cloudfront", REGION)
            .try_authorize(&mut request, None)
            .map_err(|e| stop(e.to_string()))?;
        let answer = self.wire.call(request).await.map_err(|e| stop(e.to_string()))?;
        match answer.status() {
            status if status.is_success() => Ok(()),
            StatusCode::NOT_FOUND => Err(stop(format!("there is no distribution `{}`", self.distribution))),
            status => Err(stop(format!("it answers {status}"))),
        }
    }
}

/// The addresses of paths, as CloudFront knows them. A page is known by its folder and by its file.
fn patterns(paths: &[String], prefix: Option<&str>) -> Vec<String> {
    let prefix = prefix.map(|p| p.trim_matches('/')).filter(|p| !p.is_empty()).map_or("/".into(), |p| format!("/{p}/"));
    let mut patterns = Vec::new();
    for path in paths {
        match path.strip_suffix("index.html") {
            Some("") => patterns.extend([prefix.clone(), format!("{prefix}index.html")]),
            // The folder and what lies in it: one pattern costs as much as one path.
            Some(folder) if folder.matches('/').count() > 1 => patterns.push(format!("{prefix}{}*", encoded(folder))),
            Some(folder) => {
                let folder = encoded(folder);
                patterns.extend([format!("{prefix}{folder}"), format!("{prefix}{folder}index.html")]);
            }
            None => patterns.push(format!("{prefix}{}", encoded(path))),
        }
    }
    patterns
}

/// A path as it stands in an address; `*` means what it means here.
fn encoded(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/*".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

fn body(patterns: &[String], by: &str) -> String {
    let items: String = patterns.iter().map(|pattern| format!("<Path>{pattern}</Path>")).collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<InvalidationBatch xmlns=\"http://cloudfront.amazonaws.com/doc/2020-05-31/\"><Paths><Quantity>{}</Quantity><Items>{items}</Items></Paths><CallerReference>{by}</CallerReference></InvalidationBatch>",
        patterns.len()
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_paths() {
        let of = |path: &str, prefix| patterns(&[path.to_owned()], prefix);
        assert_eq!(of("index.html", None), ["/", "/index.html"]);
        assert_eq!(of("fr-fr/index.html", Some("kb")), ["/kb/fr-fr/", "/kb/fr-fr/index.html"]);
        assert_eq!(of("fr-fr/été/index.html", None), ["/fr-fr/%C3%A9t%C3%A9/*"]);
        assert_eq!(of("*", Some("/kb/")), ["/kb/*"]);
        assert_eq!(of("sitemap.xml", None), ["/sitemap.xml"]);
    }
}
