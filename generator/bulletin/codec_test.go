package bulletin

import (
	"reflect"
	"testing"
	"time"
)

// fill sets every field below v to a different value, and lists to two entries, so that a field that the codec forgets differs.
func fill(t *testing.T, v reflect.Value, n *int) {
	*n++
	switch v.Interface().(type) {
	case time.Time:
		v.Set(reflect.ValueOf(time.Unix(1582248600+int64(*n), int64(*n)).In(time.FixedZone("", 3600*(*n%12)))))
		return
	case Status:
		v.SetUint(uint64(Withdrawn))
		return
	}
	switch v.Kind() {
	case reflect.String:
		v.SetString(string(rune(0x4E00 + *n)))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int32, reflect.Int64:
		v.SetInt(int64(*n) * 100)
	case reflect.Uint8:
		v.SetUint(uint64(*n % 251))
	case reflect.Array:
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(t, v.Index(i), n)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			fill(t, v.Field(i), n)
		}
	default:
		t.Fatalf("no way to fill a %s", v.Type())
	}
}

func TestCodecForgetsNoField(t *testing.T) {
	n := 0
	var b Bulletin
	fill(t, reflect.ValueOf(&b).Elem(), &n)
	got, rest, err := Decode(string(b.Append([]byte("before")))[len("before"):] + "after")
	if err != nil || rest != "after" || !reflect.DeepEqual(got, &b) {
		t.Errorf("%v %q\n got  %+v\n want %+v", err, rest, got, &b)
	}
	var p Page
	fill(t, reflect.ValueOf(&p).Elem(), &n)
	page, rest, err := DecodePage(string(p.Append(nil)) + "after")
	if err != nil || rest != "after" || !reflect.DeepEqual(page, &p) {
		t.Errorf("%v %q\n got  %+v\n want %+v", err, rest, page, &p)
	}
}

func TestCodecKeepsEmptyBulletinsAndPages(t *testing.T) {
	if b, rest, err := Decode(string(new(Bulletin).Append(nil))); err != nil || rest != "" || !reflect.DeepEqual(b, new(Bulletin)) {
		t.Error(b, rest, err)
	}
	if p, rest, err := DecodePage(string(new(Page).Append(nil))); err != nil || rest != "" || !reflect.DeepEqual(p, new(Page)) {
		t.Error(p, rest, err)
	}
}

func TestDamagedBytesAreAnErrorOrAnotherBulletinButNeverAPanic(t *testing.T) {
	n := 0
	var b Bulletin
	fill(t, reflect.ValueOf(&b).Elem(), &n)
	good := b.Append(nil)
	for i := range good {
		if _, _, err := Decode(string(good[:i])); err == nil {
			t.Fatalf("cut to %d of %d bytes, and no error", i, len(good))
		}
		for _, flip := range []byte{1, 0x80, 0xFF} {
			bad := append([]byte(nil), good...)
			bad[i] ^= flip
			if got, _, err := Decode(string(bad)); err == nil && got.Date.Year() > 0 {
				_ = got.Date.Format(time.RFC3339) + got.Status.String()
			}
		}
	}
}

func FuzzDecode(f *testing.F) {
	b, _, _, _ := Parse("a.md", "f", typical, Options{Location: shanghai})
	f.Add(b.Append(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		if b, _, err := Decode(string(data)); err == nil {
			again, rest, err := Decode(string(b.Append(nil)))
			if err != nil || rest != "" || !reflect.DeepEqual(b, again) {
				t.Fatalf("%v\n%+v\n%+v", err, b, again)
			}
		}
		DecodePage(string(data))
	})
}

func BenchmarkDecode(b *testing.B) {
	bulletin, _, _, problems := Parse("bulletins/2020/a.md", "a.md", typical, Options{Location: shanghai})
	if problems != nil {
		b.Fatal(problems)
	}
	bulletin.Headings = make([]Heading, 3)
	s := string(bulletin.Append(nil))
	b.ReportAllocs()
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		Decode(s)
	}
}

func BenchmarkAppendFacts(b *testing.B) {
	bulletin, _, _, _ := Parse("bulletins/2020/a.md", "a.md", typical, Options{Location: shanghai})
	bulletin.Headings = make([]Heading, 3)
	var buffer []byte
	b.ReportAllocs()
	for b.Loop() {
		buffer = bulletin.AppendFacts(buffer[:0])
	}
}
