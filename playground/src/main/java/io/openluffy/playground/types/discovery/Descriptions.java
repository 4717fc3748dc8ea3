package io.openluffy.playground.types.discovery;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Properties;

/** Our own short words on the commonest kinds and fields, for {@code kubectl explain}. */
final class Descriptions {
  static final String API_VERSION =
      "APIVersion defines group and version of the kind, such as apps/v1.";
  static final String KIND = "What the object is; a word in CamelCase that never changes.";

  static final String METADATA = "Standard object's metadata: name, labels, owners, versions.";

  private static final String RESOURCE = "/kubernetes/descriptions.properties";
  private static final Properties TEXTS = read();

  private Descriptions() {}

  /** Of a definition ({@code …v1.Pod}) or one field of it ({@code …v1.PodSpec#containers}). */
  static Optional<String> of(String name) {
    var text = TEXTS.getProperty(name.substring(name.lastIndexOf('.') + 1));
    return Optional.ofNullable(text);
  }

  /** Of a field that means the same wherever it occurs. */
  static Optional<String> ofField(String field) {
    return Optional.ofNullable(TEXTS.getProperty("#" + field));
  }

  private static Properties read() {
    var texts = new Properties();
    try (var stream = Descriptions.class.getResourceAsStream(RESOURCE)) {
      if (stream == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the jar");
      }
      texts.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
      return texts;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
