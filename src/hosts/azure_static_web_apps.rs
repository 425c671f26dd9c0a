//! Azure Static Web Apps: everything in one small file, of which the first route that fits is right. It has one
//! not-found page, and the root page's own script chooses the language.

use serde_json::{Map, Value, json};

use super::headers::{ASK, IMMUTABLE, TYPES};
use super::limits::{Limits, MIB, grouped, left_to_pages, refused, with_left};
use super::{Deployment, Place, Profile, redirects};
use crate::model::{Checked, OutputFile};

pub const PROFILE: Profile = Profile::new("azure-static-web-apps", Place::Host, files).limited(LIMITS);

/// The file of rules may have 20 KB; a little is kept free, since nobody says how a KB is counted.
const LIMITS: Limits = Limits {
    files: Some(15_000),
    bytes: Some(500 * MIB),
    free_bytes: Some(250 * MIB),
    rule_bytes: Some(20_000),
    ..Limits::NONE
};

/// Types that Azure does not know, beside texts, of which it would not say how they are encoded.
const OWN_TYPES: [&str; 2] = ["avif", "webmanifest"];

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let base = deployment.base;
    let cached =
        |path: &str, value: &str| json!({ "route": format!("{base}{path}"), "headers": { "Cache-Control": value } });
    let mut routes: Vec<Value> = deployment.unhashed.iter().map(|path| cached(path, ASK)).collect();
    routes.push(cached("assets/*", IMMUTABLE));
    for (locale, home) in &deployment.homes {
        routes.push(json!({ "route": format!("{home}*"), "headers": { "Content-Language": locale.tag() } }));
    }
    let mut global: Map<String, Value> =
        deployment.policy.security().iter().map(|(name, value)| ((*name).to_owned(), json!(value))).collect();
    global.insert("Cache-Control".to_owned(), json!(ASK));
    let types = TYPES.iter().filter(|(ending, t)| OWN_TYPES.contains(ending) || t.contains("charset"));
    let mime_types: Map<String, Value> = types.map(|(ending, t)| (format!(".{ending}"), json!(t))).collect();
    let written = |routes: &[Value]| {
        json!({
            "trailingSlash": "always",
            "routes": routes,
            "responseOverrides": { "404": { "rewrite": format!("{base}404.html") } },
            "globalHeaders": global,
            "mimeTypes": mime_types,
        })
        .to_string()
    };
    let least = written(&routes).len();
    let most = LIMITS.rule_bytes.unwrap_or(usize::MAX);
    let mut refusal = None;
    if least > most {
        let what = "bytes in a file of rules";
        let help = "build fewer locales with `--locale`, or name fewer hosts in `publish.security`";
        let finding = refused(&PROFILE, what, least as u64, most as u64, "staticwebapp.config.json");
        refusal = Some(finding.help(help));
    }
    let mut moved: Vec<Value> = Vec::new();
    let mut bytes = least;
    let mut left = 0;
    for redirect in redirects::ordered(deployment) {
        let route = redirect.from.replace('*', "%2A");
        let rule = json!({ "route": route, "redirect": redirect.to, "statusCode": 301 });
        let more = rule.to_string().len() + 1;
        if bytes + more > most {
            left += 1;
        } else {
            bytes += more;
            moved.push(rule);
        }
    }
    moved.extend(routes);
    let why = format!("its file of rules takes {} bytes", grouped(most as u64));
    let left = (left > 0).then(|| left_to_pages(&PROFILE, left, &why));
    let mut checked = with_left(vec![OutputFile::text("staticwebapp.config.json", written(&moved))], left);
    checked.diagnostics.extend(refusal);
    checked
}
