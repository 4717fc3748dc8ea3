package io.openluffy.playground.types;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An amount as Kubernetes writes it: {@code 100m}, {@code 1.5}, {@code 128Mi}, {@code 1e3}.
 *
 * @param text as it was written
 */
public record Quantity(String text, BigDecimal amount) {
  private static final Pattern FORM =
      Pattern.compile(
          "([+-]?(?:[0-9]{1,30}(?:\\.[0-9]{0,30})?|\\.[0-9]{1,30}))"
              + "([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]{1,3})?");
  private static final String BINARY = "KMGTPE";
  private static final String DECIMAL = "num kMGTPE";

  /** Empty when the text is no amount. */
  public static Optional<Quantity> parse(String text) {
    var matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    var number = new BigDecimal(matcher.group(1));
    var suffix = matcher.group(2);
    return Optional.of(new Quantity(text, suffix == null ? number : scaled(number, suffix)));
  }

  private static BigDecimal scaled(BigDecimal number, String suffix) {
    if (suffix.endsWith("i")) {
      var power = 10 * (BINARY.indexOf(suffix.charAt(0)) + 1);
      return number.multiply(new BigDecimal(BigInteger.TWO.pow(power)));
    }
    if (suffix.length() > 1) {
      return number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1).replace("+", "")));
    }
    return number.scaleByPowerOfTen(3 * (DECIMAL.indexOf(suffix) - 3));
  }
}
