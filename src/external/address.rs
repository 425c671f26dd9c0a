//! Addresses: what an author wrote in, what to ask out; and which hosts are nobody's business.

use std::net::{Ipv4Addr, Ipv6Addr};

use url::{Host, Url};

use crate::config::{External, fits};

/// Longer addresses are not asked.
const LONGEST: usize = 4000;

/// What to do about an address.
#[derive(Debug, PartialEq)]
pub enum Address {
    Ask(Url),
    Skip,
    /// No browser would understand it.
    Invalid,
}

/// Reads an address of `http:` or `https:`, or one that begins with `//`.
pub fn read(text: &str, options: &External) -> Address {
    if text.len() > LONGEST {
        return Address::Skip;
    }
    let whole = if text.starts_with("//") { format!("https:{text}") } else { text.to_owned() };
    let Ok(url) = Url::parse(&whole) else { return Address::Invalid };
    let ignored = options.ignore.iter().any(|pattern| fits(pattern, text));
    let url = plain(url);
    if ignored || !may_ask(&url, options) { Address::Skip } else { Address::Ask(url) }
}

/// An address without what is none of the server's business: its fragment, and passwords.
pub fn plain(mut url: Url) -> Url {
    url.set_fragment(None);
    // Neither fails where there is a host.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    url
}

/// Whether an address may be asked; redirects can lead to one that may not.
pub fn may_ask(url: &Url, options: &External) -> bool {
    let near = match reach(url) {
        Reach::World => true,
        Reach::Near => options.private,
        Reach::Nobody => false,
    };
    near && url.as_str().len() <= LONGEST && !options.ignore.iter().any(|pattern| fits(pattern, url.as_str()))
}

/// Who can reach a host.
#[derive(Debug, PartialEq)]
enum Reach {
    World,
    /// The own machine or network.
    Near,
    /// Its name is reserved for examples.
    Nobody,
}

fn reach(url: &Url) -> Reach {
    match url.host() {
        Some(Host::Domain(name)) => domain(name),
        Some(Host::Ipv4(ip)) => ipv4(ip),
        Some(Host::Ipv6(ip)) => ipv6(ip),
        None => Reach::Nobody,
    }
}

fn domain(name: &str) -> Reach {
    let name = name.trim_end_matches('.');
    let below = |domain: &&str| name.strip_suffix(domain).is_some_and(|rest| rest.is_empty() || rest.ends_with('.'));
    if ["example", "invalid", "example.com", "example.net", "example.org"].iter().any(below) {
        return Reach::Nobody;
    }
    let near = ["localhost", "test", "local", "internal", "home.arpa"].iter().any(below);
    if near || !name.contains('.') { Reach::Near } else { Reach::World }
}

fn ipv4(ip: Ipv4Addr) -> Reach {
    // 100.64.0.0/10 is shared by the customers of a provider.
    let shared = ip.octets()[0] == 100 && ip.octets()[1] & 0xC0 == 64;
    if ip.is_documentation() || ip.is_broadcast() || ip.is_multicast() {
        Reach::Nobody
    } else if ip.is_loopback() || ip.is_private() || ip.is_link_local() || ip.octets()[0] == 0 || shared {
        Reach::Near
    } else {
        Reach::World
    }
}

fn ipv6(ip: Ipv6Addr) -> Reach {
    if let Some(ip) = ip.to_ipv4_mapped() {
        return ipv4(ip);
    }
    if ip.is_multicast() || ip.segments()[..2] == [0x2001, 0xdb8] {
        Reach::Nobody
    } else if ip.is_loopback() || ip.is_unspecified() || ip.is_unique_local() || ip.is_unicast_link_local() {
        Reach::Near
    } else {
        Reach::World
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whom_to_ask() {
        let own = External { private: true, ..External::default() };
        for (host, expected) in [
            ("learn.kb-host.org", Reach::World),
            ("8.8.8.8", Reach::World),
            ("localhost", Reach::Near),
            ("a.LOCALHOST.", Reach::Near),
            ("wiki", Reach::Near),
            ("printer.local", Reach::Near),
            ("127.1", Reach::Near),
            ("2130706433", Reach::Near),
            ("10.1.2.3", Reach::Near),
            ("172.31.0.1", Reach::Near),
            ("169.254.169.254", Reach::Near),
            ("100.127.0.1", Reach::Near),
            ("[::1]", Reach::Near),
            ("[::ffff:192.168.0.1]", Reach::Near),
            ("[fd00::1]", Reach::Near),
            ("help.example", Reach::Nobody),
            ("www.example.com", Reach::Nobody),
            ("no.invalid", Reach::Nobody),
            ("203.0.113.9", Reach::Nobody),
            ("[2001:db8::1]", Reach::Nobody),
            ("myexample.com", Reach::World),
        ] {
            let url = Url::parse(&format!("https://{host}/x")).unwrap();
            assert_eq!(reach(&url), expected, "{host}");
            assert_eq!(may_ask(&url, &External::default()), expected == Reach::World, "{host}");
            assert_eq!(may_ask(&url, &own), expected != Reach::Nobody, "{host}");
        }
    }

    #[test]
    fn reading() {
        let options = External { ignore: vec!["https://a.org/private/*".into()], ..External::default() };
        let asked = |text: &str| match read(text, &options) {
            Address::Ask(url) => url.to_string(),
            other => format!("{other:?}"),
        };
        assert_eq!(asked("https://A.org:443/x?y#z"), "https://a.org/x?y");
        assert_eq!(asked("//a.org"), "https://a.org/");
        assert_eq!(asked("http://me:secret@a.org/"), "http://a.org/");
        assert_eq!(asked("https://bücher.org/ü"), "https://xn--bcher-kva.org/%C3%BC");
        assert_eq!(asked("https://a.org/private/x#y"), "Skip");
        assert_eq!(asked(&format!("https://a.org/{}", "x".repeat(5000))), "Skip");
        assert_eq!(asked("https://"), "Invalid");
        assert_eq!(asked("http://a.org:99999/"), "Invalid");
    }
}
