//! What waits for the next build. Enters: changes, at any time. Leaves: all of them at once. So a build that is running is
//! followed by one other, however much happens meanwhile.

use std::sync::{Condvar, Mutex, MutexGuard};

use crate::read::Changes;

#[derive(Debug, Default)]
struct State {
    waiting: Option<Changes>,
    closed: bool,
}

/// A place for changes.
#[derive(Debug, Default)]
pub struct Mailbox {
    state: Mutex<State>,
    news: Condvar,
}

impl Mailbox {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }

    /// Adds changes to those that wait.
    pub fn post(&self, changes: Changes) {
        let mut state = self.lock();
        state.waiting = Some(match state.waiting.take() {
            Some(waiting) => waiting.and(changes),
            None => changes,
        });
        self.news.notify_one();
    }

    /// Waits for changes; `None` when there will be none.
    pub fn take(&self) -> Option<Changes> {
        let mut state = self.lock();
        loop {
            if state.closed {
                return None;
            }
            if let Some(changes) = state.waiting.take() {
                return Some(changes);
            }
            state = self.news.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner());
        }
    }

    /// Says that nobody builds any more.
    pub fn close(&self) {
        self.lock().closed = true;
        self.news.notify_all();
    }

    pub fn is_closed(&self) -> bool {
        self.lock().closed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paths(names: &[&str]) -> Changes {
        Changes::Paths(names.iter().map(Into::into).collect())
    }

    #[test]
    fn changes_add_up() {
        let mailbox = Mailbox::default();
        mailbox.post(paths(&["a", "b"]));
        mailbox.post(paths(&["b", "c"]));
        assert_eq!(mailbox.take(), Some(paths(&["a", "b", "c"])));
        mailbox.post(paths(&["d"]));
        mailbox.post(Changes::All);
        mailbox.post(paths(&["e"]));
        assert_eq!(mailbox.take(), Some(Changes::All));
        mailbox.post(paths(&["f"]));
        mailbox.close();
        assert_eq!(mailbox.take(), None);
    }
}
