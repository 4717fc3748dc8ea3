package io.openluffy.promotion;

import io.openluffy.application.ApplicationName;
import java.util.Map;

/** Writes Helm parameters of an Application resource. */
@FunctionalInterface
public interface ApplicationParameters {
  /** Sets these, and leaves the others; writing what is there already changes nothing. */
  void set(ApplicationName application, Map<String, String> parameters);
}
