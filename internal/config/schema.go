package config

import (
	"encoding/json"
	"flag"

	"github.com/recoverlint/recoverlint/internal/report"
)

// Schema is the JSON schema of .recoverlint.yml, as docs/recoverlint.schema.json
// has it: made of the rules and their flags, as the reader of the file is.
func Schema(rules []Rule) []byte {
	type object = map[string]any
	// A key without a value says nothing.
	level := object{"enum": levelNames}
	list := object{"oneOf": []any{object{"type": "string"}, object{"type": "array", "items": object{"type": "string"}}, object{"type": "null"}}}
	onOff := object{"oneOf": []any{object{"type": "boolean"}, object{"enum": []any{"on", "off", nil}}}}
	properties := object{}
	for _, rule := range rules {
		settings := object{
			"enabled": onOff,
			reportAs:  reportAsSchema(rule),
		}
		rule.Analyzer.Flags.VisitAll(func(f *flag.Flag) {
			value := object{"description": f.Usage}
			kind := list
			if isBool(f) {
				kind = onOff
			}
			for key, v := range kind {
				value[key] = v
			}
			settings[f.Name] = value
		})
		properties[rule.Analyzer.Name] = object{"oneOf": []any{onOff, object{"type": "object", "additionalProperties": false, "properties": settings}}}
	}
	top := object{
		"level":          object{"enum": level["enum"], "description": "lowest level that is reported; default warning"},
		"tests":          onOff,
		"all":            onOff,
		"unused-ignores": onOff,
		"exclude":        object{"type": []string{"array", "null"}, "items": object{"type": "string"}, "description": "files and folders whose findings are left out, as seen from this file; ** stands for any folders"},
		"baseline":       object{"type": []string{"string", "null"}, "description": "file with old findings, as seen from this one, that recoverlint baseline writes"},
		"rules":          object{"type": []string{"object", "null"}, "additionalProperties": false, "properties": properties},
	}
	for key := range lists {
		top[key] = list
	}
	schema, err := json.MarshalIndent(object{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "title": Name,
		"type": "object", "additionalProperties": false, "properties": top,
	}, "", "  ")
	if err != nil {
		panic("internal error: " + err.Error()) // strings, lists and objects always encode
	}
	return append(schema, '\n')
}

var levelNames = []any{report.Error, report.Warning, report.Note, nil}

// reportAsSchema is the schema of the levels of a rule's findings.
func reportAsSchema(rule Rule) map[string]any {
	categories := map[string]any{}
	for _, name := range rule.categories() {
		categories[name] = map[string]any{"enum": levelNames[:3]}
	}
	return map[string]any{
		"description": "level of its findings, notes aside, or of those of a category",
		"oneOf":       []any{map[string]any{"enum": levelNames}, map[string]any{"type": "object", "additionalProperties": false, "properties": categories}},
	}
}
