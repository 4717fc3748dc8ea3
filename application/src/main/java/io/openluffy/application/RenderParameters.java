package io.openluffy.application;

import java.util.List;

/** Resolves the secrets of an application when it is rendered. */
@FunctionalInterface
public interface RenderParameters {
  List<RenderParameter> of(ApplicationName application);

  static RenderParameters none() {
    return application -> List.of();
  }
}
