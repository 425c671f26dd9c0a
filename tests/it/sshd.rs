//! A real `sshd` on the loopback interface, with keys, settings and a port of its own; it ends with the value.

use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub struct Sshd {
    folder: TempDir,
    server: Child,
}

impl Sshd {
    /// Starts one. It runs as root and as anybody else, who can then log in as themselves only.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        for key in ["host_key", "user_key"] {
            let made = Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at(key)).status();
            assert!(made.expect("ssh-keygen is installed (tests/run does it)").success());
        }
        fs::copy(at("user_key.pub"), at("authorized_keys")).unwrap();
        let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        if user.trim() == "root" {
            // Where distributions let a service make it.
            fs::create_dir_all("/run/sshd").unwrap();
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let shown = |name: &str| at(name).display().to_string();
        fs::write(
            at("sshd_config"),
            format!(
                "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nPidFile {}\nStrictModes no\nUsePAM no\n\
                 PasswordAuthentication no\nKbdInteractiveAuthentication no\nPermitRootLogin prohibit-password\nMaxStartups 100\n\
                 LogLevel VERBOSE\nSubsystem sftp internal-sftp\n",
                shown("host_key"),
                shown("authorized_keys"),
                shown("pid"),
            ),
        )
        .unwrap();
        let host_key = fs::read_to_string(at("host_key.pub")).unwrap();
        fs::write(at("known_hosts"), format!("[127.0.0.1]:{port} {host_key}")).unwrap();
        fs::write(
            at("ssh_config"),
            format!(
                "Host kb-host\n  HostName 127.0.0.1\n  Port {port}\n  User {}\n  IdentityFile {}\n  IdentitiesOnly yes\n  \
                 UserKnownHostsFile {}\n  GlobalKnownHostsFile /dev/null\n  StrictHostKeyChecking yes\n",
                user.trim(),
                shown("user_key"),
                shown("known_hosts"),
            ),
        )
        .unwrap();
        let server = Command::new(program())
            .args(["-D", "-e", "-f"])
            .arg(at("sshd_config"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(fs::File::create(at("log")).unwrap())
            .spawn()
            .expect("sshd is installed (tests/run does it)");
        let begin = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            let log = fs::read_to_string(at("log")).unwrap();
            assert!(begin.elapsed() < Duration::from_secs(20), "sshd does not start: {log}");
            std::thread::sleep(Duration::from_millis(20));
        }
        Self { folder, server }
    }

    /// The settings by which `ssh` knows it as `kb-host`.
    pub fn config(&self) -> PathBuf {
        self.folder.path().join("ssh_config")
    }

    /// Makes the key of the user one that the server does not know.
    pub fn forget_user(&self) {
        fs::write(self.folder.path().join("authorized_keys"), "").unwrap();
    }
}

/// Not on the `PATH` of everybody.
fn program() -> &'static Path {
    let usual = [Path::new("/usr/sbin/sshd"), Path::new("/usr/local/sbin/sshd"), Path::new("/usr/bin/sshd")];
    usual.into_iter().find(|path| path.is_file()).expect("sshd is installed (tests/run does it)")
}

impl Drop for Sshd {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}
