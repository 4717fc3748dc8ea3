package io.openluffy.playground.types;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Kubernetes' order of version names: v2, v1, v1beta2, v1beta1, v1alpha1, then the rest by name.
 */
final class VersionOrder {
  static final Comparator<String> PREFERRED_FIRST =
      Comparator.comparingInt(VersionOrder::maturity)
          .thenComparingInt(VersionOrder::major)
          .thenComparingInt(VersionOrder::minor)
          .reversed()
          .thenComparing(Comparator.naturalOrder());

  private static final Pattern NAME = Pattern.compile("v([0-9]{1,9})(?:(alpha|beta)([0-9]{1,9}))?");

  private VersionOrder() {}

  private static int maturity(String version) {
    var matcher = NAME.matcher(version);
    if (!matcher.matches()) {
      return 0;
    }
    return switch (matcher.group(2)) {
      case "alpha" -> 1;
      case "beta" -> 2;
      case null, default -> 3;
    };
  }

  private static int major(String version) {
    return number(NAME.matcher(version), 1);
  }

  private static int minor(String version) {
    return number(NAME.matcher(version), 3);
  }

  private static int number(Matcher matcher, int group) {
    return matcher.matches() && matcher.group(group) != null
        ? Integer.parseInt(matcher.group(group))
        : 0;
  }
}
