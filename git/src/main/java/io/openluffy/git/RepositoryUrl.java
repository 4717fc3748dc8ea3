package io.openluffy.git;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Optional;

/**
 * Names a git repository: {@code https://}, {@code http://}, {@code ssh://} or {@code file://}, or
 * the short form {@code git@host:path}.
 *
 * <p>Normalised: scheme and host in lower case, no default port, no trailing slash, no password. A
 * user is kept for ssh alone, because there it is part of the address. {@code .git} at the end is
 * kept as written, because some hosts ask for it; {@link #isSameAs} overlooks it.
 */
public record RepositoryUrl(@JsonValue String value) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public RepositoryUrl {
    value = UrlRules.normalised(value);
  }

  /** The URL, or nothing if it is none. */
  public static Optional<RepositoryUrl> parse(String text) {
    return UrlRules.problem(text).isPresent()
        ? Optional.empty()
        : Optional.of(new RepositoryUrl(text));
  }

  /** Whether both name one repository, however it is reached: by https or ssh, with .git or not. */
  public boolean isSameAs(RepositoryUrl other) {
    return equals(other) || UrlRules.same(value, other.value);
  }

  public boolean isSsh() {
    return value.startsWith("ssh://") || !value.contains("://");
  }

  public boolean isHttp() {
    return value.startsWith("http://") || value.startsWith("https://");
  }

  public boolean isFile() {
    return value.startsWith("file://");
  }

  @Override
  public String toString() {
    return value;
  }
}
