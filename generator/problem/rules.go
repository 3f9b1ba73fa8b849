package problem

// A Code identifies a kind of problem: short words joined by hyphens, as in "unknown-agency". A code that was released never
// changes its meaning and is never used again for another one.
type Code string

// A Rule declares a code: how serious a problem of its kind is, and what to say about it in reports (SARIF calls these rules,
// SARIF 2.1.0 §3.49).
type Rule struct {
	Code    Code
	Warning bool   // worth a look, but no reason to stop
	Title   string // what was found, as a short sentence
	Why     string // why it matters
}

// Rules are all kinds of problems, by the package that reports them. A code that is missing here fails the tests.
var Rules = []Rule{
	// settings

	// source

	// site

	// fields

	// bulletin

	// archive

	// markdown

	// pages

	// legacy

	// check
}

var byCode = func() map[Code]Rule {
	m := make(map[Code]Rule, len(Rules))
	for _, r := range Rules {
		m[r.Code] = r
	}
	return m
}()

// RuleOf returns the rule of a code, or the zero Rule if none declares it.
func RuleOf(code Code) Rule { return byCode[code] }
