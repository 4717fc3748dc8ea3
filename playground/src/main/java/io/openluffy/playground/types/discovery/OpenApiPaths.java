package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.Subresource;
import java.util.List;
import java.util.Optional;

/** Writes the paths of resources: where clients look which verbs, patches and parameters exist. */
final class OpenApiPaths {
  private final OpenApiSchemas schemas;
  private final OpenApiOperations operations;
  private final ObjectNode paths = JsonNodeFactory.instance.objectNode();

  OpenApiPaths(OpenApiSchemas schemas, OpenApiDialect dialect) {
    this.schemas = schemas;
    this.operations = new OpenApiOperations(schemas, dialect);
  }

  ObjectNode all() {
    return paths;
  }

  void add(ResourceType type) {
    var root = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion();
    var scoped = type.namespaced() ? root + "/namespaces/{namespace}" : root;
    var collection = scoped + "/" + type.plural();
    addCollection(collection, type);
    if (type.namespaced() && type.allows("list")) {
      var everywhere = paths.putObject(root + "/" + type.plural());
      everywhere.set("get", list(type, "ForAllNamespaces", false));
    }
    addItem(collection + "/{name}", type);
    type.subresources()
        .values()
        .forEach(part -> addPart(collection + "/{name}/" + part.name(), type, part));
  }

  private void addCollection(String path, ResourceType type) {
    var node = paths.putObject(path);
    var body = schemas.reference(type);
    if (type.allows("list")) {
      node.set("get", list(type, "", type.namespaced()));
    }
    if (type.allows("create")) {
      node.set("post", operations.write("post", type, "", type.gvk(), body));
    }
    if (type.allows("deletecollection")) {
      node.set("delete", operations.deleteCollection(type));
    }
    operations.pathParameters(node, type, false);
  }

  private ObjectNode list(ResourceType type, String suffix, boolean namespaced) {
    return operations.list(type, suffix, namespaced, schemas.listReference(type));
  }

  private void addItem(String path, ResourceType type) {
    if (!type.allows("get")) {
      return;
    }
    var node = paths.putObject(path);
    verbs(node, type, "", type.gvk(), type.verbs(), schemas.reference(type));
    if (type.allows("delete")) {
      node.set("delete", operations.delete(type));
    }
    operations.pathParameters(node, type, true);
  }

  private void addPart(String path, ResourceType type, Subresource part) {
    var node = paths.putObject(path);
    var definition = part.schema().definition();
    Optional<ObjectNode> body =
        definition.isEmpty()
            ? schemas.reference(type).filter(same -> part.kind().equals(type.gvk()))
            : Optional.of(schemas.reference(definition));
    verbs(node, type, part.name(), part.kind(), part.verbs(), body);
    if (part.verbs().contains("create")) {
      node.set("post", operations.write("post", type, part.name(), part.kind(), body));
    }
    operations.pathParameters(node, type, true);
  }

  private void verbs(
      ObjectNode node,
      ResourceType type,
      String part,
      GroupVersionKind kind,
      List<String> verbs,
      Optional<ObjectNode> body) {
    if (verbs.contains("get")) {
      node.set("get", operations.get(type, part, kind, body));
    }
    if (verbs.contains("update")) {
      node.set("put", operations.write("put", type, part, kind, body));
    }
    if (verbs.contains("patch")) {
      node.set("patch", operations.patch(type, part, kind, body));
    }
  }
}
