package io.openluffy.kube;

import io.openluffy.kernel.Blame;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;

/** What can go wrong with a cluster, as problems with stable codes. */
public final class KubeProblems {
  public static final String UNAUTHORIZED = "kube.unauthorized";
  public static final String FORBIDDEN = "kube.forbidden";
  public static final String NOT_FOUND = "kube.not-found";
  public static final String CONFLICT = "kube.conflict";
  public static final String ALREADY_EXISTS = "kube.already-exists";
  public static final String GONE = "kube.gone";
  public static final String INVALID = "kube.invalid";
  public static final String TOO_MANY = "kube.too-many-requests";
  public static final String FAILED = "kube.failed";
  public static final String TIMEOUT = "kube.timeout";
  public static final String UNREACHABLE = "kube.unreachable";
  public static final String UNTRUSTED = "kube.untrusted";
  public static final String UNKNOWN_KIND = "kube.unknown-kind";

  /** An applied field that the kind does not have; the API server takes it for its own failure. */
  private static final String MISFIT = "failed to create typed patch object";

  private KubeProblems() {}

  public static boolean is(ProblemException thrown, String code) {
    return thrown.problem().code().equals(code);
  }

  /** The problem for an HTTP status that an API server answered. */
  public static Problem of(int status, String reason, String message, String subject) {
    var where = Where.of(subject);
    if (message.startsWith(MISFIT)) {
      return problem(INVALID, Blame.USER, message, where, "Correct the manifest.");
    }
    return switch (status) {
      case 400, 415, 422 -> problem(INVALID, Blame.USER, message, where, "Correct the manifest.");
      case 401 ->
          problem(
              UNAUTHORIZED, Blame.WORLD, message, where, "Renew the credentials of the cluster.");
      case 403 ->
          problem(
              FORBIDDEN, Blame.WORLD, message, where, "Grant the account of OpenLuffy this right.");
      case 404, 405 -> problem(NOT_FOUND, Blame.WORLD, message, where, "");
      case 409 ->
          problem(
              reason.equals("AlreadyExists") ? ALREADY_EXISTS : CONFLICT,
              Blame.WORLD,
              message,
              where,
              "");
      case 410 -> problem(GONE, Blame.WORLD, message, where, "");
      case 429 -> problem(TOO_MANY, Blame.WORLD, message, where, "It is tried again later.");
      case 408, 504 -> problem(TIMEOUT, Blame.WORLD, message, where, "It is tried again.");
      default -> problem(FAILED, Blame.WORLD, message, where, "It is tried again.");
    };
  }

  public static Problem unknownKind(GroupVersionKind gvk, String cluster) {
    return Problem.user(
        UNKNOWN_KIND,
        "The cluster " + cluster + " knows no kind " + gvk + ".",
        Where.of(gvk.toString()),
        "Install its CustomResourceDefinition first, or correct apiVersion and kind.");
  }

  private static Problem problem(
      String code, Blame blame, String message, Where where, String remedy) {
    return new Problem(code, blame, message, where, remedy);
  }
}
