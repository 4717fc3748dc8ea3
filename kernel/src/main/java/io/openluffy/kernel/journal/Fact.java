package io.openluffy.kernel.journal;

import java.util.Map;

/**
 * Something that happened, in the past tense.
 *
 * <p>Example: {@code what=promotion.approved, about=promotion/p-42, details={"by":"ben"}}.
 *
 * @param what {@code noun.past-participle}
 * @param about {@code noun/key}
 * @param details JSON values only, in stable order, never a secret
 */
public record Fact(String what, String about, Map<String, Object> details) {
  public Fact {
    details = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(details));
  }
}
