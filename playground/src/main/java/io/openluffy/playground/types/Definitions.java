package io.openluffy.playground.types;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/**
 * The named definitions of the built-in kinds, each parsed when it is first asked for.
 *
 * <p>The resource holds one definition a line: its name, a space, its facts as JSON.
 */
public final class Definitions {
  static final ObjectMapper JSON = new ObjectMapper();
  private static final String RESOURCE = "/kubernetes/kubernetes-definitions.txt";
  private static final Definitions BUILT_IN = new Definitions(read());

  private final Map<String, String> lines;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  private Definitions(Map<String, String> lines) {
    this.lines = lines;
  }

  public static Definitions builtIn() {
    return BUILT_IN;
  }

  public Set<String> names() {
    return lines.keySet();
  }

  /** The facts of a definition as they are kept. */
  public Optional<JsonNode> facts(String name) {
    return Optional.ofNullable(lines.get(name)).map(Definitions::parse);
  }

  /** The schema of a definition; anything goes for a name that is not ours. */
  public Schema schema(String name) {
    return schemas.computeIfAbsent(name, key -> new Schema(() -> shape(key)));
  }

  private SchemaShape shape(String name) {
    var facts = facts(name);
    if (facts.isEmpty()) {
      return SchemaShape.of(SchemaKind.ANY).definition(name).preservesUnknown(true).build();
    }
    return new DefinitionReader(this).definition(name, facts.get());
  }

  private static Map<String, String> read() {
    try (var stream = Definitions.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .collect(
              Collectors.toMap(
                  line -> line.substring(0, line.indexOf(' ')),
                  line -> line.substring(line.indexOf(' ') + 1),
                  (first, second) -> first,
                  LinkedHashMap::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonNode parse(String json) {
    try {
      return JSON.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a line of " + RESOURCE + " is not JSON", e);
    }
  }

  static List<String> strings(JsonNode array) {
    return array.valueStream().map(JsonNode::asText).toList();
  }
}
