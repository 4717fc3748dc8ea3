package io.openluffy.release.build;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** What an image says about itself, as far as a build on top of it needs it. */
public record ImageConfiguration(
    Map<String, String> labels, Map<String, String> environment, String workingDirectory) {
  public static final ImageConfiguration EMPTY = new ImageConfiguration(Map.of(), Map.of(), "/");

  public ImageConfiguration {
    labels = Collections.unmodifiableMap(new LinkedHashMap<>(labels));
    environment = Collections.unmodifiableMap(new LinkedHashMap<>(environment));
    workingDirectory = workingDirectory.isEmpty() ? "/" : workingDirectory;
  }
}
