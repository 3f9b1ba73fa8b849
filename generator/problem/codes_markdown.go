package problem

// Codes that package markdown reports.
const (
	TextTooLarge       Code = "text-too-large"
	TextTooIntricate   Code = "text-too-intricate"
	TextTooDeep        Code = "text-too-deep"
	TextNotUTF8        Code = "text-not-utf8"
	UnreadableMarkdown Code = "unreadable-markdown"

	DuplicateAttribute Code = "duplicate-attribute"
	UnknownAttribute   Code = "unknown-attribute"
	HeadingID          Code = "heading-id"
	HeadingIDTaken     Code = "heading-id-taken"
	HeadingClass       Code = "heading-class"
	HeadingLanguage    Code = "heading-language"
	HeadingLevel       Code = "heading-level"
	EmptyHeading       Code = "empty-heading"
	NestedSection      Code = "nested-section"

	ImageText   Code = "image-text"
	RemoteImage Code = "remote-image"
	NotAnImage  Code = "not-an-image"

	EmptyLink            Code = "empty-link"
	LinkText             Code = "link-text"
	LinkScheme           Code = "link-scheme"
	LinkOutsideFolder    Code = "link-outside-folder"
	MissingFile          Code = "missing-file"
	UnknownHeading       Code = "unknown-heading"
	UnusedLinkDefinition Code = "unused-link-definition"

	MissingNote Code = "missing-note"
	UnusedNote  Code = "unused-note"

	HTMLShown   Code = "html-shown"
	HTMLLeftOut Code = "html-left-out"

	TableCells Code = "table-cells"
)
