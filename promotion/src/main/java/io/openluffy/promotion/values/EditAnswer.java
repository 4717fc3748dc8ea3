package io.openluffy.promotion.values;

import io.openluffy.kernel.Problem;
import java.util.Map;

/** What came of an edit. */
public sealed interface EditAnswer {

  /**
   * @param before the value each path had
   */
  record Edited(String text, Map<String, String> before) implements EditAnswer {
    public Edited {
      before = Map.copyOf(before);
    }
  }

  /** The file is not such that the scalars can be changed safely; it was left alone. */
  record Refused(Problem problem) implements EditAnswer {}
}
