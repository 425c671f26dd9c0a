//! The kinds of alerts, and the words for them that have been seen in place of their keywords.

/// A kind of alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alert {
    Note,
    Tip,
    Important,
    Warning,
    Caution,
}

/// Translated and misspelt keywords, in lower case.
const WORDS: &[(&str, Alert)] = &[
    ("note", Alert::Note),
    ("notes", Alert::Note),
    ("info", Alert::Note),
    ("information", Alert::Note),
    ("seealso", Alert::Note),
    ("tip", Alert::Tip),
    ("tips", Alert::Tip),
    ("hint", Alert::Tip),
    ("important", Alert::Important),
    ("importante", Alert::Important),
    ("warning", Alert::Warning),
    ("caution", Alert::Caution),
    ("danger", Alert::Caution),
    // French
    ("remarque", Alert::Note),
    ("astuce", Alert::Tip),
    ("conseil", Alert::Tip),
    ("avertissement", Alert::Warning),
    ("attention", Alert::Caution),
    ("mise en garde", Alert::Caution),
    // Swedish, Danish, Norwegian
    ("obs", Alert::Note),
    ("anmärkning", Alert::Note),
    ("observera", Alert::Note),
    ("anteckning", Alert::Note),
    ("viktigt", Alert::Important),
    ("viktig", Alert::Important),
    ("varning", Alert::Warning),
    ("advarsel", Alert::Warning),
    ("försiktighet", Alert::Caution),
    ("var försiktig", Alert::Caution),
    // Chinese
    ("注意", Alert::Note),
    ("附註", Alert::Note),
    ("附注", Alert::Note),
    ("備註", Alert::Note),
    ("备注", Alert::Note),
    ("提示", Alert::Tip),
    ("秘訣", Alert::Tip),
    ("重要", Alert::Important),
    ("重要事項", Alert::Important),
    ("警告", Alert::Warning),
    ("小心", Alert::Caution),
    // Japanese, Korean
    ("メモ", Alert::Note),
    ("注", Alert::Note),
    ("ヒント", Alert::Tip),
    ("参考", Alert::Note),
    ("참고", Alert::Note),
    ("팁", Alert::Tip),
    ("중요", Alert::Important),
    ("경고", Alert::Warning),
    ("주의", Alert::Caution),
    // Arabic, Hebrew
    ("ملاحظة", Alert::Note),
    ("تلميح", Alert::Tip),
    ("هام", Alert::Important),
    ("مهم", Alert::Important),
    ("تحذير", Alert::Warning),
    ("تنبيه", Alert::Caution),
    ("הערה", Alert::Note),
    ("עצה", Alert::Tip),
    ("חשוב", Alert::Important),
    ("אזהרה", Alert::Warning),
    ("זהירות", Alert::Caution),
    // German, Dutch
    ("hinweis", Alert::Note),
    ("tipp", Alert::Tip),
    ("wichtig", Alert::Important),
    ("warnung", Alert::Warning),
    ("achtung", Alert::Caution),
    ("vorsicht", Alert::Caution),
    ("opmerking", Alert::Note),
    ("belangrijk", Alert::Important),
    ("waarschuwing", Alert::Warning),
    ("let op", Alert::Caution),
    // Spanish, Portuguese, Italian
    ("nota", Alert::Note),
    ("observação", Alert::Note),
    ("consejo", Alert::Tip),
    ("sugerencia", Alert::Tip),
    ("dica", Alert::Tip),
    ("suggerimento", Alert::Tip),
    ("advertencia", Alert::Warning),
    ("aviso", Alert::Warning),
    ("avviso", Alert::Warning),
    ("avvertenza", Alert::Warning),
    ("precaución", Alert::Caution),
    ("cuidado", Alert::Caution),
    ("attenzione", Alert::Caution),
    // Slavic languages
    ("примечание", Alert::Note),
    ("совет", Alert::Tip),
    ("важно", Alert::Important),
    ("предупреждение", Alert::Warning),
    ("внимание", Alert::Caution),
    ("poznámka", Alert::Note),
    ("důležité", Alert::Important),
    ("upozornění", Alert::Warning),
    ("uwaga", Alert::Note),
    ("porada", Alert::Tip),
    ("ważne", Alert::Important),
    ("ostrzeżenie", Alert::Warning),
    ("przestroga", Alert::Caution),
];

impl Alert {
    /// The keyword in lower case; also the end of its class and of the name of its title.
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Tip => "tip",
            Self::Important => "important",
            Self::Warning => "warning",
            Self::Caution => "caution",
        }
    }

    /// The alert of a keyword in any case.
    pub fn from_keyword(word: &str) -> Option<Self> {
        [Self::Note, Self::Tip, Self::Important, Self::Warning, Self::Caution]
            .into_iter()
            .find(|alert| alert.name().eq_ignore_ascii_case(word))
    }

    /// The alert that a translated or misspelt keyword means.
    pub fn from_word(word: &str) -> Option<Self> {
        let word = word.trim_end_matches(['!', '！', ':', '：']).to_lowercase();
        WORDS.iter().find(|(known, _)| *known == word).map(|(_, alert)| *alert)
    }
}
