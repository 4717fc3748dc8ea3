package io.openluffy.release.config;

import io.openluffy.release.RollbackPolicy;
import io.openluffy.release.RollbackPolicy.Trouble;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Reads {@code rollback: {on: [syncFailed, degraded], within: 15m}}. */
final class RollbackPolicyReader {
  private static final Duration USUAL = Duration.ofMinutes(15);

  /** Planned, and looked for by nobody yet. */
  private static final String VERIFICATION = "verificationFailed";

  private static final List<String> KNOWN =
      Stream.of(Trouble.values()).map(Trouble::written).toList();

  private RollbackPolicyReader() {}

  static Optional<RollbackPolicy> read(Section section) {
    var on = section.required("on").map(RollbackPolicyReader::troubles);
    var lasting = section.optional("within");
    var within = lasting.isPresent() ? lasting.flatMap(RollbackPolicyReader::within) : usual();
    section.done();
    return on.filter(troubles -> !troubles.isEmpty())
        .flatMap(troubles -> within.map(time -> new RollbackPolicy(troubles, time)));
  }

  private static Optional<Duration> usual() {
    return Optional.of(USUAL);
  }

  private static Set<Trouble> troubles(Value value) {
    var troubles = EnumSet.noneOf(Trouble.class);
    var items = value.items();
    for (var item : items) {
      item.text().flatMap(text -> trouble(item, text)).ifPresent(troubles::add);
    }
    if (items.isEmpty()) {
      value.problem(
          "config.missing-key",
          "Nothing would ever take it back by itself.",
          "Name what does, such as 'degraded', or remove 'rollback'.");
    }
    return troubles;
  }

  private static Optional<Trouble> trouble(Value item, String text) {
    var found = Stream.of(Trouble.values()).filter(one -> one.written().equals(text)).findFirst();
    if (text.equals(VERIFICATION)) {
      item.problem(
          "config.not-enforced",
          "A verification that fails takes nothing back yet.",
          "Remove it from the list.");
    } else if (found.isEmpty()) {
      item.problem(
          "config.bad-value",
          Texts.quoted(text) + " is nothing that an environment is taken back for.",
          Suggestions.among(text, KNOWN));
    }
    return found;
  }

  private static Optional<Duration> within(Value value) {
    var within = Texts.duration(value);
    if (within.filter(time -> time.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
      value.problem(
          "config.bad-duration",
          "In less than a minute hardly anything is found to be wrong.",
          "Write it as '15m'.");
      return Optional.empty();
    }
    return within;
  }
}
