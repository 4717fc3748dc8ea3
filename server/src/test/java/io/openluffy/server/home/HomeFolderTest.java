package io.openluffy.server.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeFolderTest {
  @TempDir Path folder;

  @Test
  void aHomeIsHeldByOneAtATime() {
    try (var first = HomeFolder.open(folder)) {
      assertThatThrownBy(() -> HomeFolder.open(folder))
          .hasMessageContaining("Another OpenLuffy server uses this home");
      assertThat(first.root()).isEqualTo(folder);
    }
    HomeFolder.open(folder).close();
  }

  @Test
  void aFileIsNoHome() throws IOException {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> HomeFolder.open(file)).hasMessageContaining("This is no folder");
    assertThatThrownBy(() -> HomeFolder.open(file.resolve("below")))
        .hasMessageContaining("This is no folder");
  }

  @Test
  void aHomeOfAnotherUserIsLeftAlone() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can give a folder away");
    run("chown", "nobody", folder.toString());

    assertThatThrownBy(() -> HomeFolder.open(folder))
        .hasMessageContaining("belongs to nobody")
        .hasMessageContaining("runs as root")
        .hasMessageContaining("--home");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDiskThatIsNearlyFullOrReadOnlyIsTold() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "only root can mount a tmpfs");
    var disk = folder.toString();
    assumeTrue(
        run("mount", "-t", "tmpfs", "-o", "size=20m", "tmpfs", disk) == 0,
        "no tmpfs can be mounted here");
    try {
      assertThatThrownBy(() -> HomeFolder.open(folder))
          .hasMessageContaining("MiB are free; the server needs 200 MiB")
          .hasMessageContaining(disk);
      Files.writeString(folder.resolve("sealing-key"), "of an earlier start");
      assertThatThrownBy(() -> HomeFolder.open(folder)).hasMessageContaining("needs 32 MiB");
      Reset.everythingIn(HomeFolder.hold(folder)); // what is full can still be emptied
      run("mount", "-o", "remount,ro", disk);
      assertThatThrownBy(() -> HomeFolder.open(folder))
          .hasMessageContaining("The file system can only be read");
    } finally {
      run("umount", "-l", disk);
    }
  }

  @Test
  void resetDeletesWhatServersMadeAndNothingElse() throws IOException {
    for (var name : new String[] {"git/openluffy.git", "registry", "postgres", "secrets"}) {
      Files.createDirectories(folder.resolve(name));
    }
    Files.writeString(folder.resolve("admin-password"), "x");
    Files.writeString(folder.resolve("notes.txt"), "mine");

    Reset.everythingIn(HomeFolder.hold(folder));

    assertThat(folder.resolve("git")).doesNotExist();
    assertThat(folder.resolve("postgres")).doesNotExist();
    assertThat(folder.resolve("admin-password")).doesNotExist();
    assertThat(folder.resolve("notes.txt")).exists();
    assertThat(folder.resolve("secrets")).exists();
  }

  private static int run(String... command) throws Exception {
    var process = new ProcessBuilder(command).redirectErrorStream(true).start();
    process.getInputStream().readAllBytes();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    return process.exitValue();
  }
}
