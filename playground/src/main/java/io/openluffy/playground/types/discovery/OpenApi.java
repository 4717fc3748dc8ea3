package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import java.util.List;
import java.util.Optional;

/**
 * Answers {@code /openapi/v2}, {@code /openapi/v3} and its documents per group and version, each
 * made when it is first asked for.
 */
public final class OpenApi {
  private static final String V3 = "openapi/v3";

  private final TypeCatalog catalog;
  private final DocumentCache cache;

  public OpenApi(TypeCatalog catalog) {
    this.catalog = catalog;
    this.cache = new DocumentCache(catalog);
  }

  /** The document at a path for an Accept header; empty if there is none at that path. */
  public Optional<Document> answer(String path, String accept) {
    var wanted = path.replaceAll("^/+|/+$", "");
    return switch (wanted) {
      case "openapi/v2" ->
          accept.contains(BriefOpenApi.ACCEPTED)
              ? Optional.of(BriefOpenApi.of(catalog.version().path("gitVersion").asText()))
              : cache.get(wanted, () -> Optional.of(Document.json(v2())));
      case V3 -> cache.get(wanted, () -> Optional.of(Document.json(index())));
      default ->
          wanted.startsWith(V3 + "/")
              ? groupVersion(wanted.substring(V3.length() + 1))
              : Optional.empty();
    };
  }

  private ObjectNode index() {
    var index = JsonNodeFactory.instance.objectNode();
    var paths = index.putObject("paths");
    catalog
        .groups()
        .forEach(
            (group, versions) ->
                versions.forEach(
                    version -> {
                      var path =
                          group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
                      groupVersion(path)
                          .ifPresent(document -> paths.set(path, entry(path, document)));
                    }));
    return index;
  }

  private static ObjectNode entry(String path, Document document) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("serverRelativeURL", "/" + V3 + "/" + path + "?hash=" + document.hash());
  }

  private Optional<Document> groupVersion(String path) {
    return cache.get(
        path,
        () -> {
          var parts = path.split("/", -1);
          if (parts.length == 2 && parts[0].equals("api")) {
            return v3("", parts[1]);
          }
          return parts.length == 3 && parts[0].equals("apis")
              ? v3(parts[1], parts[2])
              : Optional.empty();
        });
  }

  private Optional<Document> v3(String group, String version) {
    var types =
        catalog.all().stream()
            .filter(type -> type.group().equals(group) && type.version().equals(version))
            .toList();
    if (types.isEmpty()) {
      return Optional.empty();
    }
    var document = head().put("openapi", "3.0.0");
    document.set("info", info());
    var schemas = new OpenApiSchemas(OpenApiDialect.V3);
    document.set("paths", paths(types, schemas, OpenApiDialect.V3));
    document.putObject("components").set("schemas", schemas.all());
    return Optional.of(Document.json(document));
  }

  private ObjectNode v2() {
    var document = head().put("swagger", "2.0");
    document.set("info", info());
    var schemas = new OpenApiSchemas(OpenApiDialect.V2);
    document.set("paths", paths(catalog.all(), schemas, OpenApiDialect.V2));
    document.set("definitions", schemas.all());
    return document;
  }

  private static ObjectNode paths(
      List<ResourceType> types, OpenApiSchemas schemas, OpenApiDialect dialect) {
    var paths = new OpenApiPaths(schemas, dialect);
    types.forEach(paths::add);
    return paths.all();
  }

  private ObjectNode info() {
    return head()
        .put("title", "Kubernetes")
        .put("version", catalog.version().path("gitVersion").asText());
  }

  private static ObjectNode head() {
    return JsonNodeFactory.instance.objectNode();
  }
}
