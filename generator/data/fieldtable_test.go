package data

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"gongbao/generator/bulletin"
)

// A field whose declaration names a member or a column has it, and a function that writes it.
func TestNoFieldOfTheTableIsForgotten(t *testing.T) {
	for _, f := range bulletin.Fields {
		if f.JSON != "" && !slices.ContainsFunc(members, func(m member) bool { return m.name == f.JSON && m.write != nil }) {
			t.Errorf("nothing writes the member %s of %s: give it a function in members", f.JSON, f.Key)
		}
		if f.CSV != "" && !slices.ContainsFunc(columns, func(c column) bool { return c.name == f.CSV && c.cell != nil }) {
			t.Errorf("nothing writes the column %s of %s: give it a function in columns", f.CSV, f.Key)
		}
		if f.JSON != "" && !strings.Contains(string(schema), `"`+f.JSON+`": {`) {
			t.Errorf("the schema does not describe %s", f.JSON)
		}
	}
}

func TestSchemaDescribesFieldsThatAreDeclaredLater(t *testing.T) {
	later := []bulletin.Field{
		{Key: "approver", Type: bulletin.Line, JSON: "approver", Help: bulletin.Words{EN: `Who "approved" it.`}},
		{Key: "filed", Type: bulletin.Day, JSON: "filed", Help: bulletin.Words{EN: "When it was filed."}},
		{Key: "secret", Type: bulletin.Line},
	}
	got := withFieldSchemas(schemaFile, append(slices.Clone(bulletin.Fields), later...))
	var whole map[string]any
	if err := json.Unmarshal(got, &whole); err != nil {
		t.Fatal(err)
	}
	members := at(t, whole, "$defs", "bulletin", "properties").(map[string]any)
	if at(t, members, "approver", "type") != "string" || at(t, members, "approver", "description") != `Who "approved" it.` ||
		at(t, members, "filed", "$ref") != "#/$defs/day" || members["secret"] != nil {
		t.Errorf("%v", members)
	}
	if string(withFieldSchemas(schemaFile, bulletin.Fields[:10])) != schemaFile {
		t.Error("members that the file describes are described again")
	}
}
