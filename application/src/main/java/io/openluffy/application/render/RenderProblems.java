package io.openluffy.application.render;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.io.IOException;

/** Bad news of rendering, in the same words wherever they arise. */
final class RenderProblems {
  private RenderProblems() {}

  static ProblemException bad(String code, String message, Where where, String remedy) {
    return Problem.user("render." + code, message, where, remedy).asException();
  }

  static ProblemException tooMuch(String what, String limit, Where where) {
    return bad(
        "too-large",
        what + " exceeds the limit of " + limit + ".",
        where,
        "Make it smaller, or split the application.");
  }

  static ProblemException outside(String what, Where where) {
    return bad(
        "outside-repository",
        what + " resolved to outside repository root.",
        where,
        "Keep it inside the repository.");
  }

  static ProblemException disk(String doing, IOException cause) {
    return Problem.world(
            "render.disk",
            doing + " failed: " + cause.getMessage(),
            Where.NOWHERE,
            "Check the free space and the rights of the server's home.")
        .asException(cause);
  }

  static String bytes(long bytes) {
    return bytes >= 10L << 20 ? (bytes >> 20) + " MiB" : bytes + " bytes";
  }
}
