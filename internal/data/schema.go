package data

import (
	"encoding/json"
	"maps"
	"slices"

	"github.com/invopop/jsonschema"
)

// Schema returns events.schema.json: the JSON Schema (draft 2020-12) of the
// files that Events and One return. Keys that it does not name are allowed, as
// later files of the same version may have them.
func (s *Site) Schema() []byte {
	r := jsonschema.Reflector{ExpandedStruct: true, AllowAdditionalProperties: true, Anonymous: true}
	schema := r.Reflect(Timeline{})
	schema.Title = "Timeline, version " + Version
	schema.Description = "A timeline: events with their dates, sources and corrections. " +
		"Within a version, fields are added and never renamed, removed or given another meaning."
	if s.URL != "" {
		schema.ID = jsonschema.ID(s.address(SchemaURL))
	}
	b, err := json.MarshalIndent(schema, "", "  ")
	if err != nil {
		panic("data: a schema of types does not fail to marshal: " + err.Error())
	}
	return append(b, '\n')
}

// Documented is a field of the format, as the README lists it.
type Documented struct{ Of, Name, Description string }

// Document returns the fields of the schema: those of the top first, then those
// of its parts, by name.
func Document() []Documented {
	r := jsonschema.Reflector{ExpandedStruct: true, Anonymous: true}
	schema := r.Reflect(Timeline{})
	all := documented("", schema)
	for _, name := range slices.Sorted(maps.Keys(schema.Definitions)) {
		all = append(all, documented(name, schema.Definitions[name])...)
	}
	return all
}

func documented(of string, schema *jsonschema.Schema) (all []Documented) {
	if schema.Properties == nil {
		return nil
	}
	for pair := schema.Properties.Oldest(); pair != nil; pair = pair.Next() {
		all = append(all, Documented{of, pair.Key, pair.Value.Description})
	}
	return all
}
