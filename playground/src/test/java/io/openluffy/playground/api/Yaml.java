package io.openluffy.playground.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Trees for tests, written short. */
public final class Yaml {
  private static final JsonMapper TREES = JsonMapper.builder().build();

  private Yaml() {}

  public static ObjectNode yaml(String text) {
    return TREES.valueToTree(new Load(LoadSettings.builder().build()).loadFromString(text));
  }
}
