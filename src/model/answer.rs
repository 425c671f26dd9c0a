use serde::{Deserialize, Serialize};

/// What an address outside the site was found to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// Readers find something there.
    Alive,
    /// Readers find nothing there.
    Dead(Dead),
    /// The server does not tell programs, such as one that wants a password.
    Untold,
    /// Nobody asked: an example, a host of the own network, or an address to be ignored.
    Skipped,
}

/// Why an address is dead.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dead {
    /// Such as “the server says 404 Not Found”; short, and without controls.
    pub why: String,
    /// Where the server says that it moved for good.
    pub moved: Option<String>,
}

/// How many addresses were found to be what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers {
    pub alive: usize,
    pub dead: usize,
    pub untold: usize,
    pub skipped: usize,
    /// Those of the above that were known from an earlier run.
    pub cached: usize,
}
