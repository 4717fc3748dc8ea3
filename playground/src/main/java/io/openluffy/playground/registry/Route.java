package io.openluffy.playground.registry;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Which thing of the registry a path names. */
sealed interface Route {
  record Version() implements Route {}

  record Catalog() implements Route {}

  record Tags(String name) implements Route {}

  record Manifest(String name, String reference) implements Route {}

  record Blob(String name, String digest) implements Route {}

  record Uploads(String name) implements Route {}

  record Upload(String name, String id) implements Route {}

  record Referrers(String name, String digest) implements Route {}

  record Nowhere() implements Route {}

  /** The repository; empty where there is none. */
  default String repository() {
    return switch (this) {
      case Version v -> "";
      case Catalog c -> "";
      case Nowhere n -> "";
      case Tags t -> t.name;
      case Manifest m -> m.name;
      case Blob b -> b.name;
      case Uploads u -> u.name;
      case Upload u -> u.name;
      case Referrers r -> r.name;
    };
  }

  /** Reads a raw path, such as {@code /v2/team/app/manifests/v1}. */
  static Route of(String rawPath) {
    if (rawPath.equals("/v2") || rawPath.equals("/v2/")) {
      return new Version();
    }
    if (!rawPath.startsWith("/v2/")) {
      return new Nowhere();
    }
    var parts = decoded(rawPath.substring("/v2/".length()));
    if (parts.equals(List.of("_catalog"))) {
      return new Catalog();
    }
    return parts.size() < 3 ? new Nowhere() : inRepository(parts);
  }

  private static Route inRepository(List<String> parts) {
    var last = parts.getLast();
    var kind = parts.get(parts.size() - 2);
    var name = String.join("/", parts.subList(0, parts.size() - 2));
    if (kind.equals("uploads") && parts.get(parts.size() - 3).equals("blobs")) {
      var above = String.join("/", parts.subList(0, parts.size() - 3));
      return last.isEmpty() ? new Uploads(above) : new Upload(above, last);
    }
    return switch (kind) {
      case "tags" -> last.equals("list") ? new Tags(name) : new Nowhere();
      case "manifests" -> new Manifest(name, last);
      case "blobs" -> last.equals("uploads") ? new Uploads(name) : new Blob(name, last);
      case "referrers" -> new Referrers(name, last);
      default -> new Nowhere();
    };
  }

  private static List<String> decoded(String path) {
    var parts = new ArrayList<String>();
    for (var part : path.split("/", -1)) {
      try {
        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      } catch (IllegalArgumentException e) {
        parts.add(part);
      }
    }
    return parts;
  }
}
