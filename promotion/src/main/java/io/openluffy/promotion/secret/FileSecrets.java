package io.openluffy.promotion.secret;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Reads secrets from files below one folder, and from nowhere else. */
public final class FileSecrets {
  private static final int LARGEST = 1024 * 1024;

  private final Optional<Path> root;

  private FileSecrets(Optional<Path> root) {
    this.root = root;
  }

  public static FileSecrets below(Path root) {
    return new FileSecrets(Optional.of(root));
  }

  /** No file may be read. */
  public static FileSecrets none() {
    return new FileSecrets(Optional.empty());
  }

  /** The file's text, without the line end that editors put last. */
  Secret read(String path) {
    if (root.isEmpty()) {
      throw refused(
          path,
          "Secrets from files are not switched on.",
          "Start the server with a folder for them.");
    }
    try {
      var folder = root.get().toRealPath();
      var file = Path.of(path).toRealPath();
      if (!file.startsWith(folder)) {
        throw outside(path);
      }
      try (var in = Files.newInputStream(file)) {
        var content = in.readNBytes(LARGEST + 1);
        if (content.length > LARGEST) {
          throw refused(path, "The file is larger than 1 MiB.", "A secret has at most 1 MiB.");
        }
        var text = new String(content, StandardCharsets.UTF_8);
        return Secret.of(text.endsWith("\n") ? text.substring(0, text.length() - 1) : text);
      }
    } catch (IOException | InvalidPathException e) {
      throw refused(path, "The file can't be read.", "Create it, readable by the server.");
    }
  }

  private static ProblemException outside(String path) {
    return refused(
        path,
        "The file is outside the folder for secrets.",
        "Move it there; links out don't count.");
  }

  private static ProblemException refused(String path, String message, String remedy) {
    return Problem.user("secret.file", message, Where.of(path), remedy).asException();
  }
}
