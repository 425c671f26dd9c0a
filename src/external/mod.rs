//! External: addresses outside the site in, what became of each out. The only place that asks the
//! network, and it does so politely; it knows nothing of pages, and never reads what a page says.

mod address;
mod ask;
mod cache;
mod judge;
mod queue;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use url::Url;

use crate::config::External;
use crate::disk::Failure;
use crate::model::{Answer, Answers, Dead};

pub use ask::tls;

use address::Address;
use cache::Cache;

/// Name of the cache below the folder of the site.
pub const CACHE: &str = ".kbgen/external-links.json";

/// What is to be asked, and what is known already.
pub struct Inquiry<'a> {
    options: &'a External,
    /// Every address as it was given, with the one that stands for it.
    given: BTreeMap<String, String>,
    /// By the address that stands for others.
    known: BTreeMap<String, Answer>,
    open: Vec<Url>,
    cache: Cache,
    cached: usize,
}

/// What became of the addresses.
pub struct Outcome {
    /// By the address as it was given.
    pub answers: BTreeMap<String, Answer>,
    /// How many different addresses there are.
    pub counts: Answers,
    /// Why the answers could not be kept for the next run, where they could not.
    pub unkept: Option<Failure>,
}

impl<'a> Inquiry<'a> {
    /// Looks at addresses of `http:` and `https:`, and at what is known of them from earlier runs.
    pub fn new<'t>(addresses: impl Iterator<Item = &'t str>, options: &'a External, cache: &Path) -> Self {
        let cache = Cache::open(cache);
        let mut inquiry =
            Self { options, given: BTreeMap::new(), known: BTreeMap::new(), open: Vec::new(), cache, cached: 0 };
        let mut seen: BTreeSet<String> = BTreeSet::new();
        for text in addresses {
            if inquiry.given.contains_key(text) {
                continue;
            }
            let address = address::read(text, options);
            let name = if let Address::Ask(url) = &address { url.as_str() } else { text }.to_owned();
            inquiry.given.insert(text.to_owned(), name.clone());
            if !seen.insert(name.clone()) {
                continue;
            }
            let known = match address {
                Address::Skip => Some(Answer::Skipped),
                Address::Invalid => Some(Answer::Dead(Dead { why: "no browser understands it".into(), moved: None })),
                Address::Ask(url) => {
                    let known = inquiry.cache.get(&name).cloned();
                    match &known {
                        Some(_) => inquiry.cached += 1,
                        None => inquiry.open.push(url),
                    }
                    known
                }
            };
            inquiry.known.extend(known.map(|answer| (name, answer)));
        }
        inquiry
    }

    /// How many addresses have to be asked.
    pub fn open(&self) -> usize {
        self.open.len()
    }

    /// Asks; `step` hears of each answer.
    ///
    /// # Errors
    /// Where the network cannot be reached.
    pub fn run(self, step: &(dyn Fn() + Sync)) -> Result<Outcome, Failure> {
        let Self { options, given, mut known, open, mut cache, cached } = self;
        if !open.is_empty() {
            let client = ask::Client::new(options.timeout)?;
            let names: Vec<String> = open.iter().map(Url::to_string).collect();
            let mut reached = false;
            let asked = queue::run(open, &client, options, &mut |number, answer, any| {
                reached = any;
                cache.put(&names[number], &answer, any);
                known.insert(names[number].clone(), answer);
                step();
            });
            asked.map_err(|silence| unreachable(&silence))?;
            // Where nobody answers at all, the next run may know more.
            if reached {
                cache.save();
            }
        }
        let mut counts = Answers { cached, ..Answers::default() };
        for answer in known.values() {
            *match answer {
                Answer::Alive => &mut counts.alive,
                Answer::Dead(_) => &mut counts.dead,
                Answer::Untold => &mut counts.untold,
                Answer::Skipped => &mut counts.skipped,
            } += 1;
        }
        let answers = given.into_iter().filter_map(|(text, name)| Some((text, known.get(&name)?.clone()))).collect();
        Ok(Outcome { answers, counts, unkept: cache.refused() })
    }
}

fn unreachable(silence: &queue::Silence) -> Failure {
    let first = silence.hosts.iter().next().map(|(host, why)| format!(" (`{host}`: {why})")).unwrap_or_default();
    Failure::new(format!(
        "the network cannot be reached: none of {} hosts answers{first}; links that lead out of the site were not checked",
        silence.hosts.len()
    ))
}
