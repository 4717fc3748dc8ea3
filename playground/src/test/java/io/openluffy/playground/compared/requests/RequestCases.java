package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.openluffy.playground.api.Yaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads the cases of {@code src/test/resources/compared}. A file is a list of cases, each with a
 * namespace to share:
 *
 * <pre>
 * - case: a field that is applied no more goes
 *   steps:
 *   - APPLY v1/configmaps/a?fieldManager=ann: {is: v1/ConfigMap a, data: {x: "1", y: "2"}}
 *   - APPLY v1/configmaps/a?fieldManager=ann: {is: v1/ConfigMap a, data: {x: "1"}}
 *   - GET v1/configmaps/a
 * </pre>
 *
 * A step is a verb and a path, and its body. The verbs are HTTP's, APPLY, MERGE, JSON and STRATEGIC
 * for the patches, and AWAIT: a GET that is repeated until its body holds what stands there. A path
 * that begins with a group and version instead of a slash is one of the file's namespace. A body is
 * JSON, or text that is sent as it is; {@code is: v1/ConfigMap a} stands for apiVersion, kind and
 * name. {@code $ns} is the namespace everywhere, {@code $long} a text of 150,000 letters. Beside
 * the request there may stand:
 *
 * <ul>
 *   <li>{@code accept}: a media type, or {@code table} or {@code metadata}
 *   <li>{@code type}: the media type of the body
 *   <li>{@code headers}: more of them; an empty one is left away
 *   <li>{@code base64}: a body that is no text
 *   <li>{@code keep}: names for values of the answer, by JSON pointers; later {@code ${name}} is
 *       what each server said there
 *   <li>{@code only}: JSON pointers to what of the body is compared
 * </ul>
 */
public final class RequestCases {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Map<String, String> PATCHES =
      Map.of(
          "APPLY", "application/apply-patch+yaml",
          "MERGE", "application/merge-patch+json",
          "JSON", "application/json-patch+json",
          "STRATEGIC", "application/strategic-merge-patch+json");
  private static final Map<String, String> FORMS =
      Map.of(
          "table", "application/json;as=Table;v=v1;g=meta.k8s.io",
          "metadata", "application/json;as=PartialObjectMetadata;v=v1;g=meta.k8s.io");

  /** Kubernetes packs answers that are longer than 128 KiB. */
  private static final int LONG = 150_000;

  private final String file;
  private final String namespace;

  private RequestCases(String file, String namespace) {
    this.file = file;
    this.namespace = namespace;
  }

  /** The cases of a file, in a namespace. */
  public static List<RequestCase> read(String file, String namespace) {
    var cases = new RequestCases(file, namespace);
    var names = new HashSet<String>();
    var all = new ArrayList<RequestCase>();
    for (var one : tree(file)) {
      var name = one.path("case").asText();
      if (name.isEmpty() || !names.add(name)) {
        throw new AssertionError(file + ": every case has a name of its own: " + name);
      }
      var steps = new ArrayList<Step>();
      one.path("steps").forEach(step -> steps.add(cases.step(step)));
      all.add(new RequestCase(file, name, steps));
    }
    return all;
  }

  static JsonNode tree(String file) {
    try (var in = RequestCases.class.getResourceAsStream("/compared/" + file)) {
      return Yaml.any(
          new String(Objects.requireNonNull(in, file).readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(file, e);
    }
  }

  private Step step(JsonNode written) {
    var fields = written.isTextual() ? NODES.objectNode().putNull(written.asText()) : written;
    var request = fields.fieldNames().next();
    var space = request.indexOf(' ');
    if (space < 0) {
      throw new AssertionError(file + ": a step is a verb and a path: " + request);
    }
    var verb = request.substring(0, space);
    var isAwait = verb.equals("AWAIT");
    var value = expanded(fields.get(request));
    return new Step(
        request,
        PATCHES.containsKey(verb) ? "PATCH" : isAwait || verb.equals("WATCH") ? "GET" : verb,
        path(request.substring(space + 1)) + (verb.equals("WATCH") ? "&watch=1" : ""),
        headers(verb, fields),
        isAwait ? Optional.empty() : body(fields, value),
        texts(fields.path("only")),
        isAwait ? Optional.of(value) : Optional.empty(),
        strings(fields.path("keep")));
  }

  private Map<String, String> headers(String verb, JsonNode fields) {
    var headers = new HashMap<String, String>();
    var accept = fields.path("accept").asText("application/json");
    headers.put("Accept", FORMS.getOrDefault(accept, accept));
    headers.put(
        "Content-Type", fields.path("type").asText(PATCHES.getOrDefault(verb, "application/json")));
    fields
        .path("headers")
        .properties()
        .forEach(header -> headers.put(header.getKey(), header.getValue().asText()));
    return headers;
  }

  private Optional<byte[]> body(JsonNode fields, JsonNode value) {
    if (fields.has("base64")) {
      return Optional.of(recorded(Base64.getMimeDecoder().decode(fields.path("base64").asText())));
    }
    if (value.isNull()) {
      return Optional.empty();
    }
    var text = value.isTextual() ? value.asText() : value.toString();
    return Optional.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A recorded body has a namespace of the same length in it: {@code kubectl-00000}. */
  private byte[] recorded(byte[] bytes) {
    var run = namespace.lastIndexOf('-') + 1;
    var then = namespace.substring(0, run) + "0".repeat(namespace.length() - run);
    return new String(bytes, StandardCharsets.ISO_8859_1)
        .replace(then, namespace)
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private String path(String written) {
    var path = written.replace("$ns", namespace);
    if (path.startsWith("/")) {
      return path;
    }
    var parts = path.split("/", 3);
    return parts[0].matches("v\\d\\w*")
        ? "/api/%s/namespaces/%s/%s".formatted(parts[0], namespace, rest(path, 1))
        : "/apis/%s/%s/namespaces/%s/%s".formatted(parts[0], parts[1], namespace, rest(path, 2));
  }

  private static String rest(String path, int from) {
    return path.split("/", from + 1)[from];
  }

  /** With the namespace's name, and without the shorthand for what an object is. */
  private JsonNode expanded(JsonNode node) {
    if (node.isTextual() && node.asText().equals("$long")) {
      return TextNode.valueOf("x".repeat(LONG));
    }
    if (node.isTextual()) {
      return node.asText().contains("$ns")
          ? TextNode.valueOf(node.asText().replace("$ns", namespace))
          : node;
    }
    if (node instanceof ArrayNode array) {
      var all = NODES.arrayNode();
      array.forEach(item -> all.add(expanded(item)));
      return all;
    }
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    var whole = NODES.objectNode();
    var is = object.path("is").asText().replace("$ns", namespace);
    if (!is.isEmpty()) {
      identify(whole, is);
    }
    for (var field : object.properties()) {
      var value = expanded(field.getValue());
      var name = field.getKey().replace("$ns", namespace);
      if (name.equals("metadata") && whole.get(name) instanceof ObjectNode metadata) {
        metadata.setAll((ObjectNode) value);
      } else if (!name.equals("is")) {
        whole.set(name, value);
      }
    }
    return whole;
  }

  private static void identify(ObjectNode object, String is) {
    var words = is.split(" ", 2);
    var slash = words[0].lastIndexOf('/');
    object.put("apiVersion", words[0].substring(0, slash));
    object.put("kind", words[0].substring(slash + 1));
    if (words.length > 1) {
      object.putObject("metadata").put("name", words[1]);
    }
  }

  private static Map<String, String> strings(JsonNode object) {
    var all = new HashMap<String, String>();
    object.properties().forEach(field -> all.put(field.getKey(), field.getValue().asText()));
    return all;
  }

  private static List<String> texts(JsonNode array) {
    var all = new ArrayList<String>();
    array.forEach(one -> all.add(one.asText()));
    return all;
  }
}
