//! The table of contents beside an article: what is around it, never more than a page can bear.

use serde::Serialize;

use super::site::LocaleSite;
use crate::model::{NavNode, PagePlan};
use crate::strings::Arg;

/// Entries on one page.
const MOST: usize = 60;

/// `toc`: a nested list, one part after the other.
#[derive(Debug, PartialEq, Serialize)]
pub struct TocData<'a> {
    /// `link` is an entry; `group` opens a group and `end` closes it; `more` leads to the entries that
    /// are not shown.
    pub kind: &'static str,
    pub title: &'a str,
    pub url: &'a str,
    /// Whether it is the page itself.
    pub current: bool,
    /// Whether a group is open.
    pub open: bool,
    /// Words of `more`.
    pub text: String,
}

impl<'a> TocData<'a> {
    fn new(kind: &'static str, title: &'a str, url: &'a str) -> Self {
        Self { kind, title, url, current: false, open: false, text: String::new() }
    }
}

/// The groups around a page, from the outermost: each with the address of its topic or of its own
/// page; empty where it has neither.
pub fn above<'a>(locale: &'a LocaleSite<'_>, page: &PagePlan) -> Vec<(&'a str, &'a str)> {
    let mut groups = Vec::new();
    let mut siblings = locale.plan.navigation.as_slice();
    for place in page.trail.iter().take(page.trail.len().saturating_sub(1)) {
        let Some(node) = siblings.get(*place) else { break };
        groups.push((node.title.as_str(), if node.topic.is_some() { node.lead.as_str() } else { node.url.as_str() }));
        siblings = &node.children;
    }
    groups
}

/// What a page shows of its locale's table of contents; nothing where it has no place in it.
pub fn around<'a>(locale: &'a LocaleSite<'_>, page: &PagePlan) -> Vec<TocData<'a>> {
    let more = |title: &str| locale.strings.format("toc-more", &[("title", Arg::Text(title))]);
    let home = (locale.title, locale.plan.home.as_str());
    let mut view = View { trail: &page.trail, shown: Vec::new(), budget: 0, more: &more };
    if page.trail.is_empty() {
        return Vec::new();
    }
    // The entries beside the page and beside each group around it, then those below the page.
    let mut levels: Vec<&[NavNode]> = vec![&locale.plan.navigation];
    for place in &page.trail {
        let Some(node) = levels.last().and_then(|siblings| siblings.get(*place)) else { return Vec::new() };
        levels.push(&node.children);
    }
    let shares = shares(&levels.iter().map(|siblings| siblings.len()).collect::<Vec<_>>());
    view.budget = MOST.saturating_sub(shares.iter().sum());
    view.level(levels[0], 0, &shares, home);
    view.shown
}

/// How many entries of each level are shown: all, or else as many of each as of the others.
fn shares(levels: &[usize]) -> Vec<usize> {
    let mut shares = vec![0; levels.len()];
    let mut left = MOST;
    loop {
        let open: Vec<usize> = (0..levels.len()).filter(|n| shares[*n] < levels[*n]).collect();
        let Some(share) = left.checked_div(open.len()).filter(|share| *share > 0) else { break };
        for n in open {
            let added = share.min(levels[n] - shares[n]);
            shares[n] += added;
            left -= added;
        }
    }
    shares
}

struct View<'a, 'b> {
    trail: &'b [usize],
    shown: Vec<TocData<'a>>,
    /// How many further entries may be shown.
    budget: usize,
    more: &'b dyn Fn(&str) -> String,
}

impl<'a> View<'a, '_> {
    /// The entries of one level of the trail; `whole` is where all of them can be found.
    fn level(&mut self, siblings: &'a [NavNode], depth: usize, shares: &[usize], whole: (&'a str, &'a str)) {
        let at = self.trail.get(depth).copied();
        let share = shares.get(depth).copied().unwrap_or(0).min(siblings.len());
        let first = at.unwrap_or(0).saturating_sub(share / 2).min(siblings.len() - share);
        for (n, node) in siblings.iter().enumerate().skip(first).take(share) {
            if at == Some(n) {
                let whole = if node.topic.is_some() { (node.title.as_str(), node.lead.as_str()) } else { whole };
                let last = depth + 1 == self.trail.len();
                if node.children.is_empty() {
                    self.link(&node.title, &node.url, last);
                } else {
                    self.shown.push(TocData { open: true, ..TocData::new("group", &node.title, "") });
                    self.own_page(node, last);
                    self.level(&node.children, depth + 1, shares, whole);
                    self.shown.push(TocData::new("end", "", ""));
                }
            } else {
                self.aside(node);
            }
        }
        if share < siblings.len() {
            let text = (self.more)(whole.0);
            self.shown.push(TocData { text, ..TocData::new("more", whole.0, whole.1) });
        }
    }

    /// An entry that does not lead to the page: a group with all that is in it where there is room,
    /// and otherwise a link to it.
    fn aside(&mut self, node: &'a NavNode) {
        if node.below <= self.budget {
            self.budget -= node.below;
            self.whole(node);
        } else if !node.lead.is_empty() {
            self.link(&node.title, &node.lead, false);
        }
    }

    fn whole(&mut self, node: &'a NavNode) {
        if node.children.is_empty() {
            self.link(&node.title, &node.url, false);
            return;
        }
        self.shown.push(TocData { open: node.expanded, ..TocData::new("group", &node.title, "") });
        self.own_page(node, false);
        node.children.iter().for_each(|child| self.whole(child));
        self.shown.push(TocData::new("end", "", ""));
    }

    /// The page of a group is the first entry in it.
    fn own_page(&mut self, node: &'a NavNode, current: bool) {
        if !node.url.is_empty() {
            let title = if node.page_title.is_empty() { &node.title } else { &node.page_title };
            self.link(title, &node.url, current);
        }
    }

    fn link(&mut self, title: &'a str, url: &'a str, current: bool) {
        self.shown.push(TocData { current, ..TocData::new("link", title, url) });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn node(title: &str, children: Vec<NavNode>) -> NavNode {
        let below = children.iter().map(|child| child.below + 1).sum();
        let url = if children.is_empty() { format!("/{title}/") } else { String::new() };
        let lead = children.first().map_or_else(|| url.clone(), |child| child.lead.clone());
        NavNode {
            title: title.into(),
            page_title: String::new(),
            url,
            article: None,
            uid: None,
            topic: None,
            lead,
            expanded: false,
            below,
            children,
        }
    }

    fn many(name: &str, count: usize) -> Vec<NavNode> {
        (0..count).map(|n| node(&format!("{name}{n}"), Vec::new())).collect()
    }

    /// What is shown, as one line.
    fn shown(tree: &[NavNode], trail: &[usize]) -> String {
        let more = |title: &str| format!("more of {title}");
        let mut view = View { trail, shown: Vec::new(), budget: 0, more: &more };
        let mut levels = vec![tree];
        for place in trail {
            levels.push(&levels[levels.len() - 1][*place].children);
        }
        let shares = shares(&levels.iter().map(|l| l.len()).collect::<Vec<_>>());
        view.budget = MOST.saturating_sub(shares.iter().sum());
        view.level(tree, 0, &shares, ("all", "/"));
        let part = |part: &TocData<'_>| match part.kind {
            "link" => format!("{}{}", if part.current { "*" } else { "" }, part.title),
            "group" => format!("{}{}(", if part.open { "+" } else { "" }, part.title),
            "more" => format!("[{}]", part.text),
            _ => ")".to_owned(),
        };
        view.shown.iter().map(part).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_small_table_is_shown_whole() {
        let tree = [node("a", many("x", 2)), node("b", vec![node("c", many("y", 1))]), node("d", Vec::new())];
        assert_eq!(shown(&tree, &[0, 1]), "+a( x0 *x1 ) b( c( y0 ) ) d");
        assert_eq!(shown(&tree, &[2]), "a( x0 x1 ) b( c( y0 ) ) *d");
        assert_eq!(shown(&tree, &[1, 0, 0]), "a( x0 x1 ) +b( +c( *y0 ) ) d");
    }

    #[test]
    fn a_large_one_is_cut_around_the_page() {
        let tree = vec![node("a", many("x", 5000)), node("b", many("y", 5000)), node("c", many("z", 3))];
        let text = shown(&tree, &[0, 2500]);
        assert!(text.starts_with("+a( x2472 ") && text.contains(" *x2500 "), "{text}");
        // Sixty entries, of which three are groups; the others of the group are one link away.
        assert!(text.ends_with(" x2528 [more of all] ) b c"), "{text}");
        assert_eq!(text.split(' ').filter(|word| word.contains(|c: char| c.is_ascii_digit())).count(), 57);
        let first = shown(&tree, &[0, 0]);
        assert!(first.starts_with("+a( *x0 x1 ") && first.ends_with("b c"), "{first}");
        let deep = (0..30).fold(many("leaf", 100), |below, n| {
            let mut level = many(&format!("n{n}-"), 100);
            level.push(node(&format!("g{n}"), below));
            level
        });
        let trail: Vec<usize> = std::iter::repeat_n(100, 30).chain([50]).collect();
        let text = shown(&deep, &trail);
        assert!(text.contains("*leaf50"), "{text}");
        assert!(text.split(' ').filter(|w| w.starts_with(['n', 'l', '*'])).count() <= MOST, "{text}");
    }

    #[test]
    fn every_level_has_its_share() {
        assert_eq!(shares(&[3, 2]), [3, 2]);
        assert_eq!(shares(&[5000, 4, 5000]), [28, 4, 28]);
        assert_eq!(shares(&[60, 0]), [60, 0]);
        assert!(shares(&[100; 70]).iter().sum::<usize>() <= MOST);
    }
}
