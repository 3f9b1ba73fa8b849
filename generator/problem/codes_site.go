package problem

// Codes that package site reports: links between sources, addresses, and dates that are far from now.
const (
	UnknownSource   Code = "unknown-source"
	UnknownAddress  Code = "unknown-address"
	UnknownPart     Code = "unknown-part"
	AddressClash    Code = "address-clash"
	ReservedAddress Code = "reserved-address"

	ErasedTitleNamed Code = "erased-title-named"
	ActiveFile       Code = "active-file"
	UnlikelyYear     Code = "unlikely-year"
	DateAhead        Code = "date-ahead"
)
