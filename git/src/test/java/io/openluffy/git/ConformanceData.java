package io.openluffy.git;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Argo CD's cases, which lie beside the repository; where they don't, their tests are skipped. */
public final class ConformanceData {
  private ConformanceData() {}

  public static Path folder(String name) {
    var above = Path.of("").toAbsolutePath();
    while (above != null) {
      for (var place : List.of("shared/conformance", "../shared/conformance")) {
        var found = above.resolve(place).resolve(name).normalize();
        if (Files.isDirectory(found)) {
          return found;
        }
      }
      above = above.getParent();
    }
    assumeTrue(false, "skipped: no shared/conformance/" + name + " beside the repository");
    throw new IllegalStateException();
  }

  @SuppressWarnings("unchecked")
  public static List<Map<String, Object>> cases(String folder, String table) {
    try {
      var text = Files.readString(folder(folder).resolve("expected.yaml"));
      var all = (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromString(text);
      return (List<Map<String, Object>>) Objects.requireNonNull(all.get(table));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
