package io.openluffy.server.real;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a browser sees of an environment: a page from the ingress, by host name. */
final class Site {
  private static final Pattern HEADLINE = Pattern.compile("<h1 id=\"headline\">([^<]*)</h1>");

  private Site() {}

  /** The headline that runs there; empty when there is none. */
  static String headline(RealServer server, String host) {
    return headline(get(URI.create(server.address("ingress")), host));
  }

  /** The headline of a page. */
  static String headline(String page) {
    var found = HEADLINE.matcher(page);
    return found.find() ? found.group(1) : "";
  }

  private static String get(URI ingress, String host) {
    try (var socket = new Socket(InetAddress.getLoopbackAddress(), ingress.getPort())) {
      var request = "GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
