//! The pages that are open, and what they are told. Enters: connections of pages, and builds. Leaves: server-sent events,
//! by channels. Never waits for a page: one that does not listen is let go, and asks again when it does.

use std::sync::{Arc, Mutex, MutexGuard, RwLock};

use axum::body::Bytes;
use serde_json::json;
use tokio::sync::mpsc;

use super::problems::Problems;
use super::store::Site;
use super::turn::{self, Page, Turn};

/// Events that can wait for one page.
const WAITING: usize = 32;

struct Client {
    page: Page,
    /// What it was told last of problems.
    problems: String,
    sender: mpsc::Sender<Bytes>,
}

#[derive(Default)]
struct State {
    clients: Vec<Client>,
    problems: Arc<Problems>,
    closed: bool,
}

/// What is served now, and to whom it is shown.
#[derive(Default)]
pub struct Hub {
    site: RwLock<Arc<Site>>,
    state: Mutex<State>,
}

impl Hub {
    /// The site as it is now.
    pub fn site(&self) -> Arc<Site> {
        self.site.read().unwrap_or_else(|poisoned| poisoned.into_inner()).clone()
    }

    /// What is wrong now.
    pub fn problems(&self) -> Arc<Problems> {
        self.lock().problems.clone()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Serves another site from now on, and tells the pages.
    pub fn publish(&self, site: Arc<Site>) {
        let mut state = self.lock();
        let before =
            std::mem::replace(&mut *self.site.write().unwrap_or_else(|poisoned| poisoned.into_inner()), site.clone());
        let sheets = turn::sheets(&before, &site);
        state.clients.retain_mut(|client| {
            let Some(turn) = turn::turn(Some(&before), &site, &sheets, &client.page) else {
                return !client.sender.is_closed();
            };
            match &turn {
                Turn::Style { version, .. } => client.page.version.clone_from(version),
                // If it is back before the browser has left, it loads again and stays.
                Turn::Gone { .. } => client.page.version.clear(),
                Turn::Reload => {}
            }
            client.sender.try_send(event(&turn)).is_ok()
        });
    }

    /// Tells the pages what is wrong from now on.
    pub fn publish_problems(&self, problems: Arc<Problems>) {
        let mut state = self.lock();
        state.problems = problems.clone();
        state.clients.retain_mut(|client| {
            let text = problems.of_page(&client.page.path);
            if text == client.problems {
                return !client.sender.is_closed();
            }
            client.problems.clone_from(&text);
            client.sender.try_send(message("problems", &text)).is_ok()
        });
    }

    /// A page that listens from now on: what it is told.
    pub fn join(&self, page: Page) -> mpsc::Receiver<Bytes> {
        let (sender, receiver) = mpsc::channel(WAITING);
        let mut state = self.lock();
        state.clients.retain(|client| !client.sender.is_closed());
        if state.closed {
            return receiver;
        }
        // A word at once, so that the browser knows that it is heard.
        let _ = sender.try_send(Bytes::from_static(b": kbgen\n\n"));
        if let Some(turn) = turn::turn(None, &self.site(), &[], &page) {
            let _ = sender.try_send(event(&turn));
        }
        let problems = state.problems.of_page(&page.path);
        let _ = sender.try_send(message("problems", &problems));
        state.clients.push(Client { page, problems, sender });
        receiver
    }

    /// Ends all connections, and takes no more.
    pub fn close(&self) {
        let mut state = self.lock();
        state.closed = true;
        state.clients.clear();
    }
}

fn event(turn: &Turn) -> Bytes {
    match turn {
        Turn::Reload => message("reload", "{}"),
        Turn::Style { sheets, version } => {
            message("style", &json!({ "sheets": sheets, "version": version }).to_string())
        }
        Turn::Gone { to } => message("gone", &json!({ "to": to }).to_string()),
    }
}

/// An event; JSON has no line breaks.
fn message(name: &str, data: &str) -> Bytes {
    format!("event: {name}\ndata: {data}\n\n").into()
}

#[cfg(test)]
mod tests {
    use super::super::store::{short_hash, tests::site};
    use super::*;

    fn page(path: &str, text: &str) -> Page {
        Page { path: path.to_owned(), version: short_hash(text.as_bytes()), missing: false }
    }

    fn heard(receiver: &mut mpsc::Receiver<Bytes>) -> Vec<String> {
        let mut names = Vec::new();
        while let Ok(bytes) = receiver.try_recv() {
            let text = String::from_utf8(bytes.to_vec()).unwrap();
            names.extend(text.lines().filter_map(|line| line.strip_prefix("event: ")).map(str::to_owned));
        }
        names
    }

    #[test]
    fn pages_are_told_what_concerns_them() {
        let hub = Hub::default();
        let first = Arc::new(site("/", &Site::default(), &[("index.html", "1"), ("a/index.html", "a")]));
        hub.publish(first.clone());
        let mut home = hub.join(page("/", "1"));
        let mut late = hub.join(page("/", "0"));
        let mut other = hub.join(page("/a/", "a"));
        assert_eq!(heard(&mut home), ["problems"]);
        assert_eq!(heard(&mut late), ["reload", "problems"]);
        assert_eq!(heard(&mut other), ["problems"]);
        drop(late);
        hub.publish(Arc::new(site("/", &first, &[("index.html", "2"), ("a/index.html", "a")])));
        assert_eq!(heard(&mut home), ["reload"]);
        assert_eq!(heard(&mut other), Vec::<String>::new());
        assert_eq!(hub.lock().clients.len(), 2);
        hub.publish_problems(Arc::new(Problems::default().failed("no")));
        hub.publish_problems(Arc::new(Problems::default().failed("no")));
        assert_eq!(heard(&mut other), ["problems"]);
        // A file that is moved about.
        hub.publish(Arc::new(site("/", &first, &[("index.html", "2")])));
        hub.publish(first);
        assert_eq!(heard(&mut other), ["gone", "reload"]);
    }

    #[test]
    fn one_that_does_not_listen_is_let_go() {
        let hub = Hub::default();
        let mut deaf = hub.join(page("/", "0"));
        for n in 0..WAITING * 2 {
            hub.publish_problems(Arc::new(Problems::default().failed(&n.to_string())));
        }
        assert_eq!(hub.lock().clients.len(), 0);
        assert!(!heard(&mut deaf).is_empty());
        hub.close();
        assert!(hub.join(page("/", "0")).try_recv().is_err());
    }
}
