package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;

/**
 * What a row must say when it is overwritten: whoever was replaced by another in that field may not
 * write any more, however late it learns of it.
 *
 * @param field a top-level field of the row
 * @param text what it holds as long as we may write
 * @param otherwise why the transaction fails when it holds something else, or the row is gone
 */
public record Fence(String field, String text, Problem otherwise) {
  public Fence {
    field = StoredText.field(field);
  }
}
