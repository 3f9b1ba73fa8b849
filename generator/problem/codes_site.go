package problem

// Codes that package site reports: links between sources, and addresses.
const (
	UnknownSource   Code = "unknown-source"
	UnknownAddress  Code = "unknown-address"
	UnknownPart     Code = "unknown-part"
	AddressClash    Code = "address-clash"
	ReservedAddress Code = "reserved-address"

	ErasedTitleNamed Code = "erased-title-named"
	ActiveFile       Code = "active-file"
)
