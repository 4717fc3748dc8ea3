package io.openluffy.kernel;

/**
 * Bad news as a value: what is wrong, where, whose it is, and what to do about it.
 *
 * <p>Example: {@code code=config.unknown-key, message="'imagess' is not a key of a Pipeline",
 * where=.openluffy/pipelines.yaml:7:3 spec, remedy="Did you mean 'images'?"}.
 *
 * @param code stable, for machines: {@code room.kebab-case}
 * @param message one sentence for people, never holding a secret
 * @param remedy what to do; empty when the message already says it
 */
public record Problem(String code, Blame blame, String message, Where where, String remedy) {

  public static Problem user(String code, String message, Where where, String remedy) {
    return new Problem(code, Blame.USER, message, where, remedy);
  }

  public static Problem world(String code, String message, Where where, String remedy) {
    return new Problem(code, Blame.WORLD, message, where, remedy);
  }

  public static Problem bug(String message) {
    return new Problem(
        "internal", Blame.BUG, message, Where.NOWHERE, "Please report this with the server's log.");
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }

  public ProblemException asException(Throwable cause) {
    return new ProblemException(this, cause);
  }

  /** Place, message and remedy on one line, as terminals and logs show it. */
  public String inWords() {
    var place = where.toString();
    var said = remedy.isEmpty() || message.matches("(?s).*[.!?…:]") ? message : message + ".";
    return (place.isEmpty() ? "" : place + ": ") + said + (remedy.isEmpty() ? "" : " " + remedy);
  }
}
