package io.openluffy.playground.compared.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;

/**
 * One server's answers to a case without what is another every time: uids, times, versions, chosen
 * names, addresses and ports. The same uid is called the same again, and so is the same version of
 * an object that nobody but the case changes.
 */
public final class Normal {
  private static final Pattern UID =
      Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
  private static final Pattern TIME =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
  private static final Pattern ADDRESS = Pattern.compile("\\b10\\.\\d+\\.\\d+\\.\\d+\\b");
  private static final Pattern VERSION = Pattern.compile("(resourceVersion\\\\*\":\\\\*\")\\d+");
  private static final Pattern AGE = Pattern.compile("(\\d+[smhdy]){1,2}");
  private static final Pattern ENDPOINT = Pattern.compile("127\\.0\\.0\\.1(:\\d+)?");

  /** Of a longer base only this much is in the name. */
  private static final int BASE = 58;

  private static final List<String> QUIET =
      List.of("ConfigMap", "Secret", "PodTemplate", "Role", "NetworkPolicy", "Part");

  private final Map<String, String> uids = new HashMap<>();
  private final Map<String, String> versions = new HashMap<>();
  private final Map<String, String> names = new HashMap<>();

  public JsonNode of(JsonNode tree) {
    learn(tree);
    return node("", tree);
  }

  /** A name that the server chose is told by what it was made of. */
  private void learn(JsonNode node) {
    var metadata = node.path("metadata");
    var base = metadata.path("generateName").asText();
    var name = metadata.path("name").asText();
    if (!base.isEmpty() && name.startsWith(base.substring(0, Math.min(base.length(), BASE)))) {
      names.put(name, base + "<chosen>");
    }
    node.forEach(this::learn);
  }

  private JsonNode node(String field, JsonNode node) {
    return switch (node) {
      case ObjectNode object -> object(object);
      case ArrayNode array -> array(field, array);
      case TextNode text -> text(field, text.asText());
      default ->
          field.equals("nodePort") || field.equals("healthCheckNodePort")
              ? TextNode.valueOf("<port>")
              : node;
    };
  }

  private JsonNode object(ObjectNode object) {
    var all = JsonNodeFactory.instance.objectNode();
    new TreeMap<String, JsonNode>(map(object))
        .forEach((name, value) -> all.set(plain(name), node(name, value)));
    if (all.get("metadata") instanceof ObjectNode metadata && metadata.has("resourceVersion")) {
      metadata.put("resourceVersion", version(object));
    }
    if (all.path("metadata").path("continue").asText("-").isEmpty()) {
      ((ObjectNode) all.get("metadata")).remove("continue");
    }
    if (all.path("kind").asText().equals("Status")) {
      sortCauses(all);
    }
    return all;
  }

  private static Map<String, JsonNode> map(ObjectNode object) {
    var all = new HashMap<String, JsonNode>();
    object.properties().forEach(field -> all.put(field.getKey(), field.getValue()));
    return all;
  }

  /** In which order the errors of an object are told is nothing to go by. */
  private static void sortCauses(ObjectNode status) {
    if (!(status.path("details").path("causes") instanceof ArrayNode causes) || causes.size() < 2) {
      return;
    }
    var sorted = new ArrayList<JsonNode>();
    causes.forEach(sorted::add);
    sorted.sort(Comparator.comparing(JsonNode::toString));
    causes.removeAll().addAll(sorted);
    var message = status.path("message").asText();
    status.put("message", message.replaceFirst("(?s) is invalid: .*", " is invalid: <causes>"));
  }

  private String version(ObjectNode object) {
    var metadata = object.path("metadata");
    var uid = metadata.path("uid").asText();
    if (uid.isEmpty() || !QUIET.contains(object.path("kind").asText())) {
      return "<version>";
    }
    var known = versions.size();
    return versions.computeIfAbsent(
        uid + "@" + metadata.path("resourceVersion").asText(), key -> "<version " + known + ">");
  }

  private JsonNode array(String field, ArrayNode array) {
    var all = new ArrayList<JsonNode>();
    array.forEach(item -> all.add(node(field, item)));
    if (field.equals("groups") || field.equals("items")) {
      // Other tests on the same server have kinds of their own.
      all.removeIf(Normal::isForeignGroup);
    }
    if (field.equals("managedFields")) {
      // Kubernetes sorts them by their second; which of two is later is chance.
      all.sort(Comparator.comparing(Normal::owner));
    }
    return JsonNodeFactory.instance.arrayNode().addAll(all);
  }

  private static boolean isForeignGroup(JsonNode group) {
    return group.has("versions")
        && (group.path("name").asText() + group.at("/metadata/name").asText()).endsWith(".example");
  }

  private static String owner(JsonNode entry) {
    return String.join(
        " ",
        entry.path("manager").asText(),
        entry.path("operation").asText(),
        entry.path("apiVersion").asText(),
        entry.path("subresource").asText());
  }

  private JsonNode text(String field, String text) {
    return switch (field) {
      case "resourceVersion" -> TextNode.valueOf("<version>");
      case "continue" -> TextNode.valueOf(text.isEmpty() ? "" : "<token>");
      case "cells" -> TextNode.valueOf(AGE.matcher(text).matches() ? "<age>" : plain(text));
      default -> TextNode.valueOf(plain(text));
    };
  }

  private String plain(String text) {
    var plain = text;
    for (var name : names.entrySet()) {
      plain = plain.replace(name.getKey(), name.getValue());
    }
    plain = UID.matcher(plain).replaceAll(found -> uid(found.group()));
    plain = TIME.matcher(plain).replaceAll("<time>");
    plain = ADDRESS.matcher(plain).replaceAll("<address>");
    plain = VERSION.matcher(plain).replaceAll("$1<version>");
    return ENDPOINT.matcher(plain).replaceAll("<endpoint>");
  }

  private String uid(String uid) {
    return uids.computeIfAbsent(uid, key -> "<uid " + uids.size() + ">");
  }

  /**
   * Whether the tree holds everything of the part; lists hold their parts in any order, and an
   * empty one is empty.
   */
  public static boolean holds(JsonNode tree, JsonNode part) {
    if (part.isObject()) {
      return part.properties().stream()
          .allMatch(field -> holds(tree.path(field.getKey()), field.getValue()));
    }
    if (part.isArray()) {
      if (part.isEmpty()) {
        return tree.isArray() && tree.isEmpty();
      }
      return StreamSupport.stream(part.spliterator(), false)
          .allMatch(
              wanted ->
                  StreamSupport.stream(tree.spliterator(), false)
                      .anyMatch(item -> holds(item, wanted)));
    }
    return part.isNull() || part.equals(tree);
  }
}
