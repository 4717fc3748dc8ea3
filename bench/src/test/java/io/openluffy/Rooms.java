package io.openluffy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The rooms of the house, their compiled classes and their source files. */
final class Rooms {
  /** A room uses rooms before it, never after. */
  static final List<String> IN_ORDER =
      List.of(
          "kernel",
          "git",
          "kube",
          "application",
          "release",
          "promotion",
          "notice",
          "playground",
          "server",
          "cli",
          "bench");

  private static final String OURS = "io.openluffy.";

  private Rooms() {}

  /** What the rooms' own sources compile to, without their tests. */
  static JavaClasses classes() {
    var folders =
        IN_ORDER.stream()
            .map(room -> root().resolve(room).resolve("target/classes"))
            .filter(Files::isDirectory)
            .toList();
    return new ClassFileImporter().importPaths(folders);
  }

  /** The room that a class belongs to; empty for what isn't ours. */
  static Optional<String> of(JavaClass type) {
    var name = type.getName();
    return name.startsWith(OURS)
        ? IN_ORDER.stream().filter(room -> name.startsWith(OURS + room + ".")).findFirst()
        : Optional.empty();
  }

  /** The package right below the room that a class is in; empty for the room's own package. */
  static Optional<String> part(JavaClass type) {
    return of(type)
        .map(
            room ->
                type.getPackageName()
                    .substring(
                        Math.min(type.getPackageName().length(), (OURS + room + ".").length())))
        .filter(rest -> !rest.isEmpty())
        .map(rest -> rest.split("\\.", 2)[0]);
  }

  /** Every Java file of the rooms. */
  static List<Path> sources() {
    return IN_ORDER.stream()
        .flatMap(
            room -> Stream.of("src/main/java", "src/test/java").map(root().resolve(room)::resolve))
        .filter(Files::isDirectory)
        .flatMap(Rooms::javaFiles)
        .toList();
  }

  private static Stream<Path> javaFiles(Path folder) {
    try (var files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The folder that holds the rooms, from wherever the tests are run. */
  static Path root() {
    var here = Path.of("").toAbsolutePath();
    while (!Files.isDirectory(here.resolve("kernel"))) {
      var parent = here.getParent();
      if (parent == null) {
        throw new IllegalStateException("The tests have to be run inside of the repository");
      }
      here = parent;
    }
    return here;
  }
}
