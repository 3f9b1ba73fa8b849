package problem

// Codes that package pages reports about themes.
const (
	BadTemplate            Code = "bad-template"
	MissingTemplate        Code = "missing-template"
	UnknownTemplate        Code = "unknown-template"
	UnusedTemplate         Code = "unused-template"
	TemplateNotCompiled    Code = "template-not-compiled"
	TemplateFallback       Code = "template-fallback"
	UnknownMessage         Code = "unknown-message"
	UnusedMessage          Code = "unused-message"
	BadMessage             Code = "bad-message"
	UnknownPlaceholder     Code = "unknown-placeholder"
	UnknownMessageLanguage Code = "unknown-message-language"
	UnknownAsset           Code = "unknown-asset"
	BadAssetName           Code = "bad-asset-name"
	BadAsset               Code = "bad-asset"
	ThemeTooComplex        Code = "theme-too-complex"
	UnreadableThemeFile    Code = "unreadable-theme-file"
)
