package io.openluffy.server.home;

import io.openluffy.kernel.DiskTrouble;
import io.openluffy.kernel.postgres.EmbeddedPostgres;
import io.openluffy.release.build.BuildMounts;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Empties a home, so that the next start is a first one. */
public final class Reset {
  private static final List<String> OURS =
      List.of(
          "git",
          "mirrors",
          "registry",
          "builds",
          "work",
          "render",
          "tls",
          "kubeconfig",
          "kubernetes-token",
          "admin-password",
          "sealing-key",
          "server.json",
          "cli.json");

  private Reset() {}

  /** Deletes what servers have made, and nothing else, while holding the home. */
  public static void everythingIn(HomeFolder home) {
    try (home) {
      EmbeddedPostgres.erase(home.root());
      BuildMounts.release(home.at("builds"));
      OURS.forEach(name -> folder(home.at(name)));
    }
  }

  /** Deletes a folder or file with all that is in it; one that is not there is no error. */
  public static void folder(Path place) {
    try {
      delete(place);
    } catch (IOException e) {
      throw DiskTrouble.thrown(place, e);
    }
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Files.walkFileTree(
        place,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException error)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
