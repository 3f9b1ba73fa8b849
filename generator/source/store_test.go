package source

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"

	"gongbao/generator/internal/folder"
	"gongbao/generator/internal/scratch"
)

// storeFiles returns the names of the files of a store that start with a prefix.
func storeFiles(t *testing.T, o Options, prefix string) []string {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(o.Cache, prefix+"*"))
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// change rewrites a file.
func change(t *testing.T, name string, edit func([]byte) []byte) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, edit(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestDamagedIndexIsNeverMisread(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	clean := o
	clean.Cache = ""
	s := load(t, clean)
	defer s.Close()
	want, wantPaths := bodies(t, s), paths(s)
	index := filepath.Join(o.Cache, "index")
	whole, err := os.ReadFile(index)
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(whole); at += 7 {
		for what, damaged := range map[string][]byte{
			"a byte changed": append(append(bytes.Clone(whole[:at]), whole[at]^0x55), whole[at+1:]...),
			"cut short":      whole[:at],
		} {
			if err := os.WriteFile(index, damaged, 0o644); err != nil {
				t.Fatal(err)
			}
			s := load(t, o)
			if !reflect.DeepEqual(paths(s), wantPaths) || !reflect.DeepEqual(bodies(t, s), want) || s.Read != len(wantPaths) {
				t.Fatalf("%s at %d: read %d, %q", what, at, s.Read, paths(s))
			}
			s.Close()
		}
	}
	for _, old := range []string{"gongbao store 2\n", "gongbao store 9\n"} {
		if err := os.WriteFile(index, bytes.Replace(whole, []byte(storeMagic), []byte(old), 1), 0o644); err != nil {
			t.Fatal(err)
		}
		s := load(t, o)
		if s.Read != len(wantPaths) {
			t.Errorf("a store of another version was read")
		}
		s.Close()
	}
}

func TestMissingSegmentIsParsedAgain(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	for _, name := range storeFiles(t, o, "bodies-") {
		os.Remove(name)
	}
	s := load(t, o)
	defer s.Close()
	if s.Read != 4 {
		t.Error(s.Read)
	}
}

func TestDamagedBodyIsParsedAgainFromItsSource(t *testing.T) {
	o := options(t, archive())
	first := load(t, o)
	want := bodies(t, first)
	first.Remember()
	first.Close()
	segment := storeFiles(t, o, "bodies-")
	if len(segment) != 1 {
		t.Fatal(segment)
	}
	size := 0
	change(t, segment[0], func(data []byte) []byte {
		size = len(data)
		for i := range data {
			data[i] ^= 1
		}
		return data
	})
	s := load(t, o)
	if s.Read != 0 || s.Damaged() {
		t.Error("the damage was noticed before a body was read")
	}
	if got := bodies(t, s); !reflect.DeepEqual(got, want) || !s.Damaged() {
		t.Errorf("%q, want %q; damaged: %v", got, want, s.Damaged())
	}
	s.Remember() // without the damaged bodies
	s.Close()
	again := load(t, o)
	if again.Read != 4 || again.Damaged() {
		t.Errorf("%d sources are read after the damage was found", again.Read)
	}
	again.Remember()
	again.Close()

	if err := os.Truncate(storeFiles(t, o, "bodies-")[0], int64(size/2)); err != nil {
		t.Fatal(err)
	}
	cut := load(t, o)
	defer cut.Close()
	if got := bodies(t, cut); !reflect.DeepEqual(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestSourceThatChangedSinceItsBodyWasLostIsAnError(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	s := load(t, o)
	defer s.Close()
	change(t, storeFiles(t, o, "bodies-")[0], func(data []byte) []byte { return bytes.Repeat([]byte{1}, len(data)) })
	write(o, "bulletins/2020/a.md", folder.Bulletin("另", "2020-02-21"))
	write(o, "bulletins/2020/c/表.csv", "other\n")
	os.Remove(filepath.Join(o.Content, "bulletins/2020/b.md"))
	for _, b := range s.Bulletins() {
		_, err := s.HTML(new(scratch.Buffer), &b.Page)
		_, err2 := s.Text(&b.Page)
		for _, err := range []error{err, err2} {
			if err == nil || !strings.Contains(err.Error(), b.Source+" changed while the site was built") {
				t.Errorf("%s: %v", b.Source, err)
			}
		}
	}
}

func TestStoreDoesNotGrowWithoutEnd(t *testing.T) {
	o := options(t, archive())
	for i := range 40 {
		write(o, "bulletins/2020/b.md", folder.Bulletin("乙", "2020-02-22")+strings.Repeat(fmt.Sprintf("第%d次。", i), 50))
		write(o, fmt.Sprintf("bulletins/2021/%02d.md", i), folder.Bulletin("新", "2021-02-22"))
		folder.Age(t, o.Content)
		remembered(t, o)
	}
	segments := storeFiles(t, o, "bodies-")
	if len(segments) > segmentsMost+2 {
		t.Errorf("%d segments", len(segments))
	}
	if left := storeFiles(t, o, "index-"); len(left) > 0 {
		t.Errorf("left over: %q", left)
	}
	size := int64(0)
	for _, name := range segments {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		size += info.Size()
	}
	clean := o
	clean.Cache = filepath.Join(t.TempDir(), "fresh")
	remembered(t, clean)
	info, err := os.Stat(storeFiles(t, clean, "bodies-")[0])
	if err != nil {
		t.Fatal(err)
	}
	if size > 3*info.Size() {
		t.Errorf("the store has %d bytes of bodies, and a fresh one %d", size, info.Size())
	}
	s, want := load(t, o), load(t, clean)
	defer s.Close()
	defer want.Close()
	if s.Read != 0 || !reflect.DeepEqual(bodies(t, s), bodies(t, want)) {
		t.Error("bodies were lost when segments were compacted")
	}
}

func TestSegmentsThatNoIndexNamesGoAfterADay(t *testing.T) {
	o := options(t, archive())
	old := filepath.Join(o.Cache, "bodies-old")
	folder.Write(t, o.Cache, map[string]string{"bodies-old": "x", "bodies-young": "x", "index-old": "x", "last-0": "x"})
	long := time.Now().Add(-25 * time.Hour)
	for _, name := range []string{old, filepath.Join(o.Cache, "index-old"), filepath.Join(o.Cache, "last-0")} {
		os.Chtimes(name, long, long)
	}
	remembered(t, o)
	for name, want := range map[string]bool{"bodies-old": false, "index-old": false, "bodies-young": true, "last-0": true} {
		if _, err := os.Stat(filepath.Join(o.Cache, name)); (err == nil) != want {
			t.Errorf("%s is there: %v", name, err == nil)
		}
	}
}

func TestStoreThatCannotBeUsedCostsNothingButTime(t *testing.T) {
	o := options(t, archive())
	write(o, "../file", "x")
	o.Cache = filepath.Join(filepath.Dir(o.Content), "file", "cache")
	s := load(t, o)
	if len(bodies(t, s)) != 4 {
		t.Error("no bodies")
	}
	temporary := s.loader.store.dir
	s.Remember()
	s.Close()
	if _, err := os.Stat(temporary); !os.IsNotExist(err) {
		t.Errorf("the temporary folder stays: %v", err)
	}
}

func TestUnsavedBodiesAreRemoved(t *testing.T) {
	o := options(t, archive())
	load(t, o).Close()
	if names := storeFiles(t, o, "bodies-"); len(names) > 0 {
		t.Errorf("left over: %q", names)
	}
}

// The first body that a preview adds may be of a source with a mistake, which no index names.
func TestBodyThatFollowsOneWithAMistakeIsRemembered(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙", "2020-02-22")+"\n[x](nothing.pdf)\n")
	s := load(t, o)
	if s.Read != 1 || len(s.Problems) == 0 {
		t.Fatalf("%d read, problems %v", s.Read, s.Problems)
	}
	s.Remember()
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
	folder.Age(t, o.Content)
	s, err := s.Reload(context.Background(), []string{"bulletins", "pages"})
	if err != nil {
		t.Fatal(err)
	}
	s.Remember()
	want := bodies(t, s)
	s.Close()
	s = load(t, o)
	defer s.Close()
	if s.Read != 0 || !reflect.DeepEqual(bodies(t, s), want) {
		t.Errorf("%d sources were read again", s.Read)
	}
}

// Several programs may share a store. One of them may remove segments that another still uses.
func TestSegmentThatAnotherProgramRemovedIsWrittenAgain(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	s := load(t, o)
	write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
	folder.Age(t, o.Content)
	s, err := s.Reload(context.Background(), []string{"bulletins", "pages"})
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range storeFiles(t, o, "bodies-") {
		if err := os.Remove(name); err != nil {
			t.Skip("an open file cannot be removed here: ", err)
		}
	}
	s.Remember()
	want := bodies(t, s)
	s.Close()
	s = load(t, o)
	defer s.Close()
	if s.Read != 0 || !reflect.DeepEqual(bodies(t, s), want) {
		t.Errorf("%d sources were read again", s.Read)
	}
	if names := storeFiles(t, o, "bodies-"); len(names) != 1 {
		t.Errorf("segments %q, want one", names)
	}
}

func TestOneEditOfManyIsNotWrittenDown(t *testing.T) {
	files := map[string]string{}
	for i := range 1100 {
		files[fmt.Sprintf("bulletins/%04d.md", i)] = folder.Bulletin("文", "2020-02-21")
	}
	o := options(t, files)
	remembered(t, o)
	before, _ := os.Stat(filepath.Join(o.Cache, "index"))
	written := func(edits int) bool {
		for i := range edits {
			write(o, fmt.Sprintf("bulletins/%04d.md", i), folder.Bulletin(fmt.Sprint("文", i, edits), "2020-02-21"))
		}
		remembered(t, o)
		now, _ := os.Stat(filepath.Join(o.Cache, "index"))
		return !os.SameFile(before, now)
	}
	if written(1) {
		t.Error("the store was written for one edit of 1 100")
	}
	if !written(2) {
		t.Error("the store was not written for two edits of 1 100")
	}
}

func TestSizeOfImagesIsKnown(t *testing.T) {
	o := options(t, archive())
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	write(o, "bulletins/2020/c/图/x.png", picture.String())
	s := load(t, o)
	defer s.Close()
	a := s.Find("bulletins/2020/c/index.md").Bulletin.Attachments[0]
	if a.Width != 30 || a.Height != 20 || a.Size != int64(picture.Len()) {
		t.Errorf("%+v", a)
	}
}

// The same content under another path says something else, since its path is part of its address.
func TestMovedSourceIsReadAgain(t *testing.T) {
	o := options(t, archive())
	remembered(t, o)
	if err := os.Rename(filepath.Join(o.Content, "bulletins/2020/b.md"), filepath.Join(o.Content, "bulletins/2020/z.md")); err != nil {
		t.Fatal(err)
	}
	s := load(t, o)
	defer s.Close()
	if it := s.Find("bulletins/2020/z.md"); it == nil || it.Bulletin.Slug.Value != "z" || it.Bulletin.Source != "bulletins/2020/z.md" || !it.Read() {
		t.Errorf("%+v", it)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

func TestStoreThatCannotBeWrittenIsAnError(t *testing.T) {
	for name, size := range map[string]int{"when a body is added": 16, "when the bodies are flushed": 1 << 20} {
		t.Run(name, func(t *testing.T) {
			o := options(t, archive())
			s := load(t, o)
			defer s.Close()
			s.loader.store.current.out = bufio.NewWriterSize(full{}, size)
			write(o, "bulletins/2020/b.md", folder.Bulletin("乙乙", "2020-02-22"))
			if _, err := s.Reload(context.Background(), []string{"bulletins"}); err == nil || !strings.Contains(err.Error(), "no space left") {
				t.Errorf("reload: %v", err)
			}
			s.loader.store.current.out = bufio.NewWriterSize(full{}, size)
			if _, _, err := s.Edits(context.Background(), []string{"bulletins"}); err == nil || !strings.Contains(err.Error(), "no space left") {
				t.Errorf("edits: %v", err)
			}
		})
	}
}
