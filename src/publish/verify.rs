//! The proof: some files of a site in, fetched through its public address, right or not out.

use std::thread;
use std::time::{Duration, Instant};

use super::{Class, Progress, Stop, site};
use crate::external;

/// How many files are fetched.
const SAMPLE: usize = 25;
/// How long caches may show what was before.
const PATIENCE: Duration = Duration::from_secs(30);

/// Fetches a sample of files, each given by path and hash, and compares them; tells how many.
///
/// # Errors
/// Where one is not there, or is another one.
pub fn verify(files: &[(String, String)], base_url: &str, hear: &dyn Fn(Progress)) -> Result<usize, Stop> {
    within(PATIENCE, &sample(files), base_url, hear)
}

fn agent() -> Result<ureq::Agent, Stop> {
    let config = ureq::Agent::config_builder()
        .user_agent(concat!("kbgen/", env!("CARGO_PKG_VERSION")))
        .http_status_as_error(false)
        .timeout_global(Some(Duration::from_secs(30)))
        .tls_config(external::tls()?);
    Ok(config.build().into())
}

/// Fetches a sample of files once; those that are not there, or are others.
///
/// # Errors
/// Where nothing can be asked at all.
pub fn missing(
    files: &[(String, String)],
    base_url: &str,
    hear: &dyn Fn(Progress),
) -> Result<Vec<(String, String)>, Stop> {
    let agent = agent()?;
    let sample = sample(files);
    hear(Progress::Begin("looking", sample.len()));
    let is_missing = |(path, hash): &(String, String)| {
        hear(Progress::Step);
        look(&agent, &address(base_url, path), path, hash).is_err()
    };
    Ok(sample.into_iter().filter(is_missing).collect())
}

/// Fetches just these files, until they are right or patience ends; tells how many.
///
/// # Errors
/// Where one is not there, or is another one.
pub fn within(
    patience: Duration,
    sample: &[(String, String)],
    base_url: &str,
    hear: &dyn Fn(Progress),
) -> Result<usize, Stop> {
    let agent = agent()?;
    hear(Progress::Begin("checking", sample.len()));
    let begin = Instant::now();
    for (path, hash) in sample {
        let address = address(base_url, path);
        let mut pause = Duration::from_millis(250);
        while let Err(why) = look(&agent, &address, path, hash) {
            if begin.elapsed() + pause > patience {
                return Err(Stop::failed(format!(
                    "the site is published, but <{address}> is not as it should be: {why}"
                )));
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_secs(8));
        }
        hear(Progress::Step);
    }
    Ok(sample.len())
}

fn look(agent: &ureq::Agent, address: &str, path: &str, hash: &str) -> Result<(), String> {
    let mut answer = agent.get(address).call().map_err(|e| e.to_string())?;
    let status = answer.status();
    if status != 200 {
        return Err(format!("the answer is {status}"));
    }
    let bytes = answer.body_mut().with_config().limit(1 << 30).read_to_vec().map_err(|e| e.to_string())?;
    if site::hash(path, &bytes) == hash { Ok(()) } else { Err("its content is another one".into()) }
}

/// Files of every class, spread over the site. Rules for hosts are left out, since many hosts do not show them.
pub fn sample(files: &[(String, String)]) -> Vec<(String, String)> {
    let mut sample = Vec::new();
    for class in [Class::Root, Class::Manifest, Class::Page, Class::Search, Class::Asset] {
        let of: Vec<_> =
            files.iter().filter(|(path, _)| Class::of(path) == class && !path.starts_with(['_', '.'])).collect();
        let most = SAMPLE / 5;
        let step = of.len().div_ceil(most).max(1);
        sample.extend(of.into_iter().step_by(step).cloned());
    }
    sample
}

/// Where readers find a file.
fn address(base_url: &str, path: &str) -> String {
    let mut address = base_url.trim_end_matches('/').to_owned() + "/";
    for byte in path.strip_suffix("index.html").unwrap_or(path).bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses() {
        assert_eq!(address("https://a.example/kb", "fr-fr/a b/index.html"), "https://a.example/kb/fr-fr/a%20b/");
        assert_eq!(address("https://a.example/", "index.html"), "https://a.example/");
    }

    #[test]
    fn samples_have_every_class() {
        let files: Vec<(String, String)> = (0..1000)
            .map(|n| format!("fr-fr/a{n}/index.html"))
            .chain(["index.html", "_redirects", "assets/a.css", "fr-fr/feed.xml"].map(str::to_owned))
            .map(|path| (path, String::new()))
            .collect();
        let sample = sample(&files);
        assert_eq!(sample.len(), 8);
        assert!(sample.iter().all(|(path, _)| path != "_redirects"));
    }
}
