package io.openluffy.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.openluffy.kernel.Problem;
import java.util.List;
import java.util.Optional;

/**
 * A path inside a repository, which can never leave it: relative, parts divided by single slashes,
 * no {@code .}, {@code ..}, {@code .git} in any spelling, backslash or control character. Empty is
 * the root.
 */
public record RepositoryPath(@JsonValue String value) implements Comparable<RepositoryPath> {
  public static final RepositoryPath ROOT = new RepositoryPath("");

  /**
   * Takes what people write: a trailing slash, {@code ./} in front and {@code .} for the root go.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RepositoryPath {
    value = PathRules.tidy(value);
    var problem = PathRules.problem(value);
    if (problem.isPresent()) {
      throw problem.get().asException();
    }
  }

  /** What is wrong with the text as a path, if anything. */
  public static Optional<Problem> problem(String text) {
    return PathRules.problem(PathRules.tidy(text));
  }

  public boolean isRoot() {
    return value.isEmpty();
  }

  /** The parts from the root down; none for the root. */
  public List<String> parts() {
    return isRoot() ? List.of() : List.of(value.split("/"));
  }

  public RepositoryPath resolve(String below) {
    return new RepositoryPath(isRoot() ? below : value + "/" + below);
  }

  /** The last part; empty for the root. */
  public String name() {
    return value.substring(value.lastIndexOf('/') + 1);
  }

  /** Whether the other is this path or lies below it. */
  public boolean contains(RepositoryPath other) {
    return isRoot() || other.value.equals(value) || other.value.startsWith(value + "/");
  }

  @Override
  public int compareTo(RepositoryPath other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
