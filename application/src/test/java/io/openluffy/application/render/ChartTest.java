package io.openluffy.application.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartTest {
  @TempDir static Path work;
  private static SourceRenderer renderer;

  @TempDir Path root;

  @BeforeAll
  static void start() {
    renderer = new SourceRenderer(Sources.settings(work, RenderLimits.DEFAULT));
  }

  @AfterAll
  static void stop() {
    renderer.close();
  }

  @Test
  void valuesGiveWayInTheirOrder() {
    var source =
        new Sources(root)
            .chart(
                """
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: {{ .Release.Name }}, namespace: {{ .Release.Namespace }}}
                data: {{ .Values | toYaml | nindent 2 }}
                """)
            .file("values.yaml", "{a: chart, b: chart, c: chart, d: chart, e: chart, f: chart}")
            .file("more.yaml", "{b: file, c: file, d: file, e: file, f: file}")
            .spec(
                """
                {"helm": {"valueFiles": ["more.yaml"], "values": "{c: text, d: text, e: text, f: text}",
                  "parameters": [{"name": "d", "value": "one, two"}, {"name": "e", "value": "{1,2}"},
                    {"name": "g", "value": "007", "forceString": true}, {"name": "f", "value": "x"}]}}
                """)
            .secret("f", "s3cret,={}");

    var map = renderer.render(source.request()).manifests().getFirst();

    assertThat(map.key()).hasToString("/ConfigMap/apps/test");
    assertThat(map.view().get("data").toString())
        .isEqualTo(
            "{\"a\":\"chart\",\"b\":\"file\",\"c\":\"text\",\"d\":\"one, two\",\"e\":[1,2],"
                + "\"f\":\"s3cret,={}\",\"g\":\"007\"}");
  }

  @Test
  void hooksAndCrdsAreThere() {
    var source =
        new Sources(root)
            .chart(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, annotations: {"helm.sh/hook": pre-install, helm.sh/hook-weight: "1"}}
                ---
                apiVersion: v1
                kind: ConfigMap
                metadata: {name: looked, annotations: {{ toJson .Values.marks }}}
                data: {found: {{ lookup "v1" "Secret" "x" "y" | toJson | quote }}}
                """)
            .file("values.yaml", "marks: {helm.sh/hook: post-upgrade}")
            .file(
                "crds/a.yaml",
                "apiVersion: x/v1\nkind: CustomResourceDefinition\nmetadata: {name: a}");

    var objects = renderer.render(source.request()).manifests();

    assertThat(objects)
        .extracting(one -> one.kind() + " " + one.annotations())
        .containsExactlyInAnyOrder(
            "CustomResourceDefinition {}",
            "Job {helm.sh/hook=pre-install, helm.sh/hook-weight=1}",
            "ConfigMap {helm.sh/hook=post-upgrade}");
  }
}
