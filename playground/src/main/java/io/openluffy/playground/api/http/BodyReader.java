package io.openluffy.playground.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.verbs.Patch;
import io.openluffy.playground.api.verbs.PatchTypes;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.types.decoding.StrictJson;
import io.openluffy.playground.types.wire.WireBody;
import io.openluffy.playground.types.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns the bytes of a body into a tree, by its media type. */
final class BodyReader {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final int MOST_ALIASES = 50;
  private static final JsonMapper TREES = JsonMapper.builder().build();

  private BodyReader() {}

  static StrictJson object(Exchange exchange) throws IOException {
    var type = exchange.contentType();
    var parsed =
        switch (type) {
          case "", "application/json" -> json(exchange.body());
          case "application/yaml" -> yaml(exchange.body());
          case PROTOBUF -> protobuf(exchange.body());
          default ->
              throw unsupported(
                  "the body of the request was in an unknown format - accepted media types"
                      + " include: application/json, application/yaml,"
                      + " application/vnd.kubernetes.protobuf");
        };
    if (parsed.value() instanceof ObjectNode) {
      return parsed;
    }
    throw VerbErrors.badRequest(
        "couldn't get version/kind; json parse error: json: cannot unmarshal "
            + kind(parsed.value())
            + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
            + " Kind string \"json:\\\"kind,omitempty\\\"\" }");
  }

  /** A body that may be missing, such as that of a DELETE. */
  static ObjectNode optional(Exchange exchange) throws IOException {
    var bytes = exchange.body();
    if (bytes.length == 0) {
      return TREES.createObjectNode();
    }
    var parsed = exchange.contentType().equals(PROTOBUF) ? protobuf(bytes) : json(bytes);
    return parsed.value() instanceof ObjectNode object ? object : TREES.createObjectNode();
  }

  static Patch patch(Exchange exchange, boolean custom) throws IOException {
    var kind =
        PatchTypes.find(exchange.contentType()).orElseThrow(() -> PatchTypes.unsupported(custom));
    var bytes = exchange.body();
    var parsed = kind == Patch.Kind.APPLY && !startsAsJson(bytes) ? yaml(bytes) : json(bytes);
    return new Patch(kind, parsed.value(), parsed.duplicates());
  }

  private static boolean startsAsJson(byte[] bytes) {
    for (var b : bytes) {
      if (!Character.isWhitespace(b)) {
        return b == '{';
      }
    }
    return true;
  }

  private static StrictJson json(byte[] bytes) {
    try {
      return StrictJson.parse(bytes);
    } catch (IOException e) {
      throw VerbErrors.badRequest("error decoding the body: " + firstLine(e));
    }
  }

  private static StrictJson protobuf(byte[] bytes) {
    try {
      return new StrictJson(WireBody.read(bytes), List.of());
    } catch (WireException e) {
      throw VerbErrors.badRequest("error decoding the body: " + e.getMessage());
    }
  }

  private static StrictJson yaml(byte[] bytes) {
    var settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(Exchange.LARGEST_BODY)
            .setAllowDuplicateKeys(false)
            .build();
    try {
      var value = new Load(settings).loadFromString(new String(bytes, StandardCharsets.UTF_8));
      JsonNode tree = TREES.valueToTree(value);
      checkDepth(tree, 0);
      return new StrictJson(tree, List.of());
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw VerbErrors.badRequest("error decoding YAML: " + e.getMessage());
    }
  }

  private static void checkDepth(JsonNode tree, int depth) {
    if (depth > StreamReadConstraints.DEFAULT_MAX_DEPTH) {
      throw new IllegalArgumentException("exceeded max depth");
    }
    tree.forEach(child -> checkDepth(child, depth + 1));
  }

  private static String firstLine(IOException e) {
    var words =
        e instanceof JsonProcessingException json ? json.getOriginalMessage() : e.getMessage();
    var message = words == null ? "unreadable" : words;
    return message.lines().findFirst().orElse(message).replaceFirst(" \\(start marker.*", "");
  }

  private static String kind(JsonNode value) {
    return value.isArray()
        ? "array"
        : value.getNodeType().name().toLowerCase(java.util.Locale.ROOT);
  }

  private static RuntimeException unsupported(String message) {
    return ApiStatus.of(415, "UnsupportedMediaType", message).asException();
  }
}
