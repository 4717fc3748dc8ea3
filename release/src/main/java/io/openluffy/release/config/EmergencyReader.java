package io.openluffy.release.config;

import io.openluffy.release.EmergencyRule;
import java.time.Duration;
import java.util.Optional;

/** Reads {@code emergency: {from: ["role:admin"], second: true, for: 60m}}. */
final class EmergencyReader {
  private static final Duration USUAL = Duration.ofHours(1);
  private static final Duration LONGEST = Duration.ofHours(24);

  private EmergencyReader() {}

  static Optional<EmergencyRule> read(Section section) {
    var from =
        section
            .required("from")
            .map(value -> VoterReader.read(value, "Nobody could break the glass."));
    var second = section.optional("second");
    var needsSecond = second.isPresent() ? second.flatMap(Value::bool) : Optional.of(true);
    var lasting = section.optional("for");
    var lasts = lasting.isPresent() ? lasting.flatMap(EmergencyReader::lasts) : Optional.of(USUAL);
    section.done();
    return from.filter(voters -> !voters.isEmpty())
        .flatMap(
            voters ->
                needsSecond.flatMap(
                    two -> lasts.map(time -> new EmergencyRule(voters, two, time))));
  }

  private static Optional<Duration> lasts(Value value) {
    var lasts = Texts.duration(value, LONGEST);
    if (lasts.filter(time -> time.compareTo(Duration.ofMinutes(1)) < 0).isPresent()) {
      value.problem(
          "config.bad-duration", "Nothing can be done in that time.", "Write it as '60m'.");
      return Optional.empty();
    }
    return lasts;
  }
}
