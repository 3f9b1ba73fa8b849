package fields

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/BurntSushi/toml"
	"go.yaml.in/yaml/v4"
)

func TestTheYAMLLibraryStillUsesTheWordsOfTheFaults(t *testing.T) {
	provoked := map[fault]bool{}
	for _, c := range []struct {
		text string
		want fault
	}{
		{"a: b: c\n", colonInValue},
		{"a: b\n\tc: d\n", tabInIndent},
		{"a: @x\n", reservedStart},
		{"a: *x\n", starStart},
		{"a: 'x\nb: c\n", openQuote},
		{"a: \"x\n---\n", openQuote},
		{"a: \"\\q\"\n", unknownEscape},
		{"a: [x\nb: c\n", openList},
		{"a: {x\n", openMap},
		{"a: x\nfoo\n", keyWithoutColon},
		{"a: - b\n", listOnKeyLine},
		{"a: ,\n", missingValue},
		{" a: b\nc: d\n", lesserIndent},
		{"a: \"b\" c\n", unexpectedLine},
		{"- a\n? b\n", unexpectedLine},
		{"a: " + strings.Repeat("[", 20_000) + "\n", nestedTooDeep},
	} {
		var n yaml.Node
		loader, err := yaml.NewLoader(strings.NewReader(c.text))
		if err != nil {
			t.Fatal(err)
		}
		e, ok := loadError(loader.Load(&n))
		if !ok {
			t.Errorf("%.30q: no error", c.text)
			continue
		}
		if got := yamlFault(e); got != c.want {
			t.Errorf("%.30q: fault %d, want %d; the library says %q %q", c.text, got, c.want, e.ContextMsg, e.Message)
		}
		provoked[c.want] = true
	}
	for _, f := range yamlFaults {
		if !provoked[f.fault] {
			t.Errorf("nothing provokes fault %d, %q", f.fault, f.message)
		}
	}
}

func TestTheTOMLAndJSONLibrariesStillUseTheWordsOfTheFaults(t *testing.T) {
	var v map[string]any
	var parse toml.ParseError
	_, err := toml.Decode("a = 2020-02-30\n", &v)
	if !errors.As(err, &parse) {
		t.Fatal(err)
	}
	if f, written := tomlFault(parse); f != impossibleDate || written != `"2020-02-30"` {
		t.Errorf("fault %d, %q; the library says %q", f, written, parse.Message)
	}

	for text, want := range map[string]fault{
		`{a: 1}`: quotesOrLastComma, `{"a": 'x'}`: quotesOrLastComma, `{"a": 1,}`: quotesOrLastComma, `[1,]`: quotesOrLastComma,
		`{"a": 1 "b": 2}`: missingComma, `[1 2]`: missingComma, `{"a" 1}`: missingColon, "{\"a\": \"x\ny\"}": brokenText, `{"a": 1`: openEnd, `{"a": "x`: openEnd,
	} {
		var syntax *json.SyntaxError
		if err := json.Unmarshal([]byte(text), &v); !errors.As(err, &syntax) || jsonFault(syntax) != want {
			t.Errorf("%s: fault is not recognised in %v", text, err)
		}
	}
}
