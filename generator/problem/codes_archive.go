package problem

// Codes that package archive reports.
const (
	UnknownAgency    Code = "unknown-agency"
	UnknownTopic     Code = "unknown-topic"
	UnknownRegion    Code = "unknown-region"
	AmbiguousTerm    Code = "ambiguous-term"
	BadTermPath      Code = "bad-term-path"
	TermAddressTaken Code = "term-address-taken"
	TermSpelling     Code = "term-spelling"
	JoinedNames      Code = "joined-names"
	AmbiguousHeading Code = "ambiguous-heading"

	AddressTaken Code = "address-taken"

	NumberTaken     Code = "number-taken"
	NumberPublished Code = "number-published"
	UnknownSeries   Code = "unknown-series"

	UnknownBulletin      Code = "unknown-bulletin"
	AmbiguousBulletin    Code = "ambiguous-bulletin"
	SelfReference        Code = "self-reference"
	StatusNotSuperseded  Code = "status-not-superseded"
	DuplicateTranslation Code = "duplicate-translation"
	TranslationStands    Code = "translation-stands"

	VocabularyTooLarge Code = "vocabulary-too-large"
	IncompleteTerm     Code = "incomplete-term"
	BadTermID          Code = "bad-term-id"
	TermIDTaken        Code = "term-id-taken"
	FormerIDTaken      Code = "former-id-taken"
	TermNameTaken      Code = "term-name-taken"
	UnknownParent      Code = "unknown-parent"
	ParentCycle        Code = "parent-cycle"
	TooManyParents     Code = "too-many-parents"
)
