package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Which config management plugin renders the source.
 *
 * @param name empty: whichever recognises it
 * @param parameters as written: {@code name} with {@code string}, {@code array} or {@code map}
 */
public record PluginSpec(String name, List<NamedValue> env, List<JsonNode> parameters) {
  public PluginSpec {
    env = List.copyOf(env);
    parameters = List.copyOf(parameters);
  }
}
