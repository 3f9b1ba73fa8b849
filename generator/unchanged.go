package generator

import (
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/zeebo/xxh3"

	"gongbao/generator/key"
	"gongbao/generator/problem"
	"gongbao/generator/publish"
)

// A build in which nothing changed should cost a look at the files and no more. So a build without problems notes, in the
// store's folder, the state of all that it read and of the site that it left; one that finds both as they were has nothing
// to do. The rule is the store's own: size and time say which files need no reading. Where a file was changed just before it
// was read nothing is noted, since it may change again without a new time.

// inputs is the state of everything that decides what a build makes. Each part is looked at before it is read: what changes in
// between is then read again by the next build, and never missed.
type inputs struct {
	settings    []byte // the state of settings, vocabularies and themes
	units       []unit // of the source folders, so that a build need not walk twice
	fingerprint key.Key
	newest      int64 // time of the last change, nanoseconds
	problems    []problem.Problem
}

// append adds the state of a file.
func (in *inputs) append(b []byte, name string, f fileState) []byte {
	in.newest = max(in.newest, f.time)
	return f.append(appendString(b, name))
}

// lookAtSettings begins the look with the few files that are read first.
func lookAtSettings(o Options) *inputs {
	in := &inputs{}
	note := func(name string, e fs.DirEntry) {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			in.settings = in.append(in.settings, name, stateOf("", info))
		}
	}
	entries, _ := os.ReadDir(o.Content)
	for _, e := range entries {
		note(e.Name(), e)
	}
	for _, theme := range []string{filepath.Join(o.Content, "themes"), o.Theme} {
		filepath.WalkDir(theme, func(name string, e fs.DirEntry, err error) error {
			if err == nil {
				note(name, e)
			}
			return nil
		})
	}
	return in
}

// lookAtSources ends it.
func (in *inputs) lookAtSources(o Options) {
	state := xxh3.New()
	state.Write(in.settings)
	var line []byte
	for _, folder := range sourceFolders {
		units, problems := walk(o.Content, o.Content, folder)
		for _, u := range units {
			line = in.append(line[:0], u.source, u.file)
			for _, f := range u.beside {
				line = in.append(line, "", f)
			}
			state.Write(line)
		}
		if in.problems = append(in.problems, problems...); in.units == nil {
			in.units = units // nearly all
		} else {
			in.units = append(in.units, units...)
		}
	}
	output, _ := filepath.Abs(o.Output)
	in.fingerprint = key.Of(programKey(), state.Sum128().Bytes(), o.Content, output, o.Theme, o.BaseURL, o.Drafts)
}

// noted is what a build leaves for the next.
type noted struct {
	Inputs, Site string
	From, Until  time.Time // the schedule changes nothing between them; a zero Until: ever
	Bulletins    int
	Files        int
}

// note is the file for it, or empty where there is no place.
func (o Options) note() string {
	output, err := filepath.Abs(o.Output)
	if err != nil || o.Cache == "" {
		return ""
	}
	k := key.Of(output)
	return filepath.Join(o.Cache, "last-"+hex.EncodeToString(k[:8]))
}

// unchanged gives the report of a build that has nothing to do, or nil.
func unchanged(o Options, in *inputs) *Report {
	if len(in.problems) > 0 || o.Clean {
		return nil
	}
	data, err := os.ReadFile(o.note())
	if err != nil {
		return nil
	}
	var n noted
	if json.Unmarshal(data, &n) != nil || n.Inputs != hex.EncodeToString(in.fingerprint[:]) || n.Site != stateOfSite(o.Output) ||
		o.Now.Before(n.From) || !n.Until.IsZero() && !o.Now.Before(n.Until) {
		return nil
	}
	return &Report{Bulletins: n.Bulletins, Report: &publish.Report{New: []string{}, Changed: []string{}, Deleted: []string{}, Kept: n.Files}}
}

// takeNote notes what a build read and left, unless there is something to be told again by the next one.
func (s *Site) takeNote(in *inputs, started time.Time, r *Report) {
	file, site := s.options.note(), stateOfSite(s.options.Output)
	if file == "" {
		return
	}
	if len(r.Problems) > 0 || site == "" || in.newest > started.Add(-racyWindow).UnixNano() {
		os.Remove(file)
		return
	}
	n := noted{Inputs: hex.EncodeToString(in.fingerprint[:]), Site: site, From: s.options.Now, Until: s.until,
		Bulletins: r.Bulletins, Files: r.Kept + len(r.New) + len(r.Changed)}
	if data, err := json.Marshal(n); err == nil && os.WriteFile(file+".new", data, 0o644) == nil {
		os.Rename(file+".new", file)
	}
}

// nextMoment is when the schedule next changes something; zero: never.
func (s *Site) nextMoment() time.Time {
	var next time.Time
	for _, b := range s.sources.bulletins() {
		for _, at := range []time.Time{b.PublishAt.Time, b.ExpiresAt.Time} {
			if at.After(s.options.Now) && (next.IsZero() || at.Before(next)) {
				next = at
			}
		}
	}
	return next
}

// stateOfSite tells a published site from every other state of its folder, as far as its seal and the names at its top
// show; empty where there is none, or a build left it half done.
func stateOfSite(output string) string {
	seal, err := os.ReadFile(filepath.Join(output, ".gongbao", "seal"))
	if err != nil {
		return ""
	}
	var names []string
	for _, dir := range []string{output, filepath.Join(output, ".gongbao")} {
		entries, err := os.ReadDir(dir)
		if err != nil {
			return ""
		}
		for _, e := range entries {
			names = append(names, e.Name())
		}
	}
	k := key.Of(string(seal), names)
	return hex.EncodeToString(k[:])
}
