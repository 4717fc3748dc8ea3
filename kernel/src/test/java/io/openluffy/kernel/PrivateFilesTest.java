package io.openluffy.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.secret.SealingKeys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
  @TempDir Path folder;

  @Test
  void whatIsWrittenIsWholeAndOurs() throws IOException {
    var file = folder.resolve("password");

    PrivateFiles.write(file, "first");
    PrivateFiles.write(file, "second");

    assertThat(file).hasContent("second");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining("glob:**.new-*");
  }

  @Test
  void anInterruptedWriteLeavesWhatWasThere() throws IOException {
    var file = PrivateFiles.write(folder.resolve("password"), "first");

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> PrivateFiles.write(file, "second")).isInstanceOf(IOException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("first");
    assertThat(folder).isDirectoryNotContaining("glob:**.new-*");
  }

  @Test
  void aStartThatIsInterruptedLeavesNoEmptyKeyFile() {
    var keys = folder.resolve("sealing-key");

    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> SealingKeys.in(keys)).isInstanceOf(ProblemException.class);

    assertThat(Thread.interrupted()).isTrue();
    assertThat(keys).doesNotExist();
    assertThat(SealingKeys.in(keys)).isNotNull();
  }

  @Test
  void draftsOfTheDeadAreRemoved() throws IOException {
    Files.writeString(folder.resolve(".new-123"), "half of it");
    Files.writeString(folder.resolve("notes.new-1"), "somebody's");

    PrivateFiles.removeDrafts(folder);

    assertThat(folder.resolve(".new-123")).doesNotExist();
    assertThat(folder.resolve("notes.new-1")).exists();
  }
}
