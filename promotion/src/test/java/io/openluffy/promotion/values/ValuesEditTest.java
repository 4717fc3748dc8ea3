package io.openluffy.promotion.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesEditTest {
  private static final String PATH = "backend.image.tag";

  @Test
  void changesOneScalarAndNothingElse() {
    var text =
        """
        # head
        backend:   # the API
            image:
              repository:   x/y
              tag:  'dev-0000000'   # written by promotions
              pullPolicy: "Always"

        frontend: {image: {tag: dev-0000000, x: [1,2 , 3]}}
        """;

    assertThat(edited(text, PATH, "dev-a1b2c3d"))
        .isEqualTo(text.replace("'dev-0000000'", "'dev-a1b2c3d'"));
    assertThat(edited(text, "frontend.image.tag", "dev-a1b2c3d"))
        .isEqualTo(text.replace("{tag: dev-0000000", "{tag: dev-a1b2c3d"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "tag: old      | tag: dev-1",
        "tag: \"old\"  | tag: \"dev-1\"",
        "tag: 'old'    | tag: 'dev-1'",
        "tag:          | tag: dev-1",
        "tag: # empty  | tag: dev-1 # empty",
        "tag: ~        | tag: dev-1",
        "{tag: old}    | {tag: dev-1}",
        "{\"tag\":\"old\",\"a\":1}|{\"tag\":\"dev-1\",\"a\":1}",
        "é: ü # ☃\uD83D\uDE00\\ntag: old|é: ü # ☃\uD83D\uDE00\\ntag: dev-1",
      })
  void keepsTheWayTheValueWasWritten(String before, String after) {
    var text = before.replace("\\n", "\n");

    assertThat(edited(text, "tag", "dev-1")).isEqualTo(after.replace("\\n", "\n"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"20241010", "1e5", "true", "null", "a: b", "#x", "- x", "it's \"so\""})
  void quotesWhatWouldNotBeReadAsText(String value) {
    var text = edited("tag: old\n", "tag", value);

    var again = ValuesEdit.read("v", bytes(text), java.util.Set.of("tag"));
    assertThat(((EditAnswer.Edited) again).before()).containsEntry("tag", value);
    assertThat(text).startsWith("tag: \"");
  }

  @Test
  void keepsLineEndsAndTheByteOrderMark() {
    assertThat(edited("\uFEFFa: 1\r\ntag: old\r\nb: 2\r\n", "tag", "dev-1"))
        .isEqualTo("\uFEFFa: 1\r\ntag: dev-1\r\nb: 2\r\n");
  }

  @Test
  void findsItemsOfListsAndKeysWithDots() {
    assertThat(edited("images:\n- name: a\n- newTag: old\n", "images[1].newTag", "v1"))
        .isEqualTo("images:\n- name: a\n- newTag: v1\n");
    assertThat(edited("a.b/c: old\n", "a\\.b/c", "v1")).isEqualTo("a.b/c: v1\n");
  }

  @Test
  void tellsTheValueBefore() {
    var answer = ValuesEdit.apply("v", bytes("tag: old\n"), Map.of("tag", "new"));

    assertThat(((EditAnswer.Edited) answer).before()).containsEntry("tag", "old");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "backend:\\n  image: {}|values.missing-key|values.yaml:2:10 backend.image.tag",
        "other: 1|values.missing-key|values.yaml:1:1 backend.image.tag",
        "backend: {image: {tag: &t x}}\\nb: *t|values.anchor|values.yaml:1:24",
        "backend: &b {image: {tag: x}}\\nc: *b|values.anchor|values.yaml:1:27",
        "x: &t y\\nbackend: {image: {tag: *t}}|values.alias|values.yaml:2:24",
        "x: &i {tag: 1}\\nbackend: {image: *i}|values.alias|values.yaml:2:18",
        "backend: {image: {tag: x, tag: y}}|values.duplicate-key|values.yaml:1:27",
        "backend: {image: {tag: x}}\\nbackend: {}|values.duplicate-key|values.yaml:2:1",
        "backend: {image: {tag: {a: 1}}}|values.not-a-scalar|values.yaml:1:24",
        "backend: {image: {tag: [1]}}|values.not-a-scalar|values.yaml:1:24",
        "backend: {image: {tag: !!str x}}|values.tagged|values.yaml:1:24",
        "backend: {image: {tag: x|values.not-yaml|values.yaml:1",
        "a: 1\\n---\\nbackend: {image: {tag: x}}|values.several-documents|values.yaml:2:1",
        "backend: {image: {tag}}|values.no-value|values.yaml:1",
      })
  void refusesWithThePlace(String text, String code, String where) {
    refuses(text.replace("\\n", "\n"), code, where);
  }

  @Test
  void refusesABlockOfText() {
    refuses("backend:\n  image:\n    tag: |\n      x", "values.block-scalar", "values.yaml:3:10");
  }

  private static void refuses(String text, String code, String where) {
    var answer = ValuesEdit.apply("values.yaml", bytes(text), Map.of(PATH, "dev-1"));

    assertThat(answer).isInstanceOf(EditAnswer.Refused.class);
    var problem = ((EditAnswer.Refused) answer).problem();
    assertThat(problem.code()).isEqualTo(code);
    assertThat(problem.where().toString()).startsWith(where);
    assertThat(problem.remedy()).isNotEmpty();
  }

  @Test
  void refusesAFileThatIsTooLargeOrNoText() {
    var large = "a: " + "x".repeat(ValuesEdit.LARGEST);
    assertThat(ValuesEdit.apply("v", bytes(large), Map.of("a", "b")))
        .isInstanceOf(EditAnswer.Refused.class);
    assertThat(ValuesEdit.apply("v", new byte[] {(byte) 0xff, 0}, Map.of("a", "b")))
        .isInstanceOf(EditAnswer.Refused.class);
    var deep = "[".repeat(100_000);
    assertThat(ValuesEdit.apply("v", bytes(deep), Map.of("a", "b")))
        .isInstanceOf(EditAnswer.Refused.class);
  }

  private static String edited(String text, String path, String value) {
    var answer = ValuesEdit.apply("values.yaml", bytes(text), Map.of(path, value));
    return switch (answer) {
      case EditAnswer.Edited edited -> edited.text();
      case EditAnswer.Refused(var problem) -> throw new AssertionError(problem.inWords());
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
