package main

import (
	"compress/gzip"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"slices"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const deepest = 9

// samples writes each kind twice, with every field filled: as protobuf in base64, a space, and as JSON.
func samples(all *runtime.Scheme, wanted map[string]bool, file string) {
	out, err := os.Create(file)
	must(err)
	defer out.Close()
	packed := gzip.NewWriter(out)
	defer packed.Close()
	wire := protobuf.NewSerializer(all, all)
	kinds := make([]schema.GroupVersionKind, 0)
	for kind, t := range all.AllKnownTypes() {
		if wanted[name(t)] && t.PkgPath() != "k8s.io/apimachinery/pkg/apis/meta/v1" && reflect.PointerTo(t).Implements(reflect.TypeFor[meta.Object]()) {
			kinds = append(kinds, kind)
		}
	}
	slices.SortFunc(kinds, func(a, b schema.GroupVersionKind) int {
		if a.String() < b.String() {
			return -1
		}
		return 1
	})
	for _, kind := range kinds {
		object, err := all.New(kind)
		must(err)
		count := 0
		fill(reflect.ValueOf(object).Elem(), &count, 0)
		object.GetObjectKind().SetGroupVersionKind(kind)
		text, err := json.Marshal(object)
		must(err)
		bytes, err := runtime.Encode(wire, object)
		must(err)
		fmt.Fprintf(packed, "%s %s\n", base64.StdEncoding.EncodeToString(bytes), text)
	}
}

// fill gives every field a value of its own, as far down as the types don't repeat themselves.
func fill(value reflect.Value, count *int, depth int) {
	*count++
	n := *count
	switch special := value.Addr().Interface().(type) {
	case *resource.Quantity:
		*special = resource.MustParse(fmt.Sprintf("%dm", 100+n))
		return
	case *intstr.IntOrString:
		*special = intstr.FromInt32(int32(n))
		if n%2 == 0 {
			*special = intstr.FromString(fmt.Sprintf("%d%%", n%100))
		}
		return
	case *meta.Time:
		*special = meta.NewTime(time.Unix(1700000000+int64(n), 0).UTC())
		return
	case *meta.MicroTime:
		*special = meta.NewMicroTime(time.Unix(1700000000, int64(n)*1000).UTC())
		return
	case *meta.FieldsV1:
		special.Raw = []byte(`{"f:spec":{}}`)
		return
	case *runtime.RawExtension:
		special.Raw = fmt.Appendf(nil, `{"apiVersion":"v1","kind":"Thing","n":%d}`, n)
		return
	case *apiextensions.JSON:
		special.Raw = fmt.Appendf(nil, `{"n":%d}`, n)
		return
	case *apiextensions.JSONSchemaPropsOrBool:
		special.Allows = true
		return
	case *apiextensions.JSONSchemaPropsOrArray:
		special.Schema = &apiextensions.JSONSchemaProps{Type: "string"}
		return
	case *apiextensions.JSONSchemaPropsOrStringArray:
		special.Property = []string{"a", "b"}
		return
	case *meta.TypeMeta:
		return
	}
	switch value.Kind() {
	case reflect.String:
		value.SetString(fmt.Sprintf("s%dé", n))
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Int32:
		value.SetInt(int64(-n))
	case reflect.Int64, reflect.Int:
		value.SetInt(int64(n) << 33)
	case reflect.Uint8:
		value.SetUint(uint64(n % 256))
	case reflect.Float64:
		value.SetFloat(float64(n) / 2)
	case reflect.Pointer:
		if depth < deepest {
			value.Set(reflect.New(value.Type().Elem()))
			fill(value.Elem(), count, depth+1)
		}
	case reflect.Slice:
		if depth < deepest {
			value.Set(reflect.MakeSlice(value.Type(), 2, 2))
			fill(value.Index(0), count, depth+1)
			if value.Index(1).Kind() != reflect.Struct {
				fill(value.Index(1), count, depth+1)
			} else {
				value.SetLen(1)
			}
		}
	case reflect.Map:
		if depth < deepest {
			entry := reflect.New(value.Type().Elem()).Elem()
			fill(entry, count, depth+1)
			value.Set(reflect.MakeMap(value.Type()))
			key := reflect.ValueOf(fmt.Sprintf("k%d", n)).Convert(value.Type().Key())
			value.SetMapIndex(key, entry)
		}
	case reflect.Struct:
		for i := range value.NumField() {
			if value.Field(i).CanSet() {
				fill(value.Field(i), count, depth+1)
			}
		}
	}
}
