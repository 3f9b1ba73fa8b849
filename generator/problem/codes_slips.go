package problem

// Codes that package slips reports: what looks like markdown and is not read as such, or the other way round.
const (
	UnreadHeading     Code = "unread-heading"
	UnreadList        Code = "unread-list"
	UnreadTable       Code = "unread-table"
	LineInTable       Code = "line-in-table"
	UnreadLink        Code = "unread-link"
	UnreadEmphasis    Code = "unread-emphasis"
	UnreadMark        Code = "unread-mark"
	ForeignSyntax     Code = "foreign-syntax"
	JoinedLines       Code = "joined-lines"
	IndentedCode      Code = "indented-code"
	OpenCode          Code = "open-code"
	AccidentalHeading Code = "accidental-heading"
	ListNumbers       Code = "list-numbers"
)

// SlipRules are the rules of slips in typing. They are part of Rules, and the help of `gongbao check` lists them.
var SlipRules = []Rule{
	{Code: UnreadHeading, Warning: true, Title: "A line looks like a heading and is not one", Why: "Readers see its marks, and it is missing from the outline of the page."},
	{Code: UnreadList, Warning: true, Title: "Lines look like a list and are not one", Why: "Readers see the marks, and the lines run together in one paragraph."},
	{Code: UnreadTable, Warning: true, Title: "Lines look like a table and are not one", Why: "Readers see its cells run together in one paragraph, with the bars between them."},
	{Code: LineInTable, Warning: true, Title: "A line below a table has become a row of it", Why: "A table ends only at a blank line, so the text is shown in the first cell."},
	{Code: UnreadLink, Warning: true, Title: "Something looks like a link and is not one", Why: "Readers see brackets and an address that they cannot follow."},
	{Code: UnreadEmphasis, Warning: true, Title: "Marks of emphasis stay in the text", Why: "Readers see the marks, and nothing is emphasised."},
	{Code: UnreadMark, Warning: true, Title: "A full-width mark is not read as markdown", Why: "Readers see the mark, and it has no effect."},
	{Code: ForeignSyntax, Warning: true, Title: "A text uses the syntax of another program", Why: "Readers see it as it was typed."},
	{Code: JoinedLines, Warning: true, Title: "Lines that belong apart are one paragraph", Why: "Markdown joins lines that follow each other, so that readers see them run together."},
	{Code: IndentedCode, Warning: true, Title: "An indented paragraph is shown as code", Why: "Four spaces or a tab make code of a paragraph: it has another font, and its marks are not read."},
	{Code: OpenCode, Warning: true, Title: "A block of code has no end", Why: "All text after it is shown as code."},
	{Code: AccidentalHeading, Warning: true, Title: "A line above a rule has become a heading", Why: "A line of - or = directly below a text makes it a heading, and the rule disappears."},
	{Code: ListNumbers, Warning: true, Title: "A list shows other numbers than were typed", Why: "Markdown counts from the first number of a list, so that references to the other numbers are wrong."},
}
