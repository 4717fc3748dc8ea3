package io.openluffy.playground.types.discovery;

import io.openluffy.playground.types.TypeCatalog;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Answers {@code /api}, {@code /apis} and what lies under them, plain and aggregated. */
public final class Discovery {
  private static final List<String> AGGREGATED_VERSIONS = List.of("v2", "v2beta1");

  private final DocumentCache cache;
  private final LegacyDiscovery legacy;
  private final AggregatedDiscovery aggregated;

  public Discovery(TypeCatalog catalog) {
    this.cache = new DocumentCache(catalog);
    this.legacy = new LegacyDiscovery(catalog);
    this.aggregated = new AggregatedDiscovery(catalog);
  }

  /** The document at a path for an Accept header; empty if there is none at that path. */
  public Optional<Document> answer(String path, String accept) {
    var parts = List.of(path.replaceAll("^/+|/+$", "").split("/"));
    var version = aggregatedVersion(accept);
    if (parts.size() == 1 && !version.isEmpty()) {
      return cache.get(
          parts.getFirst() + " " + version, () -> aggregated(parts.getFirst(), version));
    }
    return cache.get(String.join("/", parts), () -> plain(parts));
  }

  private Optional<Document> aggregated(String root, String version) {
    return switch (root) {
      case "api", "apis" ->
          Optional.of(
              Document.of(
                  "application/json;g=apidiscovery.k8s.io;v="
                      + version
                      + ";as=APIGroupDiscoveryList",
                  aggregated.list(root.equals("api"), version)));
      default -> Optional.empty();
    };
  }

  private Optional<Document> plain(List<String> parts) {
    var core = parts.getFirst().equals("api");
    if (!core && !parts.getFirst().equals("apis")) {
      return Optional.empty();
    }
    return switch (parts.size()) {
      case 1 -> Optional.of(Document.json(core ? legacy.coreVersions() : legacy.groups()));
      case 2 ->
          core
              ? legacy.resources("", parts.get(1)).map(Document::json)
              : legacy.group(parts.get(1)).map(Document::json);
      case 3 ->
          core || parts.get(1).isEmpty()
              ? Optional.empty()
              : legacy.resources(parts.get(1), parts.get(2)).map(Document::json);
      default -> Optional.empty();
    };
  }

  /** The first version of aggregated discovery that the client takes; empty if it wants none. */
  private static String aggregatedVersion(String accept) {
    for (var entry : accept.split(",")) {
      var wanted = entry.toLowerCase(Locale.ROOT).replace(" ", "");
      if (wanted.contains("as=apigroupdiscoverylist") && wanted.startsWith("application/json")) {
        for (var version : AGGREGATED_VERSIONS) {
          if (List.of(wanted.split(";")).contains("v=" + version)) {
            return version;
          }
        }
      } else if (wanted.startsWith("application/json") || wanted.startsWith("*/*")) {
        return "";
      }
    }
    return "";
  }
}
