package io.openluffy.promotion;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.openluffy.release.ProjectName;

/**
 * Names an environment of a project, such as {@code shop/preprod}: the thing of which one promotion
 * at a time takes hold.
 */
public record EnvironmentKey(ProjectName project, String environment) {

  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static EnvironmentKey parse(String text) {
    int slash = text.lastIndexOf('/');
    return new EnvironmentKey(new ProjectName(text.substring(0, slash)), text.substring(slash + 1));
  }

  @JsonValue
  @Override
  public String toString() {
    return project + "/" + environment;
  }
}
