package io.openluffy.server.web;

import java.io.IOException;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Our OpenAPI document, which is written by hand in {@code openapi/openluffy.yaml}. */
public final class OpenApiDocument {
  private static final String FILE = "openapi/openluffy.yaml";

  private OpenApiDocument() {}

  /** As a tree of maps, lists, texts, numbers and booleans. */
  @SuppressWarnings("unchecked")
  public static Map<String, Object> json() {
    try (var in = OpenApiDocument.class.getClassLoader().getResourceAsStream(FILE)) {
      if (in == null) {
        throw new IllegalStateException(FILE + " is part of this jar");
      }
      return (Map<String, Object>) new Load(LoadSettings.builder().build()).loadFromInputStream(in);
    } catch (IOException e) {
      throw new IllegalStateException(FILE + " can't be read", e);
    }
  }
}
