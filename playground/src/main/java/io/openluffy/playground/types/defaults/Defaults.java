package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.ResourceType;

/** Fills in what a writer left out, in place; doing it twice changes nothing more. */
public final class Defaults {
  private Defaults() {}

  public static void apply(ResourceType type, ObjectNode object) {}
}
