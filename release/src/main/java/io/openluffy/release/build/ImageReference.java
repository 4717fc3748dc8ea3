package io.openluffy.release.build;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names an image in a registry.
 *
 * <p>Docker's short forms are written out: {@code alpine} is {@code
 * registry-1.docker.io/library/alpine:latest}.
 *
 * @param registry host and port
 * @param path the repository within the registry
 * @param tag empty when only the digest counts
 */
public record ImageReference(
    String registry, String path, Optional<String> tag, Optional<String> digest) {
  private static final String DOCKER_HUB = "registry-1.docker.io";
  private static final Pattern HOST =
      Pattern.compile(
          "[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?|\\[[0-9a-fA-F:]+](:[0-9]{1,5})?");
  private static final Pattern PATH =
      Pattern.compile("[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*(/[a-z0-9]+((\\.|_|__|-+)[a-z0-9]+)*)*");
  private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
  private static final Pattern DIGEST = Pattern.compile("sha256:[0-9a-f]{64}");
  private static final int LONGEST_PATH = 255;

  /** The reference, or nothing if the text is none. */
  public static Optional<ImageReference> parse(String text) {
    var at = text.indexOf('@');
    var digest = at < 0 ? Optional.<String>empty() : Optional.of(text.substring(at + 1));
    var named = at < 0 ? text : text.substring(0, at);
    var colon = named.lastIndexOf(':');
    var tagged = colon > named.lastIndexOf('/');
    var tag = tagged ? Optional.of(named.substring(colon + 1)) : Optional.<String>empty();
    var repository = tagged ? named.substring(0, colon) : named;
    var slash = repository.indexOf('/');
    var first = slash < 0 ? "" : repository.substring(0, slash);
    var hosted = first.contains(".") || first.contains(":") || first.equals("localhost");
    var registry = !hosted || first.equals("docker.io") ? DOCKER_HUB : first;
    var rest = hosted ? repository.substring(slash + 1) : repository;
    var path = registry.equals(DOCKER_HUB) && !rest.contains("/") ? "library/" + rest : rest;
    var valid =
        HOST.matcher(registry).matches()
            && path.length() <= LONGEST_PATH
            && PATH.matcher(path).matches()
            && tag.stream().allMatch(value -> TAG.matcher(value).matches())
            && digest.stream().allMatch(value -> DIGEST.matcher(value).matches());
    return valid ? Optional.of(new ImageReference(registry, path, tag, digest)) : Optional.empty();
  }

  /** A repository of a checked configuration with a tag. */
  public static ImageReference of(String repository, String tag) {
    return parse(repository + ":" + tag)
        .orElseThrow(() -> new IllegalArgumentException("no image: " + repository + ":" + tag));
  }

  public ImageReference withTag(String tag) {
    return new ImageReference(registry, path, Optional.of(tag), Optional.empty());
  }

  public ImageReference withDigest(String digest) {
    return new ImageReference(registry, path, Optional.empty(), Optional.of(digest));
  }

  public ImageReference at(String otherRegistry) {
    return new ImageReference(otherRegistry, path, tag, digest);
  }

  boolean isOnDockerHub() {
    return registry.equals(DOCKER_HUB);
  }

  /** What a registry's API calls the manifest: the digest if there is one, else the tag. */
  public String reference() {
    return digest.orElseGet(() -> tag.orElse("latest"));
  }

  public String repository() {
    return registry + "/" + path;
  }

  @Override
  public String toString() {
    return repository()
        + tag.map(value -> ":" + value).orElse("")
        + digest.map(value -> "@" + value).orElse("");
  }
}
