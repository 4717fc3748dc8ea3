package io.openluffy.application.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RenderRulesTest {
  @Test
  void onlyTheCodeOfActionsIsRewritten() {
    assertThat(TemplateRules.rewritten("lookup {{ lookup \"v1\" \"lookup\" . \"x\" }}", true))
        .isEqualTo("lookup {{ pick (dict) \"v1\" \"lookup\" . \"x\" }}");
    assertThat(TemplateRules.rewritten("{{/* lookup x */}}{{ .lookup }}{{ $lookup := 1 }}", true))
        .isEqualTo("{{/* lookup x */}}{{ .lookup }}{{ $lookup := 1 }}");
  }

  @Test
  void apiVersionsAreCompletedWhereverTheyAreTakenFrom() {
    assertThat(TemplateRules.rewritten("{{ if $.Capabilities.APIVersions.Has \"a/v1\" }}", true))
        .isEqualTo(
            "{{ if hasKey (fromJson (include `openluffy.apiVersions`"
                + " $.Capabilities.APIVersions)) \"a/v1\" }}");
    assertThat(
            TemplateRules.rewritten(
                "{{ (index . \"r\").Capabilities.APIVersions.Has \"a\" }}", true))
        .isEqualTo(
            "{{ hasKey (fromJson (include `openluffy.apiVersions`"
                + " (index . \"r\").Capabilities.APIVersions)) \"a\" }}");
    assertThat(TemplateRules.rewritten("{{ .Capabilities.APIVersions.Has \"a\" }}", false))
        .isEqualTo("{{ .Capabilities.APIVersions.Has \"a\" }}");
  }

  @Test
  void hooksAreHiddenAndComeBack() {
    var text = "\"helm.sh/hook\": a\nhelm.sh/hook-weight: 1";

    assertThat(TemplateRules.hidden(text)).hasSameSizeAs(text).contains("helm.sh/hook-weight");
    assertThat(TemplateRules.restored(TemplateRules.hidden(text))).isEqualTo(text);
  }

  @Test
  void valuesOfParametersAreReadAsHelmDoes() {
    assertThat(SetRules.items("{a,b\\,c}")).containsExactly("a", "b,c");
    assertThat(SetRules.items("{}")).isEmpty();
    assertThat(SetRules.parts("a.b\\.c/d")).containsExactly("a", "b.c/d");
  }

  @Test
  void imagesAreTakenApart() {
    assertThat(
            List.of("web:1", "web=host:5000/x:2", "host:5000/x@sha256:a", "a=b@sha256:c").stream()
                .map(one -> KustomizationEdits.image(one).toString()))
        .containsExactly(
            "{\"name\":\"web\",\"newTag\":\"1\"}",
            "{\"name\":\"web\",\"newName\":\"host:5000/x\",\"newTag\":\"2\"}",
            "{\"name\":\"host:5000/x\",\"digest\":\"sha256:a\"}",
            "{\"name\":\"a\",\"newName\":\"b\",\"digest\":\"sha256:c\"}");
  }

  @Test
  void plainScalarsAreThoseOfKubernetes() {
    assertThat(
            List.of("yes", "0755", "0o17", "1_000", "1e3", "1.50", "~", "2026-01-01", "0x1F", "089")
                .stream()
                .map(text -> YamlScalars.plain(text).toString()))
        .containsExactly(
            "true", "493", "15", "1000", "1000", "1.5", "null", "\"2026-01-01\"", "31", "89");
  }

  @Test
  void starsOfStrictPatternsStayInTheirFolder() {
    assertThat(Glob.strict("*.yaml").matcher("a/b.yaml").matches()).isFalse();
    assertThat(Glob.strict("**/*.yaml").matcher("b.yaml").matches()).isTrue();
    assertThat(Glob.loose("*.yaml").matcher("a/b.yaml").matches()).isTrue();
    assertThat(Glob.loose("{a,b}?.json").matcher("b1.json").matches()).isTrue();
  }
}
