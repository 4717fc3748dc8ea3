package io.openluffy.git.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** A small history with what histories have: merges, tags, large files, links, odd names. */
final class SampleRepository {
  private SampleRepository() {}

  /** A work tree in {@code work} and a bare repository in {@code bare}. */
  static void make(Path folder) throws IOException {
    var work = Files.createDirectories(folder.resolve("work"));
    var ada = new Developer(folder, "unused").in("work");
    ada.ask("init", "-q", "-b", "main");
    ada.commit("a.txt", "one\n", "One");
    ada.commit("dir/b.txt", "two\n".repeat(400), "Two");
    Files.write(work.resolve("large.bin"), noise(300_000));
    ada.commit("Three");
    ada.ask("tag", "-a", "v1", "-m", "Version 1");
    ada.commit("dir/sub/c d.txt", "three\n", "Four");
    ada.ask("checkout", "-q", "-b", "feature/x");
    ada.commit("x.txt", "x\n", "Begin x");
    ada.commit("x.txt", "x\ny\n", "Go on with x");
    ada.ask("checkout", "-q", "main");
    Files.createSymbolicLink(work.resolve("link"), Path.of("dir/b.txt"));
    Files.writeString(work.resolve("Übergröße"), "umlaut\n");
    ada.commit("Five");
    ada.ask("merge", "-q", "--no-ff", "-m", "Merge x", "feature/x");
    ada.ask("tag", "v2");
    ada.ask("branch", "develop");
    for (int i = 0; i < 6; i++) {
      ada.commit("dir/b.txt", "two\n".repeat(400 + i) + "end " + i + "\n", "Change " + i);
    }
    ada.ask("clone", "-q", "--bare", ".", folder.resolve("bare").toString());
    ada.ask("-C", folder.resolve("bare").toString(), "remote", "remove", "origin");
  }

  static byte[] noise(int bytes) {
    var noise = new byte[bytes];
    new SplittableRandom(7).nextBytes(noise);
    return noise;
  }
}
