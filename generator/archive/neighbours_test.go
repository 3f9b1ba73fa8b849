package archive

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"gongbao/generator/bulletin"
)

func by(publishers ...string) func(*bulletin.Bulletin) {
	return func(b *bulletin.Bulletin) {
		b.Publishers = nil
		for _, p := range publishers {
			b.Publishers = append(b.Publishers, bulletin.Text{Value: p})
		}
	}
}

// step returns what the page of a bulletin offers to a reader who follows the bulletins of one publisher.
func step(r *Record, publisher *Node) Neighbours {
	for _, n := range r.AppendNeighbours(nil) {
		if n.Publisher == nil || n.Publisher == publisher {
			return n
		}
	}
	return Neighbours{}
}

func TestNextLeadsFromTheOldestBulletinOfEachPublisherToItsNewestAndPreviousBack(t *testing.T) {
	ids := []string{"shandong-audit", "jinan-audit", "zibo-audit", "hubei-audit"}
	for seed := range uint64(300) {
		r := rand.New(rand.NewPCG(seed, 18))
		var bs []*bulletin.Bulletin
		for i := range 1 + r.IntN(25) {
			r.Shuffle(len(ids), func(i, j int) { ids[i], ids[j] = ids[j], ids[i] })
			publishers := ids[:1+r.IntN(3)]
			if r.IntN(2) == 0 {
				publishers = ids[:1]
			}
			day := time.Date(2020, 1, 1+r.IntN(12), 0, 0, 0, 0, time.UTC)
			bs = append(bs, bul(fmt.Sprintf("b%02d", i), day.Format(time.DateOnly), "", by(publishers...)))
		}
		a := mustNew(t, bs...)
		for _, publisher := range a.Trees[Agencies].Nodes {
			var want []*Record
			for _, r := range a.Records {
				if slices.Contains(r.Publishers, publisher) {
					want = append(want, r)
				}
			}
			if len(want) == 0 {
				continue
			}
			forth := []*Record{want[0]}
			for at := step(want[0], publisher).Next; at != nil && len(forth) <= len(want); at = step(at, publisher).Next {
				forth = append(forth, at)
			}
			last := want[len(want)-1]
			back := []*Record{last}
			for at := step(last, publisher).Previous; at != nil && len(back) <= len(want); at = step(at, publisher).Previous {
				back = append(back, at)
			}
			slices.Reverse(back)
			if !slices.Equal(forth, want) || !slices.Equal(back, want) {
				t.Fatalf("seed %d, %s: forth %q, back %q, want %q", seed, publisher.ID, slugs(forth), slugs(back), slugs(want))
			}
		}
	}
}

func TestBulletinOfSeveralPublishersHasNeighboursForEachUnlessTheyAreTheSame(t *testing.T) {
	a := mustNew(t,
		bul("a", "2020-01-01", "", by("jinan-audit")),
		bul("b", "2020-01-02", "", by("zibo-audit", "jinan-audit")),
		bul("c", "2020-01-03", "", by("jinan-audit", "zibo-audit")),
		bul("d", "2020-01-04", "", by("zibo-audit", "jinan-audit", "hubei-audit")))
	for i, want := range []string{
		"[-: - b]",
		"[zibo-audit: - c] [jinan-audit: a c]",
		"[-: b d]",
		"[zibo-audit: c -] [jinan-audit: c -]",
	} {
		got := ""
		name := func(r *Record) string {
			if r == nil {
				return "-"
			}
			return r.Slug.Value
		}
		for _, n := range a.Records[i].AppendNeighbours(nil) {
			publisher := "-"
			if n.Publisher != nil {
				publisher = n.Publisher.ID
			}
			got += fmt.Sprintf(" [%s: %s %s]", publisher, name(n.Previous), name(n.Next))
		}
		if got != " "+want {
			t.Errorf("%s: got%s, want %s", a.Records[i].Slug.Value, got, want)
		}
	}
	if got := mustNew(t, bul("x", "2020-01-01", "", by("jinan-audit", "zibo-audit"))).Records[0].AppendNeighbours(nil); len(got) != 0 {
		t.Errorf("an only bulletin has neighbours: %v", got)
	}
}
