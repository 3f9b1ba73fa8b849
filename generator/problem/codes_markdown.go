package problem

const (
	HeadingLevel Code = "heading-level"
	ImageText    Code = "image-text"
)
