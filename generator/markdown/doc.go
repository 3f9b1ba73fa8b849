// Package markdown turns a bulletin's text into HTML, an outline and plain text, in one pass over goldmark's tree.
//
// It reads CommonMark 0.31.2 with GFM's tables, strikethrough, task lists and bare addresses, and with footnotes,
// definition lists and attributes of headings. The result depends only on the text, the files next to it and the options.
// Each place that depends on the address of the page is a Slot, so that one rendering serves the page, the print view, the bound
// issue and the feed.
//
// It keeps three promises:
//   - Nothing that an author writes is lost silently: it appears, or a problem says where and why it does not
//     (TestNothingOfACapturedBulletinIsLost).
//   - The HTML is harmless: it has no script, handler, style or form, and only links with known schemes
//     (FuzzNoLiveScriptComesOut).
//   - No text takes more than seconds, or more than a few hundred megabytes; limits.go says how
//     (TestHostileTextIsReadInTimeAndItsWordsAreKept).
//
// # What differs from CommonMark and GFM
//
// spec_test.go lists the examples of CommonMark that come out differently, and why:
//
//   - HTML is shown as text, and reported, or is sanitised on request (HTML). Comments are left out. <br> is always a line
//     break. Sanitised lists keep their numbers (listnumbers.go), and ids get the prefix user_ (rawids.go).
//   - The highest headings become h2, since the title of the page is its h1, and the others keep their distance from
//     them. A heading has an id made of its words, in any script. A heading without text is left out and reported.
//   - An image has its size and is loaded lazily; one on another site becomes a link. An image with a title that is a
//     paragraph of its own becomes a figure with a caption.
//   - A link may begin with http:, https:, mailto:, tel: or ftp:. One to a file next to the bulletin shows the file's
//     type and size; one to a file that does not exist becomes plain text and is reported.
//   - A bare address is a link, even directly after a Chinese character, and ends before the next one.
//
// Beyond the examples:
//
//   - A line break between Chinese or full-width characters is not a space (linebreak.go).
//   - Emphasis opens and closes next to Chinese punctuation: **注意：**本公告 (emphasis.go).
//   - ~~ strikes out, ~ does not: 3~5人 is a range.
//   - Ideographic spaces that indent a paragraph are dropped.
//   - A table is in a box that scrolls, its alignment is a class, an empty header cell is a td, and a row with more cells
//     than the header is a problem. A bar after a backslash is text, even at the end of a row.
//   - A task's box is the character ☐ or ☑.
//   - A note without a mark is kept. A mark without a note, an unused link definition, and a link to a heading that does not
//     exist are problems.
//
// # What themes and pages must know
//
// Ids of a text never begin with page-: those are the theme's. All ids, and all references to them, begin with a Slot, so
// that a page with many texts can keep them apart. Classes that a theme may style: table-scroll, align-left, align-center,
// align-right, task, task-mark, note-mark, notes, file-info, list-… on lists (ListClasses), language-… on code, and user-… from
// the author. Code does not scroll and so needs no focus; a theme should wrap its lines.
package markdown
