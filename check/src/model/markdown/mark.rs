//! Which syntax would be shown instead of being read, and what to write in its place?

/// A mark that is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Of a link that is none.
    Link,
    /// A link without words, or with its target as words.
    Wordless,
    /// Braces, which some programs read as a class or a macro.
    Braces,
    /// The id of a section at a heading that starts none.
    Id,
    /// A footnote.
    Footnote,
    /// Words struck out.
    Struck,
    /// A box to be ticked.
    Task,
    /// The kind of a note, such as `[!NOTE]`.
    Alert,
    /// Strong words whose mark does not touch them.
    Emphasis,
    /// A heading without a space behind its `##`.
    Heading,
    /// The line below the head of a table, where the lines around it make none.
    Table,
    /// More cells in a row than the table has columns, which would be dropped.
    Cells,
    /// Code that begins and does not end.
    Fence,
    /// The mark of code within a line, without its partner.
    Code,
    /// A comment that does not end, or is not written as one, so that its words would be published.
    Comment,
    /// A comment that does not end and takes along all that is behind it.
    OpenComment,
}

impl Mark {
    /// What is wrong, and what to write instead.
    pub(crate) const fn message(self) -> &'static str {
        match self {
            Self::Link => {
                "this is not parsed as a link; write `[words](fact:ID)`, without spaces in the parentheses"
            }
            Self::Wordless => "this link has no text; write `[words](fact:ID)`",
            Self::Braces => {
                "braces are shown as they are; only a section's heading may have an `{#id}`"
            }
            Self::Id => {
                "this heading has an id but starts no section; a section starts with `##`, outside of quotes and lists"
            }
            Self::Footnote => {
                "footnotes are not supported; say it in the text, or make it a fact and link to it"
            }
            Self::Struck => {
                "strikethrough is not supported; say what is true now, and what was wrong in a `correction`"
            }
            Self::Task => "checkboxes are not supported; write a plain list",
            Self::Alert => {
                "notes such as `[!NOTE]` are not supported; write a plain quotation or list"
            }
            Self::Emphasis => {
                "this would be shown as it is; write `**words**`, without spaces inside"
            }
            Self::Heading => {
                "this is not parsed as a heading; write a space after the `#`, or `\\#` for a hashtag"
            }
            Self::Table => {
                "this is not parsed as a table; put a header with as many cells directly above this line"
            }
            Self::Cells => {
                "this row has more cells than the table's header; the rest would be lost"
            }
            Self::Fence => "the code that starts here is not closed; end it with the same marks",
            Self::Code => "this mark is shown as it is; code within a line ends with the same mark",
            Self::Comment => {
                "this is not read as a comment, and its words would be published; write `<!-- … -->` on one line"
            }
            Self::OpenComment => {
                "the comment that starts here does not end, and all behind it would be lost; close it with `-->`"
            }
        }
    }

    /// Whether this character shows that the mark is meant to be shown, where a backslash is before it.
    pub(super) const fn is_shown_by(self, character: char) -> bool {
        match self {
            Self::Link | Self::Footnote | Self::Wordless | Self::Task | Self::Alert => {
                matches!(character, '[' | ']' | '(' | ')' | '!' | '^')
            }
            Self::Braces | Self::Id => matches!(character, '{' | '#'),
            Self::Struck => character == '~',
            Self::Emphasis => matches!(character, '*' | '_'),
            Self::Heading => character == '#',
            Self::Table | Self::Cells => matches!(character, '|' | ':' | '-'),
            Self::Code => character == '`',
            Self::Comment => matches!(character, '<' | '>' | '!'),
            Self::Fence | Self::OpenComment => false,
        }
    }
}
