package io.openluffy.application.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.openluffy.application.HealthAnswer;
import io.openluffy.kube.Manifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.opentest4j.TestAbortedException;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The built-in checks against Argo CD's own cases, where those lie beside the repository. */
class HealthConformanceTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TestFactory
  Stream<DynamicTest> eachCaseGetsItsAnswer() throws IOException {
    var folder = folder();
    var expected = (Map<?, ?>) read(folder.resolve("expected.yaml"));
    var tests = new ArrayList<DynamicTest>();
    for (var each : (Iterable<?>) cases(expected, "cases")) {
      var one = (Map<?, ?>) each;
      var file = folder.resolve(String.valueOf(one.get("file")));
      tests.add(
          DynamicTest.dynamicTest(
              String.valueOf(one.get("file")),
              () ->
                  assertThat(HealthRules.of(manifest(read(file))).map(a -> a.health().text()))
                      .isEqualTo(Optional.ofNullable(one.get("status")).map(String::valueOf))));
    }
    for (var each : (Iterable<?>) cases(expected, "inline")) {
      var one = (Map<?, ?>) each;
      tests.add(
          DynamicTest.dynamicTest(
              "workflow " + one.get("message"),
              () ->
                  assertThat(HealthRules.of(manifest(cases(one, "object"))))
                      .map(HealthConformanceTest::inWords)
                      .contains(one.get("status") + " " + one.get("message"))));
    }
    return tests.stream();
  }

  private static Object cases(Map<?, ?> expected, String key) {
    return java.util.Objects.requireNonNull(expected.get(key));
  }

  private static String inWords(HealthAnswer answer) {
    return answer.health().text() + " " + answer.message();
  }

  private static Manifest manifest(Object yaml) {
    return Manifest.of(JSON.valueToTree(yaml));
  }

  private static Object read(Path file) throws IOException {
    return new Load(LoadSettings.builder().setAllowDuplicateKeys(true).build())
        .loadFromString(Files.readString(file));
  }

  private static Path folder() {
    for (var at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      var found = at.resolve("shared/conformance/argocd-health-builtin");
      if (Files.isDirectory(found)) {
        return found;
      }
    }
    throw new TestAbortedException(
        "../shared/conformance is not here, so it was not compared with");
  }
}
