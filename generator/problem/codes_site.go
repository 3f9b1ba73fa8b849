package problem

// Codes that package site reports: links between sources, and addresses.
const (
	UnknownSource   Code = "unknown-source"
	AddressClash    Code = "address-clash"
	ReservedAddress Code = "reserved-address"

	ErasedTitleNamed Code = "erased-title-named"
	ActiveFile       Code = "active-file"
)
