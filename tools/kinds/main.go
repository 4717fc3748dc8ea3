// Command kinds prints how the built-in kinds are laid out on the wire: one line a type, its fields by number.
//
//	go run . ../../playground/src/main/resources/kubernetes/kubernetes-definitions.txt > kubernetes-wire.txt
//
// With a second file it writes samples of all kinds there instead, for the test that reads them:
//
//	go run . kubernetes-definitions.txt ../../playground/src/test/resources/kubernetes-wire-samples.txt.gz
//
// docs/playground-types.md explains a line.
package main

import (
	"bufio"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/intstr"
	"k8s.io/client-go/kubernetes/scheme"
	apiregistration "k8s.io/kube-aggregator/pkg/apis/apiregistration/v1"
)

// shapes are the types that write themselves: the Java side knows each by its letter.
var shapes = map[reflect.Type]string{
	reflect.TypeFor[resource.Quantity]():                          "Q",
	reflect.TypeFor[intstr.IntOrString]():                         "I",
	reflect.TypeFor[meta.Time]():                                  "T",
	reflect.TypeFor[meta.MicroTime]():                             "U",
	reflect.TypeFor[meta.Duration]():                              "D",
	reflect.TypeFor[meta.FieldsV1]():                              "R",
	reflect.TypeFor[runtime.RawExtension]():                       "R",
	reflect.TypeFor[apiextensions.JSON]():                         "R",
	reflect.TypeFor[apiextensions.JSONSchemaPropsOrArray]():       "A",
	reflect.TypeFor[apiextensions.JSONSchemaPropsOrBool]():        "B",
	reflect.TypeFor[apiextensions.JSONSchemaPropsOrStringArray](): "S",
}

var (
	lines    = map[string]string{}
	versions = map[string]string{}
	pending  []reflect.Type
)

func main() {
	wanted := names(os.Args[1])
	all := runtime.NewScheme()
	must(scheme.AddToScheme(all))
	must(apiextensions.AddToScheme(all))
	must(apiregistration.AddToScheme(all))
	if len(os.Args) > 2 {
		samples(all, wanted, os.Args[2])
		return
	}
	for kind, t := range all.AllKnownTypes() {
		if wanted[name(t)] {
			pending = append(pending, t)
			// The options of a request are known to every group.
			if t.PkgPath() != "k8s.io/apimachinery/pkg/apis/meta/v1" {
				versions[name(t)] = " @" + kind.GroupVersion().String()
			}
		}
	}
	for len(pending) > 0 {
		next := pending[0]
		pending = pending[1:]
		if _, done := lines[name(next)]; !done {
			lines[name(next)] = versions[name(next)] + fields(next)
		}
	}
	sorted := make([]string, 0, len(lines))
	for name, line := range lines {
		sorted = append(sorted, name+line)
	}
	slices.Sort(sorted)
	fmt.Println(strings.Join(sorted, "\n"))
}

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// names are the first words of the lines of a file.
func names(file string) map[string]bool {
	open, err := os.Open(file)
	must(err)
	defer open.Close()
	found := map[string]bool{}
	lines := bufio.NewScanner(open)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		word, _, _ := strings.Cut(lines.Text(), " ")
		found[word] = true
	}
	must(lines.Err())
	return found
}

// name is what OpenAPI calls a type: io.k8s.api.apps.v1.Deployment.
func name(t reflect.Type) string {
	path := strings.TrimPrefix(t.PkgPath(), "k8s.io/")
	return "io.k8s." + strings.ReplaceAll(path, "/", ".") + "." + t.Name()
}

func fields(t reflect.Type) string {
	var line strings.Builder
	for i := range t.NumField() {
		field := t.Field(i)
		wire := strings.Split(field.Tag.Get("protobuf"), ",")
		if len(wire) < 2 {
			continue // kind and apiVersion, which travel in the envelope
		}
		json, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		mark := ""
		switch {
		case field.Type.Kind() == reflect.Pointer:
			mark = "?"
		case strings.Contains(options, "omitempty"), strings.Contains(options, "omitzero"):
			mark = "~"
		}
		fmt.Fprintf(&line, " %s=%s:%s%s", json, wire[1], shape(t, field.Type), mark)
	}
	return line.String()
}

// shape is how a value is written: a letter, a list of a shape, a map of strings to a shape, or the name of a type.
func shape(owner, t reflect.Type) string {
	if t.Kind() == reflect.Pointer {
		return shape(owner, t.Elem())
	}
	if letter, known := shapes[t]; known {
		return letter
	}
	switch t.Kind() {
	case reflect.String:
		return "s"
	case reflect.Bool:
		return "b"
	case reflect.Int32, reflect.Int64, reflect.Int:
		return "i"
	case reflect.Uint8, reflect.Uint32, reflect.Uint64:
		return "i"
	case reflect.Float64:
		return "d"
	case reflect.Slice:
		switch {
		case t.Elem().Kind() == reflect.Uint8:
			return "y"
		case t.Name() != "" && t.Elem().Kind() == reflect.String:
			return "V" // a message that holds a list
		}
		return "[" + shape(owner, t.Elem())
	case reflect.Map:
		return "{" + shape(owner, t.Elem())
	case reflect.Struct:
		pending = append(pending, t)
		return name(t)
	}
	panic(fmt.Sprintf("%s holds a %s", owner, t))
}
