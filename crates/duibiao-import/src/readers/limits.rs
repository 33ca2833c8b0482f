//! How much of a document is read before reading stops.
//!
//! Every limit guards memory or time against a file that was made to exhaust them; no real plan comes near.

/// The limits of all readers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is text, and of the text of any document.
    pub text_bytes: usize,
    /// Bytes of one part of a package, unpacked.
    pub part_bytes: usize,
    /// Bytes of all parts of a package together, unpacked.
    pub package_bytes: usize,
    /// How many times larger than its packed form a part may be, once it is larger than one megabyte.
    pub ratio: usize,
    /// Parts in a package.
    pub entries: usize,
    /// Depth of XML elements.
    pub xml_depth: usize,
    /// Nodes of one XML part or of one web page.
    pub nodes: usize,
    /// Depth of HTML elements.
    pub html_depth: usize,
    /// Tables within tables.
    pub table_depth: usize,
    /// Cells of all tables together.
    pub cells: usize,
    /// Columns of one table.
    pub columns: usize,
    /// Pages of a PDF.
    pub pdf_pages: usize,
    /// Objects of a PDF.
    pub pdf_objects: usize,
    /// Operators of all pages of a PDF together.
    pub pdf_operators: usize,
    /// Glyphs of one PDF page.
    pub pdf_page_glyphs: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            text_bytes: 64 << 20,
            part_bytes: 64 << 20,
            package_bytes: 256 << 20,
            ratio: 200,
            entries: 4096,
            xml_depth: 256,
            nodes: 4_000_000,
            html_depth: 512,
            table_depth: 8,
            cells: 1_000_000,
            columns: 1024,
            pdf_pages: 2000,
            pdf_objects: 1_000_000,
            pdf_operators: 20_000_000,
            pdf_page_glyphs: 200_000,
        }
    }
}
