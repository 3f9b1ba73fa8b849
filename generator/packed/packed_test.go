package packed

import (
	"math"
	"testing"
)

func TestValuesComeBackInTheirOrder(t *testing.T) {
	var b []byte
	b = AppendUint(b, 0)
	b = AppendUint(b, 127)
	b = AppendUint(b, math.MaxUint64)
	b = AppendInt(b, math.MinInt64)
	b = AppendInt(b, -1)
	b = AppendBool(b, true)
	b = AppendString(b, "公报")
	b = AppendString(b, "")
	b = append(b, "raw"...)
	d := Decoder{S: string(b)}
	for _, want := range []uint64{0, 127, math.MaxUint64} {
		if got := d.Uint(); got != want {
			t.Errorf("found %d; expected %d", got, want)
		}
	}
	if a, b := d.Int(), d.Int(); a != math.MinInt64 || b != -1 {
		t.Error(a, b)
	}
	if !d.Bool() || d.Text() != "公报" || d.Text() != "" || d.Take(3) != "raw" || d.Failed || d.S != "" {
		t.Error("the rest is read wrongly:", d)
	}
}

func TestDamageFailsOnceAndStaysFailed(t *testing.T) {
	for name, read := range map[string]func(d *Decoder){
		"an empty input":        func(d *Decoder) { d.S = ""; d.Uint() },
		"an endless varint":     func(d *Decoder) { d.S = "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"; d.Uint() },
		"a string cut short":    func(d *Decoder) { d.S = "\x05abc"; d.Text() },
		"a number too large":    func(d *Decoder) { d.S = "\x09"; d.Below(9) },
		"a list beyond the end": func(d *Decoder) { d.S = "\x03ab"; d.Count(1) },
		"a boolean of two":      func(d *Decoder) { d.S = "\x02"; d.Bool() },
	} {
		d := &Decoder{}
		read(d)
		if !d.Failed || d.S != "" {
			t.Errorf("%s was read", name)
		}
		d.S = "\x01a"
		if !d.Failed {
			t.Errorf("%s: the failure is forgotten", name)
		}
	}
}

func TestCountAllowsAsManyEntriesAsFit(t *testing.T) {
	d := &Decoder{S: "\x02abcdef"}
	if n := d.Count(3); n != 2 || d.Failed {
		t.Error(n, d.Failed)
	}
}
