package io.openluffy.git;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What shall be committed on a branch.
 *
 * @param message without trailers; the caller writes {@code [skip ci]} into it if it wants it
 * @param trailers added at the end in git's format, in this order
 */
public record Edit(
    String branch,
    Author author,
    String message,
    Map<String, String> trailers,
    List<FileEdit> files) {

  public Edit {
    trailers = Collections.unmodifiableMap(new LinkedHashMap<>(trailers));
    files = List.copyOf(files);
  }
}
