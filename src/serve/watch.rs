//! What is watched, and what has changed. Enters: the folders and files that a site is made of. Leaves: `Changes`, once a
//! burst of them is over. Never reads a file, and knows nothing of building.

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::thread;
use std::time::{Duration, Instant};

use notify::event::{AccessKind, AccessMode, CreateKind, ModifyKind, RenameMode};
use notify::{
    Config, ErrorKind, Event, EventKind, EventKindMask, PollWatcher, RecommendedWatcher, RecursiveMode, Watcher,
};

use crate::disk::{self, Failure, pieces};

use super::debounce::{Debounce, Heard};
use super::mailbox::Mailbox;
use super::{Ear, News};

/// What a site is made of. All paths are absolute and without links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Targets {
    /// Folders of which everything below matters; they need not exist.
    pub trees: Vec<PathBuf>,
    /// Single files; they need not exist.
    pub files: Vec<PathBuf>,
    /// Folders that do not matter, wherever they are.
    pub ignored: Vec<PathBuf>,
}

impl Targets {
    /// Whether something at a path can matter to the site.
    fn matter(&self, path: &Path) -> bool {
        let holds_a_tree = |folder: &&PathBuf| self.trees.iter().any(|tree| tree.starts_with(folder));
        if self.ignored.iter().filter(|folder| !holds_a_tree(folder)).any(|folder| path.starts_with(folder)) {
            return false;
        }
        let trees = self.trees.iter().filter_map(|tree| path.strip_prefix(tree).ok());
        trees.into_iter().any(|below| !is_hidden(below)) || self.above(path)
    }

    /// Whether a path is that of a target, or of a folder that holds one.
    fn above(&self, path: &Path) -> bool {
        self.trees.iter().chain(&self.files).any(|target| target.starts_with(path))
    }
}

/// Whether a path leads through something hidden, which no build reads. Lists of redirects are read.
fn is_hidden(below: &Path) -> bool {
    below.iter().any(|name| {
        let name = name.to_string_lossy();
        name.starts_with('.') && !name.starts_with(".openpublishing.redirection") || name == "node_modules"
    })
}

/// How often what is watched is looked after, and how often files are looked at where nobody tells of changes.
const TICK: Duration = Duration::from_secs(1);

/// A new folder is looked at again after this time: what was put into it before it was watched is told by nobody.
const AGAIN: Duration = Duration::from_millis(300);

enum Message {
    Heard(notify::Result<Event>),
    /// Watch these; then answer.
    Aim(Targets, Sender<()>),
}

/// A thread that watches. It ends when this is dropped.
pub struct Watch(Sender<Message>);

impl Watch {
    /// Begins to watch; changes go to the mailbox. With `poll` files are looked at instead of waiting to be told.
    ///
    /// # Errors
    /// Where the system gives no thread.
    pub fn start(mailbox: Arc<Mailbox>, poll: bool, ear: Arc<dyn Ear>) -> Result<Self, Failure> {
        let (sender, receiver) = mpsc::channel();
        let own = sender.clone();
        let run = move || Loop::new(own, poll, mailbox, ear).run(&receiver);
        let thread = thread::Builder::new().name("watch".to_owned()).spawn(run);
        thread.map_err(|e| Failure::new(format!("cannot start a thread to watch files: {e}")))?;
        Ok(Self(sender))
    }

    /// Watches these from now on; returns when nothing can be missed any more.
    pub fn aim(&self, targets: Targets) {
        let (done, wait) = mpsc::channel();
        if self.0.send(Message::Aim(targets, done)).is_ok() {
            let _ = wait.recv();
        }
    }
}

struct Loop {
    /// Given to watchers.
    sender: Sender<Message>,
    watcher: Option<Box<dyn Watcher + Send>>,
    poll: bool,
    targets: Targets,
    /// What is watched: how, and what it was.
    held: BTreeMap<PathBuf, (RecursiveMode, Option<pieces::Identity>)>,
    debounce: Debounce,
    /// New folders, and when to look at them again.
    again: VecDeque<(Instant, PathBuf)>,
    mailbox: Arc<Mailbox>,
    ear: Arc<dyn Ear>,
}

impl Loop {
    fn new(sender: Sender<Message>, poll: bool, mailbox: Arc<Mailbox>, ear: Arc<dyn Ear>) -> Self {
        let mut this = Self {
            sender,
            watcher: None,
            poll,
            targets: Targets::default(),
            held: BTreeMap::new(),
            debounce: Debounce::new(false),
            again: VecDeque::new(),
            mailbox,
            ear,
        };
        this.open();
        this
    }

    /// Makes a watcher that watches nothing yet.
    fn open(&mut self) {
        self.held.clear();
        // The old one first: it may hold what the new one needs.
        self.watcher = None;
        let sender = self.sender.clone();
        let hear = move |event| drop(sender.send(Message::Heard(event)));
        // Not that files are opened: a build opens all of them.
        let kinds = EventKindMask::CORE | EventKindMask::ACCESS_CLOSE;
        let config = Config::default().with_event_kinds(kinds).with_poll_interval(TICK);
        if !self.poll {
            match RecommendedWatcher::new(hear.clone(), config) {
                Ok(watcher) => self.watcher = Some(Box::new(watcher)),
                Err(error) => self.give_up(&error),
            }
        }
        if self.poll {
            self.watcher =
                PollWatcher::new(hear, config).ok().map(|watcher| -> Box<dyn Watcher + Send> { Box::new(watcher) });
        }
        self.debounce = Debounce::new(!self.poll && cfg!(any(target_os = "linux", target_os = "android")));
    }

    /// Looks at files instead of being told, from now on.
    fn give_up(&mut self, error: &notify::Error) {
        self.poll = true;
        self.ear.hear(&News::Polling(&reason(error)));
    }

    fn run(mut self, receiver: &Receiver<Message>) {
        let mut tick = Instant::now() + TICK;
        loop {
            let again = self.again.front().map(|(at, _)| *at);
            let next = self.debounce.due().into_iter().chain(again).fold(tick, Instant::min);
            match receiver.recv_timeout(next.saturating_duration_since(Instant::now())) {
                Ok(Message::Heard(event)) => self.heard(event),
                Ok(Message::Aim(targets, done)) => {
                    self.targets = targets;
                    self.keep();
                    let _ = done.send(());
                }
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => return,
            }
            // The watcher has a sender, too: the door to this thread alone tells that nobody listens any more.
            if self.mailbox.is_closed() {
                return;
            }
            let now = Instant::now();
            if now >= tick {
                tick = now + TICK;
                if !self.targets.trees.is_empty() && self.keep() {
                    self.debounce.everything(now);
                }
            }
            while self.again.front().is_some_and(|(at, _)| *at <= now) {
                if let Some((_, folder)) = self.again.pop_front() {
                    self.debounce.hear(folder, Heard::Whole, now);
                }
            }
            if let Some(changes) = self.debounce.take(now) {
                self.mailbox.post(changes);
            }
        }
    }

    fn heard(&mut self, event: notify::Result<Event>) {
        let now = Instant::now();
        let event = match event {
            Ok(event) => event,
            Err(error) if is_limit(&error) => {
                self.give_up(&error);
                self.open();
                self.keep();
                return self.debounce.everything(now);
            }
            // A folder that went before it could be watched; whatever it is, the tick looks after it.
            Err(_) => return,
        };
        if event.need_rescan() {
            // Among what was not told can be folders that are to be watched.
            self.open();
            self.keep();
            return self.debounce.everything(now);
        }
        let Some(heard) = meaning(&event.kind) else { return };
        for path in event.paths {
            if !self.targets.matter(&path) {
                continue;
            }
            if self.targets.above(&path) && heard != Heard::Looks {
                // A root that went or came: another folder is to be watched, or none.
                if matches!(heard, Heard::Gone) {
                    self.held.retain(|held, _| !held.starts_with(&path));
                }
                if self.keep() {
                    self.debounce.everything(now);
                    continue;
                }
            }
            if new_folder(&event.kind, &path) {
                self.again.push_back((now + AGAIN, path.clone()));
                self.debounce.hear(path, Heard::Whole, now);
            } else {
                self.debounce.hear(path, heard, now);
            }
        }
    }

    /// Watches what is to be watched and is not; whether a root came or went.
    fn keep(&mut self) -> bool {
        let wanted = self.wanted();
        let mut changed = false;
        let is_tree = |path: &Path, targets: &Targets| targets.trees.iter().any(|tree| tree == path);
        let gone: Vec<PathBuf> = self
            .held
            .iter()
            .filter(|(path, held)| wanted.get(*path) != Some(*held))
            .map(|(path, _)| path.clone())
            .collect();
        for path in gone {
            changed |= is_tree(&path, &self.targets);
            self.held.remove(&path);
            if let Some(watcher) = &mut self.watcher {
                let _ = watcher.unwatch(&path);
            }
        }
        for (path, how) in wanted {
            if self.held.contains_key(&path) {
                continue;
            }
            let Some(watcher) = &mut self.watcher else { return changed };
            // One that was lost without a word is still known to the watcher.
            let _ = watcher.unwatch(&path);
            match watcher.watch(&path, how.0) {
                Ok(()) => {
                    changed |= is_tree(&path, &self.targets);
                    self.held.insert(path, how);
                }
                Err(error) if is_limit(&error) && !self.poll => {
                    self.give_up(&error);
                    self.open();
                    self.keep();
                    return true;
                }
                // It went meanwhile, or must not be read: the next tick tries again.
                Err(_) => {}
            }
        }
        changed
    }

    /// What is to be watched: roots that exist, and for each target the nearest folder above it, in which it can appear.
    fn wanted(&self) -> BTreeMap<PathBuf, (RecursiveMode, Option<pieces::Identity>)> {
        let mut wanted = BTreeMap::new();
        for tree in &self.targets.trees {
            let within = self.targets.trees.iter().any(|other| other != tree && tree.starts_with(other));
            if disk::is_folder(tree) && !within {
                wanted.insert(tree.clone(), (RecursiveMode::Recursive, pieces::identity(tree)));
            }
        }
        for target in self.targets.trees.iter().chain(&self.targets.files) {
            let Some(folder) = target.ancestors().skip(1).find(|folder| disk::is_folder(folder)) else { continue };
            let covered =
                wanted.iter().any(|(tree, (mode, _))| *mode == RecursiveMode::Recursive && folder.starts_with(tree));
            if !covered {
                wanted.insert(folder.to_owned(), (RecursiveMode::NonRecursive, pieces::identity(folder)));
            }
        }
        wanted
    }
}

/// What an event says of its paths; `None` where nothing has changed.
fn meaning(kind: &EventKind) -> Option<Heard> {
    Some(match kind {
        EventKind::Access(AccessKind::Close(AccessMode::Write)) => Heard::Whole,
        EventKind::Access(_) => return None,
        EventKind::Create(CreateKind::Folder) => Heard::Whole,
        EventKind::Create(_) => Heard::Born,
        EventKind::Modify(ModifyKind::Name(RenameMode::From)) | EventKind::Remove(_) => Heard::Gone,
        // Its paths were told before, one by one.
        EventKind::Modify(ModifyKind::Name(RenameMode::Both)) if cfg!(target_os = "linux") => return None,
        EventKind::Modify(ModifyKind::Name(_)) => Heard::Whole,
        EventKind::Modify(ModifyKind::Metadata(_)) => Heard::Looks,
        EventKind::Modify(_) => Heard::Writing,
        EventKind::Any | EventKind::Other => Heard::Whole,
    })
}

/// Whether a folder came to this place.
fn new_folder(kind: &EventKind, path: &Path) -> bool {
    match kind {
        EventKind::Create(CreateKind::Folder) => true,
        EventKind::Create(_) | EventKind::Modify(ModifyKind::Name(_)) => disk::is_folder(path),
        _ => false,
    }
}

/// Whether the system watches no more than it does: it has limits, for a user and for a process.
fn is_limit(error: &notify::Error) -> bool {
    const TOO_MANY_FILES: i32 = 24;
    match &error.kind {
        ErrorKind::MaxFilesWatch => true,
        ErrorKind::Io(error) => error.raw_os_error() == Some(TOO_MANY_FILES),
        _ => false,
    }
}

fn reason(error: &notify::Error) -> String {
    match &error.kind {
        ErrorKind::MaxFilesWatch => {
            "the system watches no more folders for this user (the limit is `fs.inotify.max_user_watches`)".to_owned()
        }
        _ => format!("the system does not tell of changes: {error}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn targets() -> Targets {
        Targets {
            trees: vec!["/site/content".into(), "/site/themes".into()],
            files: vec!["/site/kbgen.yaml".into()],
            ignored: vec!["/site/output".into(), "/site/content/public".into(), "/site/.kbgen".into()],
        }
    }

    #[test]
    fn what_matters() {
        for (path, matters) in [
            ("/site/content/fr-FR/a.md", true),
            ("/site/content", true),
            ("/site", true),
            ("/", true),
            ("/site/kbgen.yaml", true),
            ("/site/other.yaml", false),
            ("/site/output/fr-fr/index.html", false),
            ("/site/content/public/index.html", false),
            ("/site/content/.git/index", false),
            ("/site/content/a/.b.md.swp", false),
            ("/site/content/.openpublishing.redirection.json", true),
            ("/site/content/node_modules/x.md", false),
            ("/site/.kbgen/external-links.json", false),
            ("/site/themes/templates/base.html", true),
            ("/elsewhere", false),
        ] {
            assert_eq!(targets().matter(Path::new(path)), matters, "{path}");
        }
        // An output folder that holds the content cannot be left out.
        let targets = Targets { ignored: vec!["/site".into()], ..targets() };
        assert!(targets.matter(Path::new("/site/content/a.md")));
    }

    #[test]
    fn reading_is_no_change() {
        for kind in [AccessKind::Read, AccessKind::Open(AccessMode::Any), AccessKind::Close(AccessMode::Read)] {
            assert_eq!(meaning(&EventKind::Access(kind)), None);
        }
        assert_eq!(meaning(&EventKind::Access(AccessKind::Close(AccessMode::Write))), Some(Heard::Whole));
    }

    #[test]
    fn limits_are_told_from_other_errors() {
        assert!(is_limit(&notify::Error::new(ErrorKind::MaxFilesWatch)));
        assert!(is_limit(&notify::Error::io(std::io::Error::from_raw_os_error(24))));
        assert!(!is_limit(&notify::Error::io(std::io::Error::from_raw_os_error(2))));
    }
}
