package pages

import (
	"testing"

	"gongbao/generator/archive"
	"gongbao/generator/key"
)

func TestKeyOfASiteDependsOnlyOnItsSettings(t *testing.T) {
	a, _ := archive.New(nil, archive.Vocabulary{}, archive.Options{Languages: []string{"zh-Hans"}})
	before := key.Of(exampleSite())
	site := exampleSite()
	New(a, site, nil)
	New(a, site, nil)
	if after := key.Of(site); after != before {
		t.Errorf("the key of a site is %x once views are made of it; expected %x, as before", after, before)
	}
	site = exampleSite()
	site.BaseURL = "https://other.example.org/"
	New(a, site, nil)
	if key.Of(site) == before {
		t.Error("sites at two addresses have one key")
	}
}
