package io.openluffy.playground.types.decoding;

import io.openluffy.playground.types.Quantity;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/**
 * Writes an amount as Kubernetes stores it: {@code 0.5} becomes {@code 500m}, {@code 1024Mi} 1Gi.
 */
public final class CanonicalQuantity {
  private static final Pattern EXPONENT = Pattern.compile(".*[0-9.][eE][+-]?[0-9]+");
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final String[] DECIMAL = {"n", "u", "m", "", "k", "M", "G", "T", "P", "E"};
  private static final BigInteger STEP = BigInteger.valueOf(1024);
  private static final BigDecimal LARGEST_FRACTION = new BigDecimal(1024);

  private CanonicalQuantity() {}

  public static String of(String text) {
    var amount = Quantity.parse(text).map(Quantity::amount).orElse(BigDecimal.ZERO);
    if (amount.signum() == 0) {
      return "0";
    }
    if (text.endsWith("i") && amount.abs().compareTo(LARGEST_FRACTION) >= 0 && isWhole(amount)) {
      return binary(amount.toBigIntegerExact());
    }
    return EXPONENT.matcher(text).matches() ? exponent(amount) : decimal(amount);
  }

  /** A sum, in the manner of the text it is compared with. */
  public static String of(BigDecimal amount, String like) {
    if (amount.signum() == 0) {
      return "0";
    }
    return like.endsWith("i") && isWhole(amount) && amount.abs().compareTo(LARGEST_FRACTION) >= 0
        ? binary(amount.toBigIntegerExact())
        : decimal(amount);
  }

  private static boolean isWhole(BigDecimal amount) {
    return amount.stripTrailingZeros().scale() <= 0;
  }

  private static String binary(BigInteger amount) {
    var power = 0;
    var rest = amount;
    while (power < BINARY.length - 1 && rest.mod(STEP).signum() == 0) {
      rest = rest.divide(STEP);
      power++;
    }
    return rest + BINARY[power];
  }

  /** The largest suffix that leaves no fraction; finer than a billionth is rounded up. */
  private static String decimal(BigDecimal amount) {
    for (var power = DECIMAL.length - 1; power > 0; power--) {
      var scaled = amount.scaleByPowerOfTen(-3 * (power - 3));
      if (isWhole(scaled)) {
        return scaled.toBigIntegerExact() + DECIMAL[power];
      }
    }
    var nano = amount.scaleByPowerOfTen(9).setScale(0, RoundingMode.UP);
    return nano.toBigIntegerExact() + DECIMAL[0];
  }

  private static String exponent(BigDecimal amount) {
    var power = 18;
    while (power > -9 && !isWhole(amount.scaleByPowerOfTen(-power))) {
      power -= 3;
    }
    var number = amount.scaleByPowerOfTen(-power).toBigInteger();
    return power == 0 ? number.toString() : number + "e" + power;
  }
}
