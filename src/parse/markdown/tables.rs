//! Tables. They are written here, since a cell may show a file that has a table of its own.

use pulldown_cmark::Alignment;

use crate::model::BlockKind;

use super::{Builder, escape};

/// A table that is open.
pub(super) struct Open {
    alignments: Vec<Alignment>,
    /// Number of the cell in its row.
    cell: usize,
    in_head: bool,
    /// The heading of each column.
    heads: Vec<String>,
}

impl Builder<'_> {
    pub(super) fn start_table(&mut self, alignments: Vec<Alignment>) {
        self.tables.push(Open { alignments, cell: 0, in_head: false, heads: Vec::new() });
        self.markup("<div class=\"table\" tabindex=\"0\">\n<table>".into());
    }

    pub(super) fn end_table(&mut self) {
        self.tables.pop();
        self.markup("</tbody></table>\n</div>\n".into());
    }

    pub(super) fn start_row(&mut self, is_head: bool) {
        if let Some(table) = self.tables.last_mut() {
            (table.cell, table.in_head) = (0, is_head);
        }
        self.markup(if is_head { "<thead><tr>" } else { "<tr>" }.into());
    }

    pub(super) fn end_row(&mut self, is_head: bool) {
        self.markup(if is_head { "</tr></thead><tbody>\n" } else { "</tr>\n" }.into());
    }

    pub(super) fn start_cell(&mut self) {
        self.open_block(BlockKind::Cell);
        self.level += 1;
        let Some(table) = self.tables.last() else { return };
        let class = match table.alignments.get(table.cell) {
            Some(Alignment::Left) => " class=\"start\"",
            Some(Alignment::Center) => " class=\"center\"",
            Some(Alignment::Right) => " class=\"end\"",
            _ => "",
        };
        // On a narrow screen a row is shown as a card, in which every cell names its column.
        let label = match table.heads.get(table.cell).filter(|head| !table.in_head && !head.is_empty()) {
            Some(head) => format!(" data-label=\"{}\"", escape(head)),
            None => String::new(),
        };
        let html = format!("<{}{class}{label}>", table.cell_name());
        self.begin_element();
        self.markup(html);
    }

    pub(super) fn end_cell(&mut self) {
        self.close_tags();
        let text = self.block.as_ref().map_or("", |block| self.body.text[block.text..].trim()).to_owned();
        self.close_block();
        self.close_containers();
        self.level -= 1;
        let Some(table) = self.tables.last_mut() else { return };
        if table.in_head {
            table.heads.push(text);
        }
        table.cell += 1;
        let html = format!("</{}>", table.cell_name());
        self.markup(html);
    }
}

impl Open {
    fn cell_name(&self) -> &'static str {
        if self.in_head { "th" } else { "td" }
    }
}
