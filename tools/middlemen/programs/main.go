// Go's encoding/json: maps, a struct, the Encoder, and what keeps the text.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

type event struct {
	Topic   string         `json:"topic"`
	Created string         `json:"created"`
	Data    map[string]any `json:"data"`
	Meta    map[string]any `json:"meta"`
}

type rawEvent struct {
	Topic   string          `json:"topic"`
	Created time.Time       `json:"created"`
	Data    json.RawMessage `json:"data"`
	Meta    json.RawMessage `json:"meta,omitempty"`
}

type omitting struct {
	Topic   string          `json:"topic"`
	Created string          `json:"created"`
	Data    json.RawMessage `json:"data"`
	Meta    map[string]any  `json:"meta,omitempty"`
}

type program struct {
	name, command string
	print         func(text []byte) ([]byte, error)
}

// through decodes into a new T and prints it.
func through[T any](print func(T) ([]byte, error)) func([]byte) ([]byte, error) {
	return func(text []byte) ([]byte, error) {
		var value T
		if err := json.Unmarshal(text, &value); err != nil {
			return nil, err
		}
		return print(value)
	}
}

func marshal[T any](value T) ([]byte, error) { return json.Marshal(value) }

func indent(prefix string) func(map[string]any) ([]byte, error) {
	return func(value map[string]any) ([]byte, error) { return json.MarshalIndent(value, "", prefix) }
}

func encode(set func(*json.Encoder)) func(map[string]any) ([]byte, error) {
	return func(value map[string]any) ([]byte, error) {
		var out bytes.Buffer
		encoder := json.NewEncoder(&out)
		set(encoder)
		err := encoder.Encode(value)
		return out.Bytes(), err
	}
}

func useNumber(text []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var value map[string]any
	if err := decoder.Decode(&value); err != nil {
		return nil, err
	}
	return json.Marshal(value)
}

func respelt(print func(*bytes.Buffer, []byte) error) func([]byte) ([]byte, error) {
	return func(text []byte) ([]byte, error) {
		var out bytes.Buffer
		err := print(&out, text)
		return out.Bytes(), err
	}
}

var programs = []program{
	{"Go json.Marshal, map", "json.Marshal of map[string]any", through(marshal[map[string]any])},
	{"Go json.Marshal, map, UseNumber", "json.Marshal of map[string]any, decoded with UseNumber", useNumber},
	{"Go json.Marshal, struct", "json.Marshal of a struct with maps", through(marshal[event])},
	{"Go json.Marshal, struct, omitempty", "json.Marshal of a struct with RawMessage and omitempty",
		through(marshal[omitting])},
	{"Go json.Marshal, struct, time.Time", "json.Marshal of a struct with time.Time and RawMessage",
		through(marshal[rawEvent])},
	{"Go json.Marshal, RawMessage", "json.Marshal(json.RawMessage(text))", through(marshal[json.RawMessage])},
	{"Go json.MarshalIndent, 2 spaces", `json.MarshalIndent(map, "", "  ")`, through(indent("  "))},
	{"Go json.MarshalIndent, tab", `json.MarshalIndent(map, "", "\t")`, through(indent("\t"))},
	{"Go Encoder", "json.NewEncoder(w).Encode(map)", through(encode(func(*json.Encoder) {}))},
	{"Go Encoder, SetEscapeHTML(false)", "SetEscapeHTML(false); Encode(map)",
		through(encode(func(encoder *json.Encoder) { encoder.SetEscapeHTML(false) }))},
	{"Go Encoder, SetIndent", `SetIndent("", "  "); Encode(map)`,
		through(encode(func(encoder *json.Encoder) { encoder.SetIndent("", "  ") }))},
	{"Go json.Compact", "json.Compact(&out, text)", respelt(json.Compact)},
	{"Go json.Indent", `json.Indent(&out, text, "", "  ")`,
		respelt(func(out *bytes.Buffer, text []byte) error { return json.Indent(out, text, "", "  ") })},
	{"Go json.HTMLEscape", "json.HTMLEscape(&out, text)",
		respelt(func(out *bytes.Buffer, text []byte) error { json.HTMLEscape(out, text); return nil })},
	{"Go fmt %v", `fmt.Sprintf("%v", map)`,
		through(func(value map[string]any) ([]byte, error) { return []byte(fmt.Sprintf("%v", value)), nil })},
}

func main() {
	var texts []string
	if err := json.NewDecoder(os.Stdin).Decode(&texts); err != nil {
		panic(err)
	}
	var answers []map[string]any
	for _, one := range programs {
		var prints []any
		for _, text := range texts {
			if out, err := one.print([]byte(text)); err != nil {
				prints = append(prints, map[string]string{"refused": err.Error()})
			} else {
				prints = append(prints, string(out))
			}
		}
		version := strings.TrimPrefix(runtime.Version(), "go")
		answers = append(answers, map[string]any{
			"program": one.name, "version": version, "command": one.command, "prints": prints,
		})
	}
	if err := json.NewEncoder(os.Stdout).Encode(answers); err != nil {
		panic(err)
	}
}
