//! The objects below one prefix: names, bytes and marks in and out. Knows what a mark is, not what a site is.

use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use futures_util::{StreamExt, stream};
use object_store::path::Path;
use object_store::{
    Attribute, Attributes, CopyOptions, Error, GetOptions, ObjectStore, PutMode, PutOptions, PutPayload, UpdateVersion,
};

use super::http::LeaseIsOver;
use super::records::HIDDEN;
use crate::publish::{Stop, headers, hide};

/// Names of what an object says of itself.
const HASH: &str = "kbgen";
const BY: &str = "kbgenby";

/// A store and the folder in it.
#[derive(Clone, Debug)]
pub struct Remote {
    store: Arc<dyn ObjectStore>,
    prefix: String,
    /// What people call it.
    pub name: String,
    /// Name of this publisher.
    pub by: String,
}

/// One state of an object, for changing it only if nobody else did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version(UpdateVersion);

/// What an object says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mark {
    pub hash: String,
    pub by: String,
}

/// How an object is written.
#[derive(Clone, Debug)]
pub enum Mode {
    /// Whatever is there.
    Overwrite,
    /// Only where nothing is.
    Create,
    /// Only over this state.
    Replace(Version),
}

/// What became of an object that was to be written under a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Put {
    Done(Version),
    /// The condition does not hold.
    Refused,
}

impl Remote {
    pub fn new(store: Arc<dyn ObjectStore>, prefix: Option<&str>, name: &str, by: String) -> Self {
        let prefix = prefix.map(|p| p.trim_matches('/')).filter(|p| !p.is_empty());
        Self { store, prefix: prefix.map(|p| format!("{p}/")).unwrap_or_default(), name: name.to_owned(), by }
    }

    fn at(&self, path: &str) -> Result<Path, Stop> {
        // Names are kept as they are: hosts look for what the address says.
        Path::parse(format!("{}{path}", self.prefix))
            .map_err(|e| Stop::failed(format!("`{path}` cannot be the name of an object: {e}")))
    }

    /// The bytes of an object and its state, if there is one.
    pub async fn get(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Stop> {
        let result = match self.store.get_opts(&self.at(path)?, GetOptions::default()).await {
            Ok(result) => result,
            Err(Error::NotFound { .. }) => return Ok(None),
            Err(e) => return Err(self.stop("read", path, &e)),
        };
        let version = Version(UpdateVersion { e_tag: result.meta.e_tag.clone(), version: result.meta.version.clone() });
        let bytes = result.bytes().await.map_err(|e| self.stop("read", path, &e))?;
        Ok(Some((bytes.to_vec(), version)))
    }

    /// What an object says of itself: nothing where there is none, an empty mark where it is not ours.
    pub async fn mark(&self, path: &str) -> Result<Option<Mark>, Stop> {
        let options = GetOptions { head: true, ..GetOptions::default() };
        match self.store.get_opts(&self.at(path)?, options).await {
            Ok(result) => {
                let of = |name: &'static str| {
                    result.attributes.get(&Attribute::Metadata(name.into())).map(|v| v.to_string()).unwrap_or_default()
                };
                Ok(Some(Mark { hash: of(HASH), by: of(BY) }))
            }
            Err(Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(self.stop("read", path, &e)),
        }
    }

    /// Writes a file of the site, with its header and mark.
    pub async fn upload(&self, path: &str, bytes: PutPayload, hash: &str, mode: Mode) -> Result<Put, Stop> {
        let mut attributes = Attributes::new();
        for (name, value) in headers(path) {
            let attribute = match name {
                "content-type" => Attribute::ContentType,
                "cache-control" => Attribute::CacheControl,
                "content-language" => Attribute::ContentLanguage,
                "content-disposition" => Attribute::ContentDisposition,
                // Others are for hosts that can send them.
                _ => continue,
            };
            attributes.insert(attribute, value.into());
        }
        attributes.insert(Attribute::Metadata(HASH.into()), hash.to_owned().into());
        attributes.insert(Attribute::Metadata(BY.into()), self.by.clone().into());
        self.put(path, bytes, mode, attributes).await
    }

    /// Writes a record.
    pub async fn record(&self, path: &str, bytes: Vec<u8>, mode: Mode) -> Result<Put, Stop> {
        let mut attributes = Attributes::new();
        let kind = if path.ends_with(".json") { "application/json" } else { "application/gzip" };
        attributes.insert(Attribute::ContentType, kind.into());
        attributes.insert(Attribute::CacheControl, "no-store".into());
        self.put(path, bytes.into(), mode, attributes).await
    }

    async fn put(&self, path: &str, bytes: PutPayload, mode: Mode, attributes: Attributes) -> Result<Put, Stop> {
        let mode = match mode {
            Mode::Overwrite => PutMode::Overwrite,
            Mode::Create => PutMode::Create,
            Mode::Replace(Version(version)) => PutMode::Update(version),
        };
        let options = PutOptions { mode, attributes, ..PutOptions::default() };
        match self.store.put_opts(&self.at(path)?, bytes, options).await {
            Ok(put) => Ok(Put::Done(Version(UpdateVersion { e_tag: put.e_tag, version: put.version }))),
            Err(Error::AlreadyExists { .. } | Error::Precondition { .. }) => Ok(Put::Refused),
            Err(Error::NotFound { .. }) => {
                Err(Stop::unable(format!("{}: there is no such bucket or container", self.name)))
            }
            Err(e) => Err(self.stop("write", path, &e)),
        }
    }

    /// Copies an object there, header and mark with it; tells whether there was one.
    pub async fn copy(&self, from: &str, to: &str) -> Result<bool, Stop> {
        let (source, target) = (self.at(from)?, self.at(to)?);
        // S3 can fail after it has said that all is well, which the library tells as any failure.
        let mut left = 3;
        loop {
            left -= 1;
            match self.store.copy_opts(&source, &target, CopyOptions::default()).await {
                Ok(()) => return Ok(true),
                Err(Error::NotFound { .. }) => return Ok(false),
                Err(e @ Error::Generic { .. }) if left > 0 && !is_over(&e) => {}
                Err(e) => return Err(self.stop("copy", from, &e)),
            }
        }
    }

    /// Deletes objects; what is gone already is no failure.
    pub async fn delete(&self, paths: &[String]) -> Result<(), Stop> {
        let places = paths.iter().map(|path| self.at(path)).collect::<Result<Vec<_>, _>>()?;
        // The library asks for a thousand at once where the store can do that.
        let mut gone = self.store.delete_stream(stream::iter(places.into_iter().map(Ok)).boxed());
        while let Some(result) = gone.next().await {
            match result {
                Ok(_) | Err(Error::NotFound { .. }) => {}
                Err(e) => {
                    return Err(self.stop("delete", &paths.join("`, `").chars().take(80).collect::<String>(), &e));
                }
            }
        }
        Ok(())
    }

    fn stop(&self, doing: &str, path: &str, error: &Error) -> Stop {
        let mut words = String::new();
        let mut cause: Option<&dyn std::error::Error> = Some(error);
        while let Some(error) = cause {
            words = error.to_string();
            cause = error.source();
        }
        if words.is_empty() {
            words = error.to_string();
        }
        let shown = short(&words);
        let path = if path.starts_with(HIDDEN) { path.to_owned() } else { format!("{}{path}", self.prefix) };
        Stop::failed(hide(&format!("{}: cannot {doing} `{path}`: {shown}", self.name)))
    }
}

/// What a server says, without the XML around it.
fn short(words: &str) -> String {
    let of = |name: &str| {
        let from = words.find(&format!("<{name}>"))? + name.len() + 2;
        Some(&words[from..from + words[from..].find("</")?])
    };
    let words = match (of("Code"), of("Message")) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        _ => words.to_owned(),
    };
    words.split_whitespace().collect::<Vec<_>>().join(" ").trim_end_matches('.').chars().take(300).collect()
}

/// Whether the lease was over.
fn is_over(error: &Error) -> bool {
    let mut cause: Option<&(dyn std::error::Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if error.is::<LeaseIsOver>() {
            return true;
        }
        cause = error.source();
    }
    false
}

/// Time since 1970.
pub fn now() -> Duration {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default()
}
