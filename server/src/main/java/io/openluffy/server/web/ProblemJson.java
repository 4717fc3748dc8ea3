package io.openluffy.server.web;

import io.openluffy.kernel.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A problem as {@code application/problem+json} (RFC 9457).
 *
 * <p>The status follows from whose it is and from the last words of its code: {@code no-such-*} and
 * {@code *-not-found} are 404, {@code *-exists}, {@code *-changed} and {@code *conflict*} 409,
 * {@code may-not-*}, {@code *forbidden*} and {@code *refused*} 403. So a room chooses a status by
 * naming its problem well, and knows nothing of HTTP.
 */
public final class ProblemJson {
  public static final String TYPE = "application/problem+json";

  private static final Map<String, Integer> EXACT =
      Map.of(
          "access.wrong-credentials", 401,
          "access.not-signed-in", 401,
          "access.too-many-attempts", 429,
          "request.too-large", 413,
          "request.unsupported-type", 415,
          "request.method", 405);
  private static final Pattern MISSING = Pattern.compile(".*(no-such-|not-found|unknown-path).*");
  private static final Pattern CLASH = Pattern.compile(".*(exists|changed|conflict|superseded).*");
  private static final Pattern FORBIDDEN =
      Pattern.compile(".*(may-not|forbidden|refused|not-allowed|not-an-approver).*");

  private ProblemJson() {}

  public static int status(Problem problem) {
    var code = problem.code();
    if (EXACT.containsKey(code)) {
      return EXACT.get(code);
    }
    return switch (problem.blame()) {
      case BUG -> 500;
      case WORLD -> code.contains("conflict") ? 409 : 503;
      case USER -> {
        if (MISSING.matcher(code).matches()) {
          yield 404;
        }
        if (FORBIDDEN.matcher(code).matches()) {
          yield 403;
        }
        yield CLASH.matcher(code).matches() ? 409 : 400;
      }
    };
  }

  /**
   * Example: {@code {"type":"urn:openluffy:problem:access.forbidden","title":"…","status":403,
   * "code":"access.forbidden","detail":"…","where":"…","remedy":"…","id":"f3a9"}}.
   *
   * @param id names the line in the server's log
   */
  public static Map<String, Object> body(Problem problem, String id) {
    var body = new LinkedHashMap<String, Object>();
    body.put("type", "urn:openluffy:problem:" + problem.code());
    body.put("title", title(problem));
    body.put("status", status(problem));
    body.put("code", problem.code());
    body.put("detail", problem.message());
    if (!problem.where().toString().isEmpty()) {
      body.put("where", problem.where().toString());
    }
    if (!problem.remedy().isEmpty()) {
      body.put("remedy", problem.remedy());
    }
    body.put("id", id);
    return body;
  }

  private static String title(Problem problem) {
    return switch (status(problem)) {
      case 401 -> "Sign in first";
      case 403 -> "Not allowed";
      case 404 -> "Not found";
      case 405 -> "Not a method of this path";
      case 415 -> "Not a type that is read here";
      case 409 -> "It changed meanwhile";
      case 413 -> "Too large";
      case 429 -> "Too many attempts";
      case 500 -> "Our mistake";
      case 503 -> "Something we need is not there";
      default -> "The request is not right";
    };
  }
}
