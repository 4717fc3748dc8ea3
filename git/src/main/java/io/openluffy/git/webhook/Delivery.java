package io.openluffy.git.webhook;

import java.util.List;
import java.util.Optional;

/**
 * What a git host says happened. Nothing of it is believed but that it is worth a look.
 *
 * @param urls addresses of the repository, as the host writes them; empty: nothing to look at
 * @param revision the branch or tag without {@code refs/...}; the last one if there are several
 * @param touchesDefault whether it was the default branch, as far as the host says
 * @param changedFiles empty: the host does not say
 * @param by who pushed
 */
record Delivery(
    List<String> urls,
    String revision,
    boolean touchesDefault,
    Optional<List<String>> changedFiles,
    String by) {
  static final Delivery NOTHING = new Delivery(List.of(), "", false, Optional.empty(), "");

  Delivery {
    urls = List.copyOf(urls);
  }
}
