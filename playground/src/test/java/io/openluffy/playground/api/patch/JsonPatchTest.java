package io.openluffy.playground.api.patch;

import static io.openluffy.playground.api.Yaml.yaml;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import org.junit.jupiter.api.Test;

class JsonPatchTest {
  private static ObjectNode patched(String object, String operations) {
    return JsonPatch.apply(yaml(object), yaml("patch: " + operations).get("patch"));
  }

  private static ApiStatus refused(String object, String operations) {
    var refusal = catchThrowableOfType(StatusException.class, () -> patched(object, operations));
    assertThat(refusal).isNotNull();
    return refusal.status();
  }

  @Test
  void addSetsAndInserts() {
    assertThat(
            patched(
                "{a: [1, 3]}",
                "[{op: add, path: /a/1, value: 2}, {op: add, path: /a/-, value: 4}, {op: add, path:"
                    + " /b, value: x}]"))
        .isEqualTo(yaml("{a: [1, 2, 3, 4], b: x}"));
  }

  @Test
  void removeNeedsSomethingThereButReplaceOnlyInLists() {
    assertThat(
            patched("{a: 1, b: 2}", "[{op: remove, path: /a}, {op: replace, path: /b, value: 3}]"))
        .isEqualTo(yaml("{b: 3}"));
    assertThat(refused("{a: 1}", "[{op: remove, path: /x}]").code()).isEqualTo(422);
    assertThat(patched("{a: 1}", "[{op: replace, path: /x, value: 1}]"))
        .isEqualTo(yaml("{a: 1, x: 1}"));
    assertThat(refused("{a: [1]}", "[{op: replace, path: /a/1, value: 1}]").code()).isEqualTo(422);
  }

  @Test
  void moveAndCopy() {
    assertThat(
            patched(
                "{a: {x: 1}}",
                "[{op: copy, from: /a, path: /b}, {op: move, from: /a/x, path: /c}]"))
        .isEqualTo(yaml("{a: {}, b: {x: 1}, c: 1}"));
  }

  @Test
  void aFailedTestChangesNothing() {
    assertThat(refused("{a: 1}", "[{op: test, path: /a, value: 2}]").message())
        .isEqualTo("the server rejected our request due to an error in our request");
    assertThat(patched("{a: 1}", "[{op: test, path: /a, value: 1}]")).isEqualTo(yaml("{a: 1}"));
    assertThat(patched("{a: 1}", "[{op: test, path: /z, value: null}]")).isEqualTo(yaml("{a: 1}"));
  }

  @Test
  void slashesAndTildesAreEscaped() {
    assertThat(
            patched("{a/b: 1, c~d: 2}", "[{op: remove, path: /a~1b}, {op: remove, path: /c~0d}]"))
        .isEqualTo(yaml("{}"));
  }

  @Test
  void anIndexOutsideIsRefused() {
    assertThat(refused("{a: [1]}", "[{op: add, path: /a/2, value: 1}]").code()).isEqualTo(422);
    assertThat(refused("{a: [1]}", "[{op: add, path: /a/x, value: 1}]").code()).isEqualTo(422);
  }

  @Test
  void anObjectIsNoPatch() {
    assertThat(refused("{a: 1}", "{a: 2}").code()).isEqualTo(400);
  }

  @Test
  void theOriginalIsLeftAlone() {
    var object = yaml("{a: {b: 1}}");

    JsonPatch.apply(object, yaml("p: [{op: remove, path: /a/b}]").get("p"));

    assertThat(object).isEqualTo(yaml("{a: {b: 1}}"));
  }

  @Test
  void aMergePatchMergesObjectsAndReplacesLists() {
    assertThat(
            MergePatch.apply(
                yaml("{a: {x: 1, y: 2}, l: [1]}"), yaml("{a: {x: null, z: 3}, l: [2]}")))
        .isEqualTo(yaml("{a: {y: 2, z: 3}, l: [2]}"));
  }
}
