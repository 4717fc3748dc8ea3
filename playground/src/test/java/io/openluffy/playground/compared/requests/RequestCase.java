package io.openluffy.playground.compared.requests;

import java.util.List;

/** Requests that follow one another; no other case touches their objects. */
public record RequestCase(String file, String name, List<Step> steps) {
  public RequestCase {
    steps = List.copyOf(steps);
  }
}
