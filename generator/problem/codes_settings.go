package problem

// Codes that package settings reports: site.yaml, the vocabulary files, and the choice of a theme.
const (
	MissingSiteTitle          Code = "missing-site-title"
	BadBaseURL                Code = "bad-base-url"
	UnknownLanguage           Code = "unknown-interface-language"
	RepeatedInterfaceLanguage Code = "repeated-interface-language"
	UnknownTimeZone           Code = "unknown-time-zone"
	BadThemeName              Code = "bad-theme-name"
	UnknownTheme              Code = "unknown-theme"
	BadEmail                  Code = "bad-email"
	BadAddress                Code = "bad-address"
	MissingVocabulary         Code = "missing-vocabulary"
	BadPattern                Code = "bad-pattern"
	SettingsTooLarge          Code = "settings-too-large"
)
