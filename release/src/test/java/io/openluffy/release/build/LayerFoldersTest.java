package io.openluffy.release.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayerFoldersTest {
  @TempDir Path folder;

  @Test
  void foldersAndWhatFilesLieInAreThere() throws IOException {
    var deep = "/long" + "/abcdefghij".repeat(20) + "/file";

    var read = read(List.of("/etc/", "/usr/bin/tool", deep));

    assertThat(read.there()).contains("/etc", "/usr", "/usr/bin", "/long/abcdefghij");
    assertThat(read.there()).doesNotContain("/usr/bin/tool", deep);
    assertThat(read.there()).hasSize(3 + 21);
  }

  @Test
  void whatALaterLayerTakesAwayIsNotThere() throws IOException {
    var below = new TreeSet<String>();
    read(List.of("/app/old/deep/", "/data/cache/deep/", "/kept/")).over(below);

    read(List.of("/app/.wh.old", "/data/cache/.wh..wh..opq", "/data/cache/new/")).over(below);

    assertThat(below).containsExactly("/app", "/data", "/data/cache", "/data/cache/new", "/kept");
  }

  @Test
  void whatIsNoArchiveIsRefused() {
    var noise = "x".repeat(2_000).getBytes(StandardCharsets.UTF_8);

    assertThatThrownBy(() -> LayerFolders.read(new ByteArrayInputStream(noise)))
        .isInstanceOf(IOException.class);
    assertThat(readNothing()).isEmpty();
  }

  private static Set<String> readNothing() {
    try {
      return LayerFolders.read(new ByteArrayInputStream(new byte[0])).there();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private LayerFolders read(List<String> names) throws IOException {
    var source = Files.writeString(folder.resolve("source"), "some content");
    var bytes = new ByteArrayOutputStream();
    try (var tar = new TarWriter(bytes)) {
      for (var name : names) {
        var isFolder = name.endsWith("/");
        var path = isFolder ? name.substring(0, name.length() - 1) : name;
        tar.add(path, new FileTree.Entry(source, isFolder, 0755, FileTree.Entry.ROOT));
      }
    }
    return LayerFolders.read(new ByteArrayInputStream(bytes.toByteArray()));
  }
}
