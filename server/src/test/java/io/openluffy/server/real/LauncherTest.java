package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How {@code ./luffy} and {@code ./verify} find a JDK. */
class LauncherTest {
  private static final Path ROOT = Path.of("").toAbsolutePath().resolveSibling("tools");

  @TempDir Path folder;

  private Path jdk(String version) throws IOException {
    var home = folder.resolve("jdk-" + version);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    for (var program : List.of("java", "javac")) {
      var file = Files.writeString(home.resolve("bin").resolve(program), "#!/bin/sh\n");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
    return home;
  }

  private Program.Result find(int wanted, Path javaHome) {
    var path = javaHome.resolve("bin") + ":" + System.getenv("PATH");
    return Program.run(
        folder,
        Map.of("JAVA_HOME", javaHome.toString(), "PATH", path),
        List.of(
            "bash",
            "-c",
            ". " + ROOT + "/jdk.sh; find_jdk " + wanted + " && echo found $JAVA_HOME"));
  }

  @Test
  void theNewEnoughJdkOfJavaHomeIsTaken() throws IOException {
    var newest = jdk("31.0.2");

    assertThat(find(25, newest).orFail()).contains("found " + newest);
  }

  @Test
  void anOldJdkThatComesFirstIsPassedOver() throws IOException {
    var old = jdk("17.0.15");

    assertThat(find(25, old).orFail()).contains("found /").doesNotContain(old.toString());
  }

  @Test
  void thatThereIsNoneIsToldWithWhereToGetOne() throws IOException {
    var answer = find(99, jdk("17.0.15"));

    assertThat(answer.code()).isEqualTo(1);
    assertThat(answer.output())
        .contains("needs a JDK 99 or newer", "JAVA_HOME", "https://adoptium.net");
  }
}
