//go:build !unix

package search_test

import "time"

func processor() time.Duration { return 0 } // not known
