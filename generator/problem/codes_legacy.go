package problem

// Codes that package legacy and `gongbao import` report.
const (
	ImportUnreadable Code = "import-unreadable"
	ImportNotText    Code = "import-not-text"
	ImportTooLarge   Code = "import-too-large"
	ImportTooDeep    Code = "import-too-deep"
	ImportIncomplete Code = "import-incomplete"
	ImportExists     Code = "import-exists"
	ImportUnwritable Code = "import-unwritable"
	DoubtfulRepair   Code = "doubtful-repair"
	DoubtfulField    Code = "doubtful-field"
	UnreadableLabel  Code = "unreadable-label"
	CopiedFiller     Code = "copied-filler"
	Compilation      Code = "compilation"
)
