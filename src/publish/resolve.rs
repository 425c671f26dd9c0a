//! Which target is meant: a name in `kbgen.yaml` or an address, and settings that make sense for its kind.

use url::Url;

use super::{KINDS, Kind, kind};
use crate::config::{Publish, TargetOptions};
use crate::disk::Failure;

/// A target that can be asked.
pub struct Target {
    /// What people call it.
    pub name: String,
    pub kind: &'static Kind,
    pub options: TargetOptions,
}

/// Finds the target that `wanted` means: the name of one of `publish.targets`, or an address. Without it, the one that
/// `publish.target` names, or the only one.
///
/// # Errors
/// Where there is none, or its settings cannot be used.
pub fn resolve(publish: &Publish, wanted: Option<&str>) -> Result<Target, Failure> {
    let names = || {
        let names: Vec<String> = publish.targets.0.iter().map(|(name, _)| format!("`{name}`")).collect();
        if names.is_empty() { "`publish.targets` in kbgen.yaml has none".to_owned() } else { names.join(", ") }
    };
    let named = |name: &str| publish.targets.0.iter().find(|(n, _)| n == name).map(|(_, options)| options);
    let wanted = wanted.or(publish.target.as_deref());
    let (name, options) = match (wanted, &publish.targets.0[..]) {
        (Some(name), _) => match named(name) {
            Some(options) => (name, options.clone()),
            None if name.contains("://") => (name, from_address(name)?),
            None => return Err(Failure::new(format!("there is no target `{name}`; there are: {}", names()))),
        },
        (None, [(name, options)]) => (name.as_str(), options.clone()),
        (None, []) => {
            return Err(Failure::new(
                "no target is known; describe one in `publish.targets` of kbgen.yaml, or give an address such as `s3://bucket/prefix`",
            ));
        }
        (None, _) => {
            return Err(Failure::new(format!(
                "several targets are known: {}; name one, or set `publish.target` in kbgen.yaml",
                names()
            )));
        }
    };
    let kind = check(name, &options)?;
    Ok(Target { name: name.to_owned(), kind, options })
}

fn from_address(address: &str) -> Result<TargetOptions, Failure> {
    let url =
        Url::parse(address).map_err(|e| Failure::new(format!("the target `{}`: {e}", without_secret(address))))?;
    if url.password().is_some() {
        return Err(Failure::new(
            "the address of the target holds a password; credentials come from the environment alone",
        ));
    }
    let kind = KINDS.iter().find(|kind| kind.schemes.contains(&url.scheme())).ok_or_else(|| {
        let schemes: Vec<String> = KINDS.iter().flat_map(|k| k.schemes).map(|s| format!("`{s}://`")).collect();
        Failure::new(format!("`{}://` is no kind of target; there are {}", url.scheme(), schemes.join(", ")))
    })?;
    let mut options = TargetOptions { to: kind.name.to_owned(), ..TargetOptions::default() };
    (kind.from_url)(&url, &mut options);
    Ok(options)
}

/// An address as it can be shown.
fn without_secret(address: &str) -> String {
    match (address.split_once("://"), address.rsplit_once('@')) {
        (Some((scheme, _)), Some((_, host))) => format!("{scheme}://…@{host}"),
        _ => address.to_owned(),
    }
}

/// Checks that a target has the keys of its kind.
///
/// # Errors
/// Where it has others, or lacks one.
pub fn check(name: &str, options: &TargetOptions) -> Result<&'static Kind, Failure> {
    if options.to.is_empty() {
        return Err(Failure::new(format!("the target `{name}` does not say its kind: `to: s3`, for instance")));
    }
    let kind = kind(&options.to).map_err(|failure| Failure::new(format!("the target `{name}`: {failure}")))?;
    let said = options.said();
    if let Some(key) = said.iter().find(|key| !kind.keys.contains(key)) {
        let keys: Vec<String> = kind.keys.iter().map(|key| format!("`{key}`")).collect();
        return Err(Failure::new(format!(
            "the target `{name}`: `{key}` means nothing for `{}`, which has {}",
            kind.name,
            keys.join(", ")
        )));
    }
    if let Some(key) = kind.required.iter().find(|key| !said.contains(key)) {
        return Err(Failure::new(format!("the target `{name}`: `{}` needs `{key}`", kind.name)));
    }
    Ok(kind)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Config;
    use std::path::Path;

    fn find(text: &str, wanted: Option<&str>) -> Result<Target, String> {
        let config = Config::parse(text, Path::new("kbgen.yaml")).map_err(|e| e.to_string())?;
        resolve(&config.publish, wanted).map_err(|e| e.to_string())
    }

    const TWO: &str =
        "publish:\n  targets:\n    live: {to: s3, bucket: help, prefix: kb}\n    next: {to: azure, container: $web}\n";

    #[test]
    fn by_name_by_default_and_alone() {
        assert_eq!(find(TWO, Some("next")).unwrap().kind.name, "azure");
        let default = TWO.replace("publish:\n", "publish:\n  target: live\n");
        assert_eq!(find(&default, None).unwrap().options.bucket.as_deref(), Some("help"));
        assert_eq!(find("publish: {targets: {a: {to: gcs, bucket: b}}}", None).unwrap().name, "a");
        assert!(find(TWO, None).err().unwrap().contains("several targets are known: `live`, `next`"));
        assert!(find("", None).err().unwrap().contains("no target is known"));
        assert!(
            find(TWO, Some("lvie")).err().unwrap().contains("there is no target `lvie`; there are: `live`, `next`")
        );
    }

    #[test]
    fn by_address() {
        let s3 = find("", Some("s3://help/docs/kb/")).unwrap();
        assert_eq!(
            (s3.kind.name, s3.options.bucket.as_deref(), s3.options.prefix.as_deref()),
            ("s3", Some("help"), Some("docs/kb"))
        );
        let azure = find("", Some("az://$web")).unwrap();
        assert_eq!((azure.options.container.as_deref(), azure.options.prefix), (Some("$web"), None));
        assert_eq!(find("", Some("gs://b/p")).unwrap().kind.name, "gcs");
        assert!(find("", Some("ftp://host/")).err().unwrap().contains("`ftp://` is no kind of target"));
        let secret = find("", Some("s3://key:hidden@bucket/")).err().unwrap();
        assert!(secret.contains("holds a password") && !secret.contains("hidden"), "{secret}");
    }

    #[test]
    fn keys_of_the_kind_only() {
        let wrong = |text: &str| find(&format!("publish: {{targets: {{t: {text}}}}}"), None).err().unwrap();
        assert!(wrong("{to: s3, bucket: b, container: c}").contains("`container` means nothing for `s3`"));
        assert!(wrong("{to: s3}").contains("`s3` needs `bucket`"));
        assert!(wrong("{to: floppy}").contains("there is no kind of target `floppy`"));
        assert!(wrong("{bucket: b}").contains("the target `t` does not say its kind: `to: s3`"));
        assert!(wrong("{to: s3, buket: b}").contains("buket"));
    }
}
