package io.openluffy.server.home;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;

/** Empties a home, so that the next start is a first one. */
public final class Reset {
  private static final List<String> OURS =
      List.of(
          "postgres",
          "postgres-password",
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
          "cli.json");

  private Reset() {}

  /** Deletes what servers have made, and nothing else, while holding the home. */
  public static void everythingIn(HomeFolder home) {
    try (home) {
      OURS.forEach(name -> folder(home.at(name)));
    }
  }

  /** Deletes a folder or file with all that is in it; one that is not there is no error. */
  public static void folder(Path place) {
    try {
      delete(place);
    } catch (IOException e) {
      throw Problem.world(
              "server.reset-failed",
              "It can't be deleted: " + e.getMessage(),
              Where.of(place.toString()),
              "Check the permissions, or choose another folder with --home.")
          .asException(e);
    }
  }

  private static void delete(Path place) throws IOException {
    if (!Files.exists(place, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
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
          public FileVisitResult postVisitDirectory(
              Path folder, @org.jspecify.annotations.Nullable IOException error)
              throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
