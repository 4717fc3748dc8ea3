package io.openluffy.server.real;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The program of {@code testing/oci}: the distribution specification's own tests.
 *
 * @param failed names of the tests
 */
record Conformance(int passed, List<String> skipped, List<String> failed) {
  static final String ABSENT =
      "the specification's tests are not there: OPENLUFFY_TEST_OCI names none, or Go is missing";

  private static final Duration BUILDING = Duration.ofMinutes(10);
  private static final Pattern CASE =
      Pattern.compile("<testcase name=\"OCI Conformance Test/([^\"]*)\"[^>]* status=\"(\\w+)\"");

  /** Waits while it is being built. */
  static Optional<Path> program() {
    var named = System.getenv("OPENLUFFY_TEST_OCI");
    if (named == null || named.isEmpty()) {
      return Optional.empty();
    }
    var program = Path.of(named);
    var failed = Path.of(named + ".failed");
    io.openluffy.ground.Patience.until(
        "testing/oci is built",
        BUILDING,
        () -> Optional.of(program).filter(one -> Files.isExecutable(one) || Files.exists(failed)),
        () -> "");
    return Optional.of(program).filter(Files::isExecutable);
  }

  static Conformance run(Path program, RegistrySite site, Path folder) throws IOException {
    Files.createDirectories(folder);
    var settings =
        Map.of(
            "OCI_REGISTRY", site.address(),
            "OCI_TLS", "disabled",
            "OCI_USERNAME", site.user(),
            "OCI_PASSWORD", site.password(),
            "OCI_VERSION", "dev",
            "OCI_LOG", "error",
            "OCI_RESULTS_DIR", folder.toString());
    var run = Program.run(folder, settings, List.of(program.toString()));
    var report = folder.resolve("junit.xml");
    if (!Files.exists(report)) {
      throw new AssertionError("no report:\n" + run.output());
    }
    var passed = 0;
    var skipped = new ArrayList<String>();
    var failed = new ArrayList<String>();
    var cases = CASE.matcher(Files.readString(report));
    while (cases.find()) {
      switch (cases.group(2)) {
        case "passed" -> passed++;
        case "skipped", "disabled" -> skipped.add(cases.group(1));
        default -> failed.add(cases.group(1));
      }
    }
    return new Conformance(passed, skipped, failed);
  }
}
