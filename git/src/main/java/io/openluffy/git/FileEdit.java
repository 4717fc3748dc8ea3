package io.openluffy.git;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A change of one file, as a function of what is there, so that it can be applied anew when
 * somebody else was faster.
 *
 * @param change gets the content, or nothing if there is no such file; what it answers is written,
 *     and nothing means delete. It may be asked several times.
 */
public record FileEdit(RepositoryPath path, UnaryOperator<Optional<byte[]>> change) {
  public FileEdit {
    if (path.isRoot()) {
      throw new IllegalArgumentException("The root of a repository is not a file");
    }
  }

  public static FileEdit write(RepositoryPath path, String text) {
    return write(path, text.getBytes(StandardCharsets.UTF_8));
  }

  public static FileEdit write(RepositoryPath path, byte[] content) {
    return new FileEdit(path, before -> Optional.of(content.clone()));
  }

  public static FileEdit delete(RepositoryPath path) {
    return new FileEdit(path, before -> Optional.empty());
  }
}
