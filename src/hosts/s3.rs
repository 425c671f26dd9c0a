//! S3 behind CloudFront: headers belong to each file; a function of CloudFront finds index files, answers redirects and
//! chooses the language at the root. CloudFront has one not-found page.

use serde_json::{Map, Value, json};

use super::limits::{GIB, Limits, grouped, left_to_pages, with_left};
use super::{Deployment, PRIVATE, Place, Profile, objects, redirects, script};
use crate::model::{Checked, OutputFile};
use crate::plan::url;

pub const PROFILE: Profile = Profile::new("s3", Place::Host, files).limited(LIMITS);

/// One request uploads five gigabytes; a function of CloudFront may have 10 KB.
const LIMITS: Limits = Limits { file_bytes: Some(5 * GIB), rule_bytes: Some(10_000), ..Limits::NONE };

const FUNCTION: &str = include_str!("cloudfront.js");

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let folder = url::decode(deployment.base.trim_start_matches('/'));
    let (function, left) = function(deployment);
    let files = vec![
        objects::rules(deployment, &folder),
        OutputFile::text(format!("{PRIVATE}cloudfront-function.js"), function),
        OutputFile::text(format!("{PRIVATE}cloudfront-headers.json"), format!("{:#}\n", headers(deployment))),
    ];
    let most = LIMITS.rule_bytes.unwrap_or(usize::MAX);
    let why = format!("its function takes {} bytes", grouped(most as u64));
    with_left(files, (left > 0).then(|| left_to_pages(&PROFILE, left, &why)))
}

/// The function with as many redirects as it can hold, and how many it cannot.
fn function(deployment: &Deployment<'_>) -> (String, usize) {
    let written = |redirects| script::script(deployment, &[("REDIRECTS", Value::Object(redirects))], FUNCTION);
    let most = LIMITS.rule_bytes.unwrap_or(usize::MAX);
    let mut bytes = written(Map::new()).len();
    let mut kept = Map::new();
    let mut left = 0;
    for redirect in redirects::ordered(deployment) {
        let more = json!([redirect.from, redirect.to]).to_string().len();
        if bytes + more > most {
            left += 1;
        } else {
            bytes += more;
            kept.insert(redirect.from.clone(), json!(redirect.to));
        }
    }
    (written(kept), left)
}

/// A response headers policy, as `aws cloudfront create-response-headers-policy` reads it.
fn headers(deployment: &Deployment<'_>) -> Value {
    let mut security = Map::new();
    let mut custom = Vec::new();
    for (name, value) in deployment.policy.security() {
        match *name {
            "Content-Security-Policy" => {
                security.insert((*name).replace('-', ""), json!({ "Override": true, "ContentSecurityPolicy": value }));
            }
            "Referrer-Policy" => {
                security.insert("ReferrerPolicy".to_owned(), json!({ "Override": true, "ReferrerPolicy": value }));
            }
            "X-Content-Type-Options" => {
                security.insert("ContentTypeOptions".to_owned(), json!({ "Override": true }));
            }
            other => custom.push(json!({ "Header": other, "Value": value, "Override": true })),
        }
    }
    let mut policy = json!({ "Name": "kbgen", "SecurityHeadersConfig": security });
    if !custom.is_empty() {
        policy["CustomHeadersConfig"] = json!({ "Quantity": custom.len(), "Items": custom });
    }
    policy
}
