//! Other programs: a name and arguments in, what they said and their exit status out. The only place that starts
//! processes; none goes through a shell here, asks a person, or runs for ever.

use std::ffi::{OsStr, OsString};
use std::io::{ErrorKind, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use super::hide;
use crate::disk::Failure;

/// A program to run once.
#[derive(Clone, Debug)]
pub struct Program {
    name: OsString,
    /// How people come to have it.
    advice: &'static str,
    args: Vec<OsString>,
    variables: Vec<(OsString, OsString)>,
    removed: Vec<&'static str>,
    folder: Option<PathBuf>,
    input: Vec<u8>,
    limit: Duration,
}

/// What a program said.
#[derive(Clone, Debug, Default)]
pub struct Said {
    /// Its exit status; none where a signal ended it.
    pub status: Option<i32>,
    pub out: Vec<u8>,
    /// The end of its messages, without secrets.
    pub err: String,
}

/// What programs run for at most, unless they say otherwise.
const LIMIT: Duration = Duration::from_secs(300);

/// Most bytes of standard output that are kept.
const MOST: usize = 256 * 1024 * 1024;

/// Most bytes of messages that are kept: the last ones.
const MOST_WORDS: usize = 16 * 1024;

impl Program {
    /// A program on `PATH`, or at a path; the advice says what to do where it is missing.
    pub fn new(name: impl AsRef<OsStr>, advice: &'static str) -> Self {
        Self {
            name: name.as_ref().to_owned(),
            advice,
            args: Vec::new(),
            // Messages are read by people, and some by us.
            variables: vec![("LC_ALL".into(), "C.UTF-8".into())],
            removed: Vec::new(),
            folder: None,
            input: Vec::new(),
            limit: LIMIT,
        }
    }

    pub fn arg(mut self, arg: impl AsRef<OsStr>) -> Self {
        self.args.push(arg.as_ref().to_owned());
        self
    }

    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.args.extend(args.into_iter().map(|arg| arg.as_ref().to_owned()));
        self
    }

    pub fn variable(mut self, name: impl AsRef<OsStr>, value: impl AsRef<OsStr>) -> Self {
        self.variables.push((name.as_ref().to_owned(), value.as_ref().to_owned()));
        self
    }

    /// A variable that the program must not inherit; it can still be given one of its own.
    pub fn without(mut self, name: &'static str) -> Self {
        self.removed.push(name);
        self
    }

    /// The folder that it runs in.
    pub fn folder(mut self, folder: &Path) -> Self {
        self.folder = Some(folder.to_owned());
        self
    }

    /// What it reads from standard input.
    pub fn input(mut self, bytes: impl Into<Vec<u8>>) -> Self {
        self.input = bytes.into();
        self
    }

    /// How long it may run.
    pub fn limit(mut self, limit: Duration) -> Self {
        self.limit = limit;
        self
    }

    /// Its name, for people.
    pub fn name(&self) -> String {
        Path::new(&self.name).file_name().unwrap_or(&self.name).to_string_lossy().into_owned()
    }

    /// Runs it; what it makes of its task is for the caller to judge.
    ///
    /// # Errors
    /// Where it cannot be started, or does not come to an end.
    pub fn run(&self) -> Result<Said, Failure> {
        self.run_while(&|| Ok(()))
    }

    /// Runs it, and calls `meanwhile` about once a second; where that fails, the program is stopped.
    ///
    /// # Errors
    /// As [`Self::run`], and those of `meanwhile`.
    pub fn run_while(&self, meanwhile: &dyn Fn() -> Result<(), Failure>) -> Result<Said, Failure> {
        let mut command = Command::new(&self.name);
        command.args(&self.args);
        for name in &self.removed {
            command.env_remove(name);
        }
        command.envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Some(folder) = &self.folder {
            command.current_dir(folder);
        }
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().map_err(|e| self.cannot_start(&e))?;
        if let Some(mut stdin) = child.stdin.take() {
            let input = self.input.clone();
            // A program that does not want to read on closes its end; what it says then is judged.
            thread::spawn(move || stdin.write_all(&input));
        }
        let out = reader(child.stdout.take(), MOST, false);
        let err = reader(child.stderr.take(), MOST_WORDS, true);
        let status = self.wait(&mut child, meanwhile)?;
        // What it started itself may live on and hold the pipes.
        let patience = Duration::from_secs(10);
        let out = out.recv_timeout(patience).unwrap_or_default();
        let err = err.recv_timeout(patience).unwrap_or_default();
        Ok(Said { status, out, err: hide(String::from_utf8_lossy(&err).trim()) })
    }

    fn wait(&self, child: &mut Child, meanwhile: &dyn Fn() -> Result<(), Failure>) -> Result<Option<i32>, Failure> {
        let begin = Instant::now();
        let mut called = begin;
        let mut pause = Duration::from_millis(1);
        loop {
            let failure = match child.try_wait() {
                Ok(Some(status)) => return Ok(status.code()),
                Ok(None) if begin.elapsed() > self.limit => Some(Failure::new(format!(
                    "`{}` did not come to an end within {} s and was stopped",
                    self.name(),
                    self.limit.as_secs()
                ))),
                Ok(None) if called.elapsed() > Duration::from_secs(1) => {
                    called = Instant::now();
                    meanwhile().err()
                }
                Ok(None) => None,
                Err(e) => Some(Failure::new(format!("cannot wait for `{}`: {e}", self.name()))),
            };
            if let Some(failure) = failure {
                let _ = child.kill();
                let _ = child.wait();
                return Err(failure);
            }
            thread::sleep(pause);
            pause = (pause * 2).min(Duration::from_millis(50));
        }
    }

    fn cannot_start(&self, error: &std::io::Error) -> Failure {
        let name = self.name.to_string_lossy();
        match error.kind() {
            ErrorKind::NotFound => Failure::new(format!("there is no program `{name}`; {}", self.advice)),
            _ => Failure::new(format!("cannot start the program `{name}`: {error}")),
        }
    }

    /// Runs it and insists on success.
    ///
    /// # Errors
    /// As [`Self::run`], and where its exit status is not 0: with its last words.
    pub fn succeed(&self) -> Result<Vec<u8>, Failure> {
        let said = self.run()?;
        if said.status == Some(0) { Ok(said.out) } else { Err(self.complaint(&said)) }
    }

    /// Its failure in words.
    pub fn complaint(&self, said: &Said) -> Failure {
        let status = said.status.map_or_else(|| "was ended by a signal".to_owned(), |n| format!("failed (status {n})"));
        let out = String::from_utf8_lossy(&said.out);
        let words = if said.err.is_empty() { hide(last_lines(out.trim())) } else { last_lines(&said.err).to_owned() };
        let what = self.args.iter().find(|arg| !arg.as_encoded_bytes().starts_with(b"-")).filter(|_| words.is_empty());
        match what {
            Some(what) => Failure::new(format!("`{} {}` {status}", self.name(), what.to_string_lossy())),
            None => Failure::new(format!("`{}` {status}: {words}", self.name())),
        }
    }
}

/// The last few lines of a text.
fn last_lines(text: &str) -> &str {
    match text.rmatch_indices('\n').nth(5) {
        Some((at, _)) => &text[at + 1..],
        None => text,
    }
}

/// Reads a pipe to its end, so that the program never waits for us; the last bytes or the first ones are kept.
fn reader(pipe: Option<impl Read + Send + 'static>, most: usize, last: bool) -> Receiver<Vec<u8>> {
    let (sender, receiver) = channel();
    thread::spawn(move || {
        let mut kept = Vec::new();
        let mut buffer = vec![0; 64 * 1024];
        if let Some(mut pipe) = pipe {
            while let Ok(read @ 1..) = pipe.read(&mut buffer) {
                if last || kept.len() < most {
                    kept.extend_from_slice(&buffer[..read]);
                }
                if last && kept.len() > 2 * most {
                    kept.drain(..kept.len() - most);
                }
            }
        }
        let _ = sender.send(kept);
    });
    receiver
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_it_says() {
        let said = Program::new("sh", "").args(["-c", "cat; echo bad >&2; exit 3"]).input("in").run().unwrap();
        assert_eq!((said.status, said.out.as_slice(), said.err.as_str()), (Some(3), b"in".as_slice(), "bad"));
        let program = Program::new("sh", "").args(["-c", "echo no such thing >&2; exit 3"]);
        assert_eq!(program.succeed().unwrap_err().to_string(), "`sh` failed (status 3): no such thing");
    }

    #[test]
    fn a_missing_one_is_told_with_advice() {
        let missing = Program::new("kbgen-no-such-program", "install it").run().unwrap_err();
        assert_eq!(missing.to_string(), "there is no program `kbgen-no-such-program`; install it");
    }

    #[test]
    fn it_does_not_run_for_ever() {
        let begin = Instant::now();
        let slow = Program::new("sleep", "").arg("60").limit(Duration::from_millis(50));
        assert!(slow.run().unwrap_err().to_string().contains("did not come to an end"));
        let stopped = Program::new("sleep", "").arg("60").run_while(&|| Err(Failure::new("lost"))).unwrap_err();
        assert_eq!(stopped.to_string(), "lost");
        assert!(begin.elapsed() < Duration::from_secs(20));
    }

    #[test]
    fn much_in_and_much_out() {
        let input = vec![b'x'; 3_000_000];
        assert_eq!(Program::new("cat", "").input(input.clone()).run().unwrap().out, input);
        let words = Program::new("sh", "").args(["-c", "yes bad | head -c 300000 >&2; echo end >&2"]).run().unwrap();
        assert!(words.err.len() < 3 * MOST_WORDS && words.err.ends_with("end"));
    }
}
