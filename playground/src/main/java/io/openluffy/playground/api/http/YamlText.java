package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;

/** JSON written as YAML, for clients that ask for it. */
final class YamlText {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private YamlText() {}

  static byte[] of(byte[] json) {
    try {
      var settings = DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
      var text = new Dump(settings).dumpToString(JSON.readValue(json, Object.class));
      return text.getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("JSON of our own can be read", e);
    }
  }
}
