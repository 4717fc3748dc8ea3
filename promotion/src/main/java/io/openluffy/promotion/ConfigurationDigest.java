package io.openluffy.promotion;

import io.openluffy.release.ApprovalRule;
import io.openluffy.release.ApprovalRule.Voter;
import io.openluffy.release.EmergencyRule;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.ValuesTarget;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;

/**
 * What of an environment's configuration people rely on when they vote: who has to agree, what it
 * requires, where the tags go, which secrets it has. The order in which it is written does not
 * matter, nor does what only says when and how long.
 */
final class ConfigurationDigest {
  private ConfigurationDigest() {}

  static String of(EnvironmentSpec environment) {
    var lines = new ArrayList<String>();
    lines.add("application " + environment.application());
    lines.add("requires " + environment.requires().orElse(""));
    environment.approval().ifPresent(rule -> lines.add("approval " + words(rule)));
    environment.emergency().ifPresent(rule -> lines.add("emergency " + words(rule)));
    lines.add("values " + environment.values().getClass().getSimpleName());
    if (environment.values() instanceof ValuesTarget.ValuesFile file) {
      lines.add("file " + file.path().value());
    }
    new TreeMap<>(environment.values().tags())
        .forEach((image, key) -> lines.add("tag " + image + " " + key));
    environment.secrets().stream()
        .map(secret -> "secret " + secret.parameter() + " " + secret.from())
        .sorted()
        .forEach(lines::add);
    return "sha256:" + HexFormat.of().formatHex(sha256(String.join("\n", lines)));
  }

  private static String words(ApprovalRule rule) {
    var shares =
        rule.shares().stream()
            .map(share -> share.required() + " of " + written(share.from()))
            .sorted()
            .toList();
    var excluding = rule.excluding().stream().map(Enum::name).sorted().toList();
    return rule.required() + " of " + written(rule.from()) + " " + shares + " but " + excluding;
  }

  private static String words(EmergencyRule rule) {
    return rule.hands() + " of " + written(rule.from());
  }

  private static List<String> written(List<Voter> voters) {
    return voters.stream().map(Voter::written).sorted().distinct().toList();
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JDK has SHA-256", e);
    }
  }
}
