package io.openluffy.application;

import java.util.List;

/**
 * What a sync would change now.
 *
 * @param id a digest over exactly what would be applied (every desired object, secrets included);
 *     equal ids mean equal content. An approval is bound to it
 * @param revision the commit ids it was rendered from, joined with commas
 */
public record RenderedDiff(
    ApplicationName application, String id, String revision, List<ObjectDiff> objects) {
  public RenderedDiff {
    objects = List.copyOf(objects);
  }

  public boolean empty() {
    return objects.stream().noneMatch(ObjectDiff::modified);
  }
}
