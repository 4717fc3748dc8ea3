package io.openluffy.cli.api;

/** The server said no, or could not be reached; carries what to print and the exit code. */
public final class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** Asked for and refused, or not as it should be. */
  public static final int REFUSED = 1;

  /** The command line is wrong. */
  public static final int USAGE = 2;

  /** Nobody is signed in, or the role is missing. */
  public static final int NOT_ALLOWED = 3;

  /** The server can't be reached. */
  public static final int UNREACHABLE = 4;

  /** What was named is not there. */
  public static final int NOT_FOUND = 5;

  private final int exitCode;
  private final String code;
  private final boolean passing;

  public ApiException(int exitCode, String code, String message) {
    this(exitCode, code, message, exitCode == UNREACHABLE);
  }

  private ApiException(int exitCode, String code, String message, boolean passing) {
    super(message);
    this.exitCode = exitCode;
    this.code = code;
    this.passing = passing;
  }

  /** The server answered, and something that it needs did not. */
  static ApiException passing(String code, String message) {
    return new ApiException(REFUSED, code, message, true);
  }

  public int exitCode() {
    return exitCode;
  }

  /** The problem's code, such as {@code promotion.not-an-approver}. */
  public String code() {
    return code;
  }

  /** Whether it may be otherwise in a moment though nobody changes anything. */
  public boolean isPassing() {
    return passing;
  }

  static int exitCodeOf(int status) {
    return switch (status) {
      case 401, 403 -> NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 502, 503, 504 -> UNREACHABLE;
      default -> REFUSED;
    };
  }
}
