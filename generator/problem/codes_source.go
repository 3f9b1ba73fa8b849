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
	UnlistedFile      Code = "unlisted-file"
	Leftover          Code = "leftover"
	HiddenStatic      Code = "hidden-static-file"
	SourceEnding      Code = "source-ending"
	MisplacedSource   Code = "misplaced-source"
	UnreadFile        Code = "unread-file"
	UnpublishableName Code = "unpublishable-name"
	AttachmentsAlike  Code = "attachments-alike"
	EmptyText         Code = "empty-text"
)
