use std::path::PathBuf;

/// One file of the built site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutputFile {
    /// Path below the output folder, with `/` between its parts.
    pub path: String,
    pub content: Content,
}

/// What an [`OutputFile`] holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The bytes themselves.
    Bytes(Vec<u8>),
    /// A copy of a file of the content, byte for byte.
    CopyOf(PathBuf),
}

impl OutputFile {
    pub fn text(path: impl Into<String>, text: impl Into<String>) -> Self {
        Self { path: path.into(), content: Content::Bytes(text.into().into_bytes()) }
    }
}
