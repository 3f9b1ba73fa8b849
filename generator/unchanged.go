package generator

import (
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"time"

	"gongbao/generator/key"
	"gongbao/generator/publish"
	"gongbao/generator/settings"
	"gongbao/generator/site"
	"gongbao/generator/source"
)

// A build in which nothing changed should cost a look at the files and no more. So a build without problems leaves a note in the
// store's folder: the state of everything that it read, and of the site that it made. If the next build finds both unchanged, it
// has nothing to do. The rule is the store's: size, times and inode tell which files need no reading. If a file changed just before it
// was read, there is no note, since the file may change again without a new time.

// inputs is the state of everything that decides what a build makes. Each part is looked at before it is read, so the next build
// reads again what changed in between.
type inputs struct {
	started     time.Time
	listing     *source.Listing
	fingerprint key.Key
	newest      int64 // time of the last change, nanoseconds since 1970
}

// look looks at the sources. set is the state of the settings, from before they were read.
func look(o Options, set settings.State) *inputs {
	in := &inputs{started: time.Now()}
	in.listing = source.Look(o.Content)
	sources, newest := in.listing.State()
	in.newest = max(set.Newest, newest)
	content, _ := filepath.Abs(o.Content)
	output, _ := filepath.Abs(o.Output)
	in.fingerprint = key.Of(key.Program(), set.Files, sources, content, output, o.Theme, o.BaseURL, o.Drafts, o.Links)
	return in
}

// noted is what a build leaves for the next one.
type noted struct {
	Inputs, Site string
	TimeZone     string
	From         time.Time // the schedule changes nothing from then until its Next
	Schedule     site.Schedule
	Bulletins    int
	Files        int
}

// noteFile returns the file of the note, or "" if there is no cache.
func (o *Options) noteFile() string {
	output, err := filepath.Abs(o.Output)
	if err != nil || o.Cache == "" {
		return ""
	}
	k := key.Of(output)
	return filepath.Join(o.Cache, "last-"+hex.EncodeToString(k[:8]))
}

// unchanged returns the report of a build that has nothing to do, or nil.
func (in *inputs) unchanged(o Options) *Report {
	if !in.listing.Sound() || o.Clean || len(o.Published) > 0 {
		return nil
	}
	data, err := os.ReadFile(o.noteFile())
	if err != nil {
		return nil
	}
	var n noted
	if json.Unmarshal(data, &n) != nil || n.Inputs != hex.EncodeToString(in.fingerprint[:]) || n.Site != publish.State(o.Output) {
		return nil
	}
	zone, err := time.LoadLocation(n.TimeZone)
	if err != nil {
		return nil
	}
	if now, until := o.Now.In(zone), n.Schedule.Next; now.Before(n.From) || !until.IsZero() && !now.Before(until) {
		return nil
	}
	return &Report{Bulletins: n.Bulletins, Schedule: n.Schedule, Report: &publish.Report{New: []string{}, Changed: []string{}, Deleted: []string{}, Kept: n.Files}}
}

// note leaves the note for the next build, unless that one must report something again.
func (in *inputs) note(o Options, s *site.Site, r *Report) {
	file, state := o.noteFile(), publish.State(o.Output)
	if file == "" {
		return
	}
	if len(r.Problems) > 0 || state == "" || in.newest > in.started.Add(-source.RacyWindow).UnixNano() {
		os.Remove(file)
		return
	}
	n := noted{Inputs: hex.EncodeToString(in.fingerprint[:]), Site: state, TimeZone: s.Settings.Config.TimeZone.String(),
		From: s.Now, Schedule: s.Schedule, Bulletins: r.Bulletins, Files: r.Kept + len(r.New) + len(r.Changed)}
	if data, err := json.Marshal(n); err == nil && os.WriteFile(file+".new", data, 0o644) == nil {
		os.Rename(file+".new", file)
	}
}
