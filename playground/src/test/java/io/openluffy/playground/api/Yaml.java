package io.openluffy.playground.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Trees for tests, written short. */
public final class Yaml {
  private static final JsonMapper TREES = JsonMapper.builder().build();

  private Yaml() {}

  public static ObjectNode yaml(String text) {
    return (ObjectNode) any(text);
  }

  /** Any value, also a list or a word. */
  public static JsonNode any(String text) {
    var settings = LoadSettings.builder().setCodePointLimit(Integer.MAX_VALUE).build();
    return TREES.valueToTree(new Load(settings).loadFromString(text));
  }
}
