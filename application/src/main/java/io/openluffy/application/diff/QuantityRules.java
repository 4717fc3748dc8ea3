package io.openluffy.application.diff;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Quantities of Kubernetes: {@code 0.2} and {@code 200m} are the same. */
final class QuantityRules {
  private static final Pattern FORM =
      Pattern.compile("([+-]?[0-9]{1,30}(?:\\.[0-9]{1,30})?)(m|k|M|G|T|P|E|Ki|Mi|Gi|Ti|Pi|Ei|)");
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final Map<String, BigDecimal> UNITS =
      Map.ofEntries(
          Map.entry("", BigDecimal.ONE),
          Map.entry("m", new BigDecimal("0.001")),
          Map.entry("k", BigDecimal.TEN.pow(3)),
          Map.entry("M", BigDecimal.TEN.pow(6)),
          Map.entry("G", BigDecimal.TEN.pow(9)),
          Map.entry("T", BigDecimal.TEN.pow(12)),
          Map.entry("P", BigDecimal.TEN.pow(15)),
          Map.entry("E", BigDecimal.TEN.pow(18)),
          Map.entry("Ki", KIBI),
          Map.entry("Mi", KIBI.pow(2)),
          Map.entry("Gi", KIBI.pow(3)),
          Map.entry("Ti", KIBI.pow(4)),
          Map.entry("Pi", KIBI.pow(5)),
          Map.entry("Ei", KIBI.pow(6)));

  private QuantityRules() {}

  static boolean same(String one, String other) {
    var first = value(one);
    return first.isPresent() && value(other).filter(v -> v.compareTo(first.get()) == 0).isPresent();
  }

  private static Optional<BigDecimal> value(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var unit = UNITS.get(matcher.group(2));
    return unit == null
        ? Optional.empty()
        : Optional.of(new BigDecimal(matcher.group(1)).multiply(unit));
  }
}
