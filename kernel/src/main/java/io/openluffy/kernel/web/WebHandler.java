package io.openluffy.kernel.web;

import java.io.IOException;

/** Answers the HTTP exchanges below a path prefix, such as {@code /git/} or {@code /v2/}. */
@FunctionalInterface
public interface WebHandler {
  void handle(WebExchange exchange) throws IOException;
}
