package problem

// Codes that package source reports: the content folder and its files.
const (
	UnreadableFile    Code = "unreadable-file"
	LinkLeavesContent Code = "link-leaves-content"
	LinkToFolder      Code = "link-to-folder"
	SpecialFile       Code = "special-file"
	StrayFile         Code = "stray-file"
	StrayMarkdown     Code = "stray-markdown"
	StrayIndex        Code = "stray-index"
	MissingAttachment Code = "missing-attachment"
	EmptyText         Code = "empty-text"
)
