package io.openluffy.server.real;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** Every row of a database as text, as a backup would hold it. */
record Dump(String url, String user, String password) {
  private static final String TABLES =
      """
      select format('%I.%I', table_schema, table_name) from information_schema.tables
      where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
      """;

  /** How a server is told to use it. */
  String address() {
    return url
        + "?user="
        + user
        + "&password="
        + URLEncoder.encode(password, StandardCharsets.UTF_8);
  }

  String text() throws SQLException {
    try (var connection = DriverManager.getConnection(url, user, password)) {
      var text = new StringBuilder();
      for (var table : strings(connection, TABLES)) {
        var rows = strings(connection, "select t::text from " + table + " t");
        text.append(table).append('\n').append(String.join("\n", rows)).append('\n');
      }
      return text.toString();
    }
  }

  private static List<String> strings(Connection connection, String query) throws SQLException {
    var found = new ArrayList<String>();
    try (var statement = connection.createStatement();
        var rows = statement.executeQuery(query)) {
      while (rows.next()) {
        found.add(rows.getString(1));
      }
    }
    return found;
  }
}
