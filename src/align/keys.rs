//! Translation keys: what authors write so that files of several languages are known as one article.

use std::collections::BTreeMap;

use super::editions::Node;

/// The keys that the files of a node give their article.
pub fn own(node: &Node) -> impl Iterator<Item = &str> {
    node.documents.iter().filter_map(|document| document.meta.translation_key.as_deref())
}

/// For each node, all that is the same for every translation of its article: its keys, and the files
/// that its own files say they translate.
pub fn of(nodes: &[Node]) -> Vec<Vec<String>> {
    let mut keys: Vec<Vec<String>> = nodes.iter().map(|node| own(node).map(str::to_owned).collect()).collect();
    if nodes.iter().flat_map(|node| &node.documents).all(|d| d.meta.translation_of.is_none()) {
        return keys;
    }
    let mut files: BTreeMap<(usize, String), usize> = BTreeMap::new();
    for (n, node) in nodes.iter().enumerate() {
        files.extend(node.documents.iter().map(|d| ((d.root, name(&d.relative)), n)));
    }
    for (n, node) in nodes.iter().enumerate() {
        for document in &node.documents {
            let Some(original) = &document.meta.translation_of else { continue };
            let folder = document.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
            let wanted = name(original.trim_start_matches("./").trim_matches('/'));
            let beside = if folder.is_empty() { wanted.clone() } else { format!("{}/{wanted}", folder.to_lowercase()) };
            let found = [beside, wanted].into_iter().find_map(|path| files.get_key_value(&(document.root, path)));
            match found {
                Some(((root, path), other)) => {
                    // Nobody writes a key that begins so.
                    let key = format!("\0{root}/{path}");
                    keys[*other].push(key.clone());
                    keys[n].push(key);
                }
                None => keys[n].push(original.clone()),
            }
        }
    }
    keys
}

/// A path in lower case, without extension.
fn name(path: &str) -> String {
    let end = path.rfind('.').filter(|at| !path[*at..].contains('/')).unwrap_or(path.len());
    path[..end].to_lowercase()
}
