package io.openluffy.playground.registry;

import java.util.Optional;

/**
 * An image as a pod names it: {@code [host[:port]/]repository[:tag][@digest]}.
 *
 * @param host with its port, if one is named; {@code docker.io} when none is
 */
public record ImageReference(
    String host, RepositoryName repository, Tag tag, Optional<Digest> digest) {
  private static final Tag LATEST = new Tag("latest");

  /** Empty for what is no image name. */
  public static Optional<ImageReference> parse(String text) {
    var at = text.indexOf('@');
    var digest = at < 0 ? Optional.<Digest>empty() : Digest.parse(text.substring(at + 1));
    if (at >= 0 && digest.isEmpty()) {
      return Optional.empty();
    }
    var name = at < 0 ? text : text.substring(0, at);
    var slash = name.indexOf('/');
    var first = slash < 0 ? "" : name.substring(0, slash);
    var hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
    var path = hosted ? name.substring(slash + 1) : name;
    var colon = path.lastIndexOf(':');
    var tag = colon < 0 ? Optional.of(LATEST) : Tag.parse(path.substring(colon + 1));
    var repository = RepositoryName.parse(colon < 0 ? path : path.substring(0, colon));
    if (tag.isEmpty() || repository.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ImageReference(hosted ? first : "docker.io", repository.get(), tag.get(), digest));
  }
}
