package io.openluffy.kernel.store;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Where a PostgreSQL database is, and how to sign in; printed without the password. */
public final class DatabaseAddress {
  private static final Pattern SHAPE =
      Pattern.compile("(?:jdbc:)?postgres(?:ql)?://(?:([^@/?]*)@)?([^@/?]+)/([^/?]+)(?:\\?(.*))?");

  private final String url;
  private final String user;
  private final String password;

  private DatabaseAddress(String url, String user, String password) {
    this.url = url;
    this.user = user;
    this.password = password;
  }

  static DatabaseAddress of(String url, String user, String password) {
    return new DatabaseAddress(url, user, password);
  }

  /** A database on this machine. */
  public static DatabaseAddress local(int port, String database, String user, String password) {
    return of("jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, database), user, password);
  }

  /**
   * Reads {@code postgres://user:password@host:port/database?option=value}, with or without {@code
   * jdbc:} before it; user and password may stand in the options.
   */
  public static DatabaseAddress parse(String text) {
    var shape = SHAPE.matcher(text.strip());
    if (!shape.matches()) {
      throw unreadable();
    }
    var options = options(Objects.requireNonNullElse(shape.group(4), ""));
    var login = Objects.requireNonNullElse(shape.group(1), "").split(":", 2);
    var user = login[0].isEmpty() ? taken(options, "user") : decoded(login[0]);
    var password = login.length < 2 ? taken(options, "password") : decoded(login[1]);
    options.keySet().removeAll(java.util.Set.of("user", "password"));
    var rest = new ArrayList<String>();
    options.forEach((name, value) -> rest.add(name + "=" + value));
    var url =
        "jdbc:postgresql://"
            + shape.group(2)
            + "/"
            + shape.group(3)
            + (rest.isEmpty() ? "" : "?" + String.join("&", rest));
    return new DatabaseAddress(url, user, password);
  }

  /** The JDBC URL, without user and password. */
  public String url() {
    return url;
  }

  public String user() {
    return user;
  }

  String password() {
    return password;
  }

  @Override
  public String toString() {
    return url.substring("jdbc:".length());
  }

  private static Map<String, String> options(String query) {
    var answer = new TreeMap<String, String>();
    for (var each : query.split("&")) {
      var parts = each.split("=", 2);
      if (parts.length == 2) {
        answer.put(parts[0], parts[1]);
      }
    }
    return answer;
  }

  private static String taken(Map<String, String> options, String name) {
    return decoded(options.getOrDefault(name, ""));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException _) {
      throw unreadable(); // without the cause, which shows the text
    }
  }

  private static RuntimeException unreadable() {
    return Problem.user(
            "store.database-url",
            "The database URL can't be read.",
            Where.of("--database-url"),
            "Write it as postgres://user:password@host:5432/database, with special characters"
                + " percent-encoded.")
        .asException();
  }
}
