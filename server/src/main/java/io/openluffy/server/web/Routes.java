package io.openluffy.server.web;

import io.openluffy.server.access.Role;

/** Where the nouns of the API enter their handlers. */
public interface Routes {

  /** Answers one request. */
  @FunctionalInterface
  interface Handler {
    Answer answer(Call call) throws Exception;
  }

  /** Who may use a route. */
  sealed interface Needs {
    /** Anybody, signed in or not. */
    record Nothing() implements Needs {}

    record Held(Role role) implements Needs {}
  }

  Needs ANYBODY = new Needs.Nothing();

  static Needs role(Role role) {
    return new Needs.Held(role);
  }

  /**
   * Adds a route.
   *
   * @param method upper case
   * @param path with parameters in braces, as in the OpenAPI document
   */
  void add(String method, String path, Needs needs, Handler handler);

  default void get(String path, Needs needs, Handler handler) {
    add("GET", path, needs, handler);
  }

  default void post(String path, Needs needs, Handler handler) {
    add("POST", path, needs, handler);
  }

  default void put(String path, Needs needs, Handler handler) {
    add("PUT", path, needs, handler);
  }

  default void delete(String path, Needs needs, Handler handler) {
    add("DELETE", path, needs, handler);
  }
}
