package problem

// Codes of what is wrong with promised addresses: gone.yaml, the ledger, and addresses that vanish. VanishedAddress is the same as
// UnexplainedAddress where it ends a build or a check with a failure.
const (
	BadGoneAddress     Code = "bad-gone-address"
	IncompleteGone     Code = "incomplete-gone"
	GoneTwice          Code = "gone-twice"
	GoneCurrent        Code = "gone-current"
	UnexplainedAddress Code = "unexplained-address"
	DamagedLedger      Code = "damaged-ledger"
	QueryAlias         Code = "query-alias"
)
