package io.openluffy.git;

import io.openluffy.kernel.store.Table;

/**
 * A push that nobody has taken yet.
 *
 * @param line repository and branch
 */
record WaitingPush(String push, String line) {
  static final Table<WaitingPush> TABLE =
      new Table<>("push_waiting", WaitingPush.class, WaitingPush::push);
}
