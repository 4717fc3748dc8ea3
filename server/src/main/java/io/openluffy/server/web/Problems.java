package io.openluffy.server.web;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;

/** The problems that belong to the doors and to no room behind them. */
public final class Problems {
  private Problems() {}

  public static Problem notSignedIn() {
    return Problem.user(
        "access.not-signed-in",
        "Nobody is signed in.",
        Where.NOWHERE,
        "Sign in on the page, run 'luffy login', or send 'Authorization: Bearer <token>'.");
  }

  public static Problem forbidden(String user, String role) {
    return Problem.user(
        "access.forbidden",
        "'" + user + "' does not have the role " + role + ".",
        Where.NOWHERE,
        "Ask an admin for it.");
  }

  public static Problem crossSite() {
    return Problem.user(
        "access.forbidden-cross-site",
        "A request with the session cookie has to come from our page.",
        Where.NOWHERE,
        "Send the header 'X-Luffy-Request: 1', or use a token.");
  }

  public static Problem noSuch(String noun, String name, String remedy) {
    return Problem.user(
        "request.no-such-" + noun,
        "There is no " + noun + " '" + name + "'.",
        Where.NOWHERE,
        remedy);
  }
}
