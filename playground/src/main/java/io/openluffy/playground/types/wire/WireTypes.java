package io.openluffy.playground.types.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The layout of every built-in type, from our generated resource; each is parsed on first use. */
public final class WireTypes {
  private static final String RESOURCE = "/kubernetes/kubernetes-wire.txt";
  private static final String OPTIONS = "io.k8s.apimachinery.pkg.apis.meta.v1.";
  private static final WireTypes BUILT_IN = new WireTypes(read());

  private final Map<String, List<String>> lines = new HashMap<>();
  private final Map<String, String> kinds = new HashMap<>();
  private final Map<String, WireType> types = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> omitted = new ConcurrentHashMap<>();

  private WireTypes(List<String> resource) {
    for (var line : resource) {
      var words = List.of(line.split(" "));
      var name = words.getFirst();
      var isKind = words.size() > 1 && words.get(1).startsWith("@");
      if (isKind) {
        var kind = name.substring(name.lastIndexOf('.') + 1);
        kinds.put(words.get(1).substring(1) + " " + kind, name);
      }
      lines.put(name, words.subList(isKind ? 2 : 1, words.size()));
    }
  }

  public static WireTypes builtIn() {
    return BUILT_IN;
  }

  /**
   * Whether Go can't tell an empty value of this field from an absent one, and so leaves it out.
   *
   * @param definition of the type that has the field, as OpenAPI names it
   * @param field its name in JSON
   */
  public boolean omitsEmpty(String definition, String field) {
    return omitted.computeIfAbsent(definition, this::omitted).contains(field);
  }

  /**
   * Adds the parts that Go writes of an object in which nobody has set anything, as far as another
   * object of this type has them: structs that are no pointers, and lists and maps that are not
   * omitempty.
   */
  public void addAlwaysThere(String definition, JsonNode like, ObjectNode into) {
    if (!lines.containsKey(definition)) {
      return;
    }
    for (var field : type(definition).all()) {
      var there = like.path(field.name());
      switch (field.shape()) {
        case WireShape.Message inner when field.inline() ->
            addAlwaysThere(inner.definition(), like, into);
        case WireShape.Message inner -> {
          if (!field.pointer() && there.isObject()) {
            addAlwaysThere(inner.definition(), there, into.putObject(field.name()));
          }
        }
        case WireShape.ListOf list -> {
          if (!field.omitsEmpty() && there.isArray()) {
            into.putArray(field.name());
          }
        }
        case WireShape.MapOf map -> {
          if (!field.omitsEmpty() && there.isObject()) {
            into.putObject(field.name());
          }
        }
        case WireShape.Single single -> {}
      }
    }
  }

  /** Whether this is the empty value of its type. */
  public static boolean isEmpty(JsonNode value) {
    return switch (value.getNodeType()) {
      case ARRAY, OBJECT -> value.isEmpty();
      case STRING -> value.asText().isEmpty();
      case NUMBER -> value.asDouble() == 0;
      case BOOLEAN -> !value.asBoolean();
      case NULL, MISSING -> true;
      case BINARY, POJO -> false;
    };
  }

  /** The definition of a kind; the options of requests belong to every version. */
  Optional<String> definition(String apiVersion, String kind) {
    var own = Optional.ofNullable(kinds.get(apiVersion + " " + kind));
    return own.or(() -> Optional.of(OPTIONS + kind).filter(lines::containsKey));
  }

  WireType type(String definition) {
    return types.computeIfAbsent(
        definition,
        name ->
            new WireType(
                Optional.ofNullable(lines.get(name))
                    .orElseThrow(() -> new IllegalStateException("no layout of " + name))));
  }

  private Set<String> omitted(String definition) {
    var names = new HashSet<String>();
    if (lines.containsKey(definition)) {
      for (var field : type(definition).all()) {
        if (field.inline() && field.shape() instanceof WireShape.Message inner) {
          names.addAll(omitted(inner.definition()));
        } else if (field.omitsEmpty()) {
          names.add(field.name());
        }
      }
    }
    return names;
  }

  private static List<String> read() {
    try (var stream = WireTypes.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      var text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      return Arrays.stream(text.split("\n")).filter(line -> !line.isEmpty()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
