package problem

// Problems of the site as a whole: links between sources, and addresses.
const (
	UnknownSource   Code = "unknown-source"
	TakenAddress    Code = "taken-address"
	ReservedAddress Code = "reserved-address"
)
