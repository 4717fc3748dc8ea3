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
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.decoding.StrictJson;
import io.openluffy.playground.types.wire.WireBody;
import io.openluffy.playground.types.wire.WireException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Turns the bytes of a body into a tree, by its media type. */
final class BodyReader {
  private static final String PROTOBUF = "application/vnd.kubernetes.protobuf";
  private static final String END = "unexpected end of JSON input";
  private static final String VERSION_OF_JSON = "couldn't get version/kind; json parse error: ";
  private static final String APPLY_YAML = "error decoding YAML: error converting YAML to JSON: ";
  private static final int MOST_ALIASES = 50;
  private static final int SUMMARY = 30;
  private static final JsonMapper TREES = JsonMapper.builder().build();

  private BodyReader() {}

  /**
   * An object that is to be of a kind.
   *
   * @throws io.openluffy.playground.api.status.StatusException 400 or 415, in the API's words
   */
  static StrictJson object(Exchange exchange, ResourceType type) throws IOException {
    var bytes = exchange.body();
    Function<String, RuntimeException> unrecognized =
        reason -> VerbErrors.badRequest(unrecognized(type, reason, bytes));
    var parsed =
        switch (exchange.contentType()) {
          case "", "application/json" -> json(bytes, VERSION_OF_JSON, unrecognized);
          case "application/yaml" -> yaml(bytes, unrecognized);
          case PROTOBUF -> protobuf(bytes);
          default ->
              throw unsupported(
                  "the body of the request was in an unknown format - accepted media types"
                      + " include: application/json, application/yaml,"
                      + " application/vnd.kubernetes.protobuf");
        };
    if (parsed.value() instanceof ObjectNode object) {
      if (type.custom() && object.path("kind").asText().isEmpty()) {
        throw unrecognized.apply("Object 'Kind' is missing in '" + object + "'");
      }
      return parsed;
    }
    if (parsed.value().isNull()) {
      return new StrictJson(TREES.createObjectNode(), List.of());
    }
    throw unrecognized.apply(
        VERSION_OF_JSON
            + "json: cannot unmarshal "
            + kind(parsed.value())
            + " into Go value of type struct { APIVersion string \"json:\\\"apiVersion,omitempty\\\"\";"
            + " Kind string \"json:\\\"kind,omitempty\\\"\" }");
  }

  private static String unrecognized(ResourceType type, String reason, byte[] bytes) {
    return "the object provided is unrecognized (must be of type %s): %s (%s)"
        .formatted(type.kind(), reason, summary(bytes));
  }

  /** The beginning of a body; what does not look like an object is shown in hex digits. */
  private static String summary(byte[] bytes) {
    if (bytes.length == 0) {
      return "<empty>";
    }
    var length = Math.min(bytes.length, SUMMARY);
    var beginning =
        bytes[0] == '{'
            ? new String(bytes, 0, length, StandardCharsets.UTF_8)
            : HexFormat.of().formatHex(bytes, 0, length);
    return length < bytes.length ? beginning + " ..." : beginning;
  }

  /** A body that may be missing, such as that of a DELETE. */
  static ObjectNode optional(Exchange exchange) throws IOException {
    var bytes = exchange.body();
    if (bytes.length == 0) {
      return TREES.createObjectNode();
    }
    var parsed =
        exchange.contentType().equals(PROTOBUF)
            ? protobuf(bytes)
            : json(bytes, "error decoding the body: ", VerbErrors::badRequest);
    return parsed.value() instanceof ObjectNode object ? object : TREES.createObjectNode();
  }

  static Patch patch(Exchange exchange, boolean custom) throws IOException {
    var kind =
        PatchTypes.find(exchange.contentType()).orElseThrow(() -> PatchTypes.unsupported(custom));
    var bytes = exchange.body();
    var parsed =
        kind == Patch.Kind.APPLY
            ? applied(bytes)
            : json(bytes, prefix(kind), VerbErrors::badRequest);
    return new Patch(kind, parsed.value(), parsed.duplicates());
  }

  /** Any JSON is YAML, but read faster as what it is; only its mistakes are told as of YAML. */
  private static StrictJson applied(byte[] bytes) {
    if (startsAsJson(bytes)) {
      var parsed = json(bytes, APPLY_YAML, VerbErrors::badRequest);
      if (parsed.duplicates().isEmpty()) {
        return parsed;
      }
    }
    return yaml(bytes, reason -> VerbErrors.badRequest(APPLY_YAML + reason));
  }

  private static String prefix(Patch.Kind kind) {
    return switch (kind) {
      case STRATEGIC, APPLY -> "";
      case JSON, MERGE -> "error decoding patch: ";
    };
  }

  private static boolean startsAsJson(byte[] bytes) {
    for (var b : bytes) {
      if (!Character.isWhitespace(b)) {
        return b == '{';
      }
    }
    return false;
  }

  private static StrictJson json(
      byte[] bytes, String prefix, Function<String, RuntimeException> refusal) {
    try {
      return StrictJson.parse(bytes);
    } catch (IOException e) {
      throw refusal.apply(prefix + firstLine(e));
    }
  }

  private static StrictJson protobuf(byte[] bytes) {
    try {
      return new StrictJson(WireBody.read(bytes), List.of());
    } catch (WireException e) {
      throw VerbErrors.badRequest("error decoding the body: " + e.getMessage());
    }
  }

  private static StrictJson yaml(byte[] bytes, Function<String, RuntimeException> refusal) {
    var settings =
        LoadSettings.builder()
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setCodePointLimit(Exchange.LARGEST_BODY)
            .setAllowDuplicateKeys(true)
            .build();
    var text = new String(bytes, StandardCharsets.UTF_8);
    try {
      JsonNode tree = TREES.valueToTree(new Load(settings).loadFromString(text));
      checkDepth(tree, 0);
      var twice = new Compose(settings).composeString(text).map(RepeatedKeys::of).orElse(List.of());
      return new StrictJson(tree.isNull() ? TREES.createObjectNode() : tree, twice);
    } catch (MarkedYamlEngineException e) {
      var line = e.getProblemMark().map(mark -> "line " + (mark.getLine() + 1) + ": ").orElse("");
      throw refusal.apply("yaml: " + line + e.getProblem());
    } catch (YamlEngineException | IllegalArgumentException e) {
      throw refusal.apply("yaml: " + e.getMessage());
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
    if (message.startsWith("Unexpected end-of-input")) {
      return END;
    }
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
