package io.openluffy.server.view;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.kernel.store.Json;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** Writes JSON as the YAML that people read in a diff. */
final class Yaml {
  private static final TypeReference<Map<String, Object>> MAP = new TypeReference<>() {};

  private Yaml() {}

  static String text(JsonNode json) {
    var settings =
        DumpSettings.builder()
            .setDefaultFlowStyle(FlowStyle.BLOCK)
            .setWidth(160)
            .setIndent(2)
            .build();
    return new Dump(settings).dumpToString(Json.mapper().convertValue(json, MAP));
  }
}
