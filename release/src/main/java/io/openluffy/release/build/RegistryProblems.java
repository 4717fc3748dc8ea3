package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;

/** Every problem that a registry can cause. */
final class RegistryProblems {
  private RegistryProblems() {}

  static ProblemException unreachable(ImageReference image, Throwable cause) {
    var said = cause.getMessage();
    return Problem.world(
            "registry.unreachable",
            "The registry does not answer"
                + (said == null ? "" : " (" + said.strip().replaceAll("\\s+", " ") + ")")
                + ".",
            Where.of(image.registry()),
            "Check the name and the network; it is tried again by itself.")
        .asException(cause);
  }

  static ProblemException unauthorized(ImageReference image) {
    return Problem.user(
            "registry.unauthorized",
            "The registry does not let us read or write this image.",
            Where.of(image.toString()),
            "Set the secrets 'username' and 'password' of the scope 'registry/"
                + image.registry()
                + "', then try the release again.")
        .asException();
  }

  static ProblemException answered(ImageReference image, int status, String what) {
    if (status == 401 || status == 403) {
      return unauthorized(image);
    }
    return status == 429 || status >= 500
        ? Problem.world(
                "registry.unreachable",
                "The registry answered " + status + " to " + what + ".",
                Where.of(image.toString()),
                "It is tried again by itself.")
            .asException()
        : Problem.user(
                "registry.refused",
                "The registry answered " + status + " to " + what + ".",
                Where.of(image.toString()),
                "Look at the registry's own log.")
            .asException();
  }

  static ProblemException unexpected(ImageReference image, String what) {
    return Problem.world(
            "registry.unexpected",
            "The registry answered something else than a registry does: " + what + ".",
            Where.of(image.toString()),
            "Check that the name is that of a registry.")
        .asException();
  }

  static ProblemException notFound(ImageReference image) {
    return Problem.user(
            "registry.not-found",
            "There is no such image.",
            Where.of(image.toString()),
            "Check its name and tag.")
        .asException();
  }
}
