package io.openluffy.application;

import java.util.List;

/** The live objects of an application with all that they own, down to the pods. */
public record ResourceTree(ApplicationName application, List<ResourceNode> nodes) {
  public ResourceTree {
    nodes = List.copyOf(nodes);
  }
}
