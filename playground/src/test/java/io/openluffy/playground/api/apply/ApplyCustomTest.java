package io.openluffy.playground.api.apply;

import org.junit.jupiter.api.Test;

/** Custom kinds, with a schema and without. */
class ApplyCustomTest {
  private static Story free() {
    return Story.ofCustom("{type: object, x-kubernetes-preserve-unknown-fields: true}");
  }

  private static Story structured() {
    return Story.ofCustom(
        """
        {type: object, properties: {spec: {type: object, properties: {
          set: {type: array, x-kubernetes-list-type: set, items: {type: string}},
          plain: {type: array, items: {type: string}},
          atom: {type: object, x-kubernetes-map-type: atomic, properties: {a: {type: string}, b: {type: string}}},
          free: {type: object, additionalProperties: {type: string}},
          parts: {type: array, x-kubernetes-list-type: map, x-kubernetes-list-map-keys: [name, kind],
            items: {type: object, properties: {name: {type: string}, kind: {type: string, default: k}, n: {type: integer}}}}
        }}}}""");
  }

  @Test
  void withoutASchemaMapsAreShared() {
    free()
        .applies("a", "spec: {x: {y: 1}}")
        .applies("b", "spec: {x: {z: 2}}")
        .leaves("spec: {x: {y: 1, z: 2}}")
        .applies("a", "{}")
        .leaves("spec: {x: {z: 2}}");
  }

  @Test
  void withoutASchemaListsAreAtomic() {
    free()
        .applies("a", "spec: {l: [{name: x}]}")
        .isRefused(
            "b",
            "spec: {l: [{name: y}]}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.l");
  }

  @Test
  void aSetIsSharedByItem() {
    structured()
        .applies("a", "spec: {set: [x]}")
        .applies("b", "spec: {set: [y]}")
        .leaves("spec: {set: [x, y]}")
        .applies("b", "spec: {set: []}")
        .leaves("spec: {set: [x]}");
  }

  @Test
  void aListWithoutATypeIsAtomic() {
    structured()
        .applies("a", "spec: {plain: [x]}")
        .forces("b", "spec: {plain: [y]}")
        .leaves("spec: {plain: [y]}")
        .isOwnedBy("b/Apply");
  }

  @Test
  void anAtomicObjectHasOneOwner() {
    structured()
        .applies("a", "spec: {atom: {a: x}}")
        .isRefused(
            "b",
            "spec: {atom: {b: y}}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.atom");
  }

  @Test
  void additionalPropertiesAreSharedByKey() {
    structured()
        .applies("a", "spec: {free: {x: '1'}}")
        .applies("b", "spec: {free: {y: '2'}}")
        .leaves("spec: {free: {x: '1', y: '2'}}");
  }

  @Test
  void aKeyThatIsLeftOutHasItsDefault() {
    structured()
        .applies("a", "spec: {parts: [{name: x, kind: k, n: 1}]}")
        .isRefused(
            "b",
            "spec: {parts: [{name: x, n: 2}]}",
            "Apply failed with 1 conflict: conflict with \"a\": .spec.parts[kind=\"k\",name=\"x\"].n");
  }

  @Test
  void numbersAreEqualHoweverWritten() {
    free()
        .applies("a", "spec: {n: 1}")
        .applies("b", "spec: {n: 1.0}")
        .isOwnedBy("a/Apply", "b/Apply");
  }

  @Test
  void tenUpdatersAreRememberedByName() {
    var story = free();
    for (var i = 0; i < 14; i++) {
      var fields = new StringBuilder("spec: {");
      for (var j = 0; j <= i; j++) {
        fields.append("f").append(j).append(": ").append(j).append(", ");
      }
      story.updates("u" + i, fields.append("}").toString());
    }
    story.isOwnedBy(
        "ancient-changes/Update",
        "u5/Update",
        "u6/Update",
        "u7/Update",
        "u8/Update",
        "u9/Update",
        "u10/Update",
        "u11/Update",
        "u12/Update",
        "u13/Update");
  }
}
