package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.GroupVersionKind;
import io.openluffy.playground.types.ResourceType;
import java.util.List;
import java.util.Optional;

/** Writes single operations of a path. */
final class OpenApiOperations {
  private static final String PATCH = "io.k8s.apimachinery.pkg.apis.meta.v1.Patch";
  private static final String STATUS = "io.k8s.apimachinery.pkg.apis.meta.v1.Status";
  private static final String OPTIONS = "io.k8s.apimachinery.pkg.apis.meta.v1.DeleteOptions";
  private static final List<String> WRITE = List.of("dryRun", "fieldManager", "fieldValidation");
  private static final List<String> LIST =
      List.of(
          "allowWatchBookmarks",
          "continue",
          "fieldSelector",
          "labelSelector",
          "limit",
          "resourceVersion",
          "resourceVersionMatch",
          "sendInitialEvents",
          "timeoutSeconds",
          "watch");
  private static final List<String> DELETE =
      List.of("dryRun", "gracePeriodSeconds", "orphanDependents", "propagationPolicy");

  private final OpenApiSchemas schemas;
  private final OpenApiDialect dialect;

  OpenApiOperations(OpenApiSchemas schemas, OpenApiDialect dialect) {
    this.schemas = schemas;
    this.dialect = dialect;
  }

  ObjectNode get(
      ResourceType type, String part, GroupVersionKind kind, Optional<ObjectNode> answer) {
    return operation("get", "read", type, part, kind, List.of(), answer);
  }

  ObjectNode list(
      ResourceType type, String suffix, boolean namespaced, Optional<ObjectNode> answer) {
    var node = operation("list", "list", type, "", type.gvk(), LIST, answer);
    if (!namespaced) {
      node.put("operationId", "list" + group(type) + type.kind() + suffix);
    }
    return node;
  }

  ObjectNode write(
      String method,
      ResourceType type,
      String part,
      GroupVersionKind kind,
      Optional<ObjectNode> body) {
    var verb = method.equals("post") ? "create" : "replace";
    var node = operation(method, verb, type, part, kind, WRITE, body);
    body.ifPresent(schema -> body(node, List.of("*/*"), schema));
    return node;
  }

  ObjectNode patch(
      ResourceType type, String part, GroupVersionKind kind, Optional<ObjectNode> answer) {
    var parameters = List.of("dryRun", "fieldManager", "fieldValidation", "force");
    var node = operation("patch", "patch", type, part, kind, parameters, answer);
    body(node, patches(type), schemas.reference(PATCH));
    return node;
  }

  ObjectNode delete(ResourceType type) {
    var status = Optional.of(schemas.reference(STATUS));
    var node = operation("delete", "delete", type, "", type.gvk(), DELETE, status);
    body(node, List.of("*/*"), schemas.reference(OPTIONS));
    return node;
  }

  ObjectNode deleteCollection(ResourceType type) {
    var status = Optional.of(schemas.reference(STATUS));
    var node =
        operation("deletecollection", "deleteCollection", type, "", type.gvk(), LIST, status);
    body(node, List.of("*/*"), schemas.reference(OPTIONS));
    return node;
  }

  void pathParameters(ObjectNode path, ResourceType type, boolean named) {
    var parameters = path.putArray("parameters");
    if (named) {
      parameter(parameters, "path", "name").put("required", true);
    }
    if (type.namespaced()) {
      parameter(parameters, "path", "namespace").put("required", true);
    }
    parameter(parameters, "query", "pretty");
  }

  private ObjectNode operation(
      String action,
      String verb,
      ResourceType type,
      String part,
      GroupVersionKind kind,
      List<String> query,
      Optional<ObjectNode> answer) {
    var node = JsonNodeFactory.instance.objectNode();
    node.putArray("tags").add(tag(type));
    var scope = type.namespaced() ? "Namespaced" : "";
    node.put("operationId", verb + group(type) + scope + type.kind() + capital(part));
    if (dialect == OpenApiDialect.V2) {
      node.putArray("produces").add("application/json").add("application/yaml");
    }
    if (!query.isEmpty()) {
      var parameters = node.putArray("parameters");
      query.forEach(name -> parameter(parameters, "query", name));
    }
    var success = node.putObject("responses").putObject("200").put("description", "OK");
    answer.ifPresent(schema -> answer(success, schema));
    node.put("x-kubernetes-action", action);
    node.putObject("x-kubernetes-group-version-kind")
        .put("group", kind.group())
        .put("kind", kind.kind())
        .put("version", kind.version());
    return node;
  }

  private void answer(ObjectNode response, ObjectNode schema) {
    if (dialect == OpenApiDialect.V2) {
      response.set("schema", schema);
    } else {
      response.putObject("content").putObject("application/json").set("schema", schema);
    }
  }

  private void body(ObjectNode operation, List<String> contentTypes, ObjectNode schema) {
    if (dialect == OpenApiDialect.V2) {
      LegacyDiscovery.strings(operation, "consumes", contentTypes);
      var parameters =
          operation.path("parameters") instanceof ArrayNode given
              ? given
              : operation.putArray("parameters");
      parameters.addObject().put("in", "body").put("name", "body").set("schema", schema);
      return;
    }
    var content = operation.putObject("requestBody").putObject("content");
    contentTypes.forEach(contentType -> content.putObject(contentType).set("schema", schema));
  }

  private ObjectNode parameter(ArrayNode parameters, String in, String name) {
    var node = parameters.addObject().put("in", in).put("name", name);
    var type = OpenApiParameters.type(name);
    if (dialect == OpenApiDialect.V2) {
      return node.put("type", type).put("uniqueItems", true);
    }
    node.putObject("schema").put("type", type).put("uniqueItems", true);
    return node;
  }

  private static List<String> patches(ResourceType type) {
    var apply = "application/apply-patch+yaml";
    var json = "application/json-patch+json";
    var merge = "application/merge-patch+json";
    return type.custom()
        ? List.of(apply, json, merge)
        : List.of(apply, json, merge, "application/strategic-merge-patch+json");
  }

  private static String tag(ResourceType type) {
    var name = type.group().isEmpty() ? "core" : shortGroup(type).replace('.', '_');
    return name + "_" + type.version();
  }

  private static String group(ResourceType type) {
    var text = new StringBuilder();
    for (var word : (type.group().isEmpty() ? "core" : shortGroup(type)).split("\\.")) {
      text.append(capital(word));
    }
    return text.append(capital(type.version())).toString();
  }

  private static String shortGroup(ResourceType type) {
    return type.group().endsWith(".k8s.io")
        ? type.group().substring(0, type.group().length() - ".k8s.io".length())
        : type.group();
  }

  private static String capital(String word) {
    return word.isEmpty() ? "" : Character.toUpperCase(word.charAt(0)) + word.substring(1);
  }
}
