package io.openluffy.git;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.eclipse.jgit.errors.NoRemoteRepositoryException;

/** What went wrong on the way to a remote, in words and without credentials. */
final class RemoteProblems {
  private static final Pattern AUTH =
      Pattern.compile(
          "not authorized|authentication (is )?(required|failed|not supported)|not permitted"
              + "|cannot log in|auth fail|no more authentication|403 forbidden|401");
  private static final Pattern HOST_KEY =
      Pattern.compile("server key did not validate|host key|not trusted|reject hostkey");
  private static final Pattern MISSING =
      Pattern.compile("not found|404|no such repository|does not appear to be a git repository");
  private static final Pattern QUIET = Pattern.compile("timed? ?out|timeout|cancel");

  private RemoteProblems() {}

  static ProblemException of(RepositoryUrl url, Exception cause) {
    if (cause instanceof ProblemException already) {
      return already;
    }
    return new ProblemException(problem(url, cause), cause);
  }

  static ProblemException pushRefused(RepositoryUrl url, String ref, String said) {
    return Problem.world(
            "git.push-refused",
            "The git host refused our push to " + ref + ": " + UrlRules.withoutCredentials(said),
            Where.of(url.value()),
            "Let our user push to this branch, or choose another.")
        .asException();
  }

  private static Problem problem(RepositoryUrl url, Exception cause) {
    var said = allMessages(cause);
    var where = Where.of(url.value());
    if (said.contains(BoundedRepository.TOO_LARGE)) {
      return Problem.user(
          "git.too-large",
          "The git host sends more at once than is taken.",
          where,
          "Take large files out of the repository's history, or keep them elsewhere.");
    }
    if (HOST_KEY.matcher(said).find()) {
      return Problem.world(
          "git.host-key-unknown",
          "The SSH host key of the server is not among the known hosts of this repository.",
          where,
          "Set the secret 'known-hosts' of the repository (ssh-keyscan prints it; check it).");
    }
    if (AUTH.matcher(said).find()) {
      return Problem.world(
          "git.auth-refused",
          "The git host refused our credentials, or wants some.",
          where,
          "Set 'token', or 'username' and 'password', or 'ssh-private-key' of the repository.");
    }
    if (has(cause, e -> e instanceof SocketTimeoutException) || QUIET.matcher(said).find()) {
      return Problem.world(
          "git.timed-out",
          "The git host did not answer in time.",
          where,
          "It is tried again by itself.");
    }
    if (isAway(cause)) {
      return Problem.world(
          "git.unreachable",
          "The git host can't be reached: " + rootMessage(cause),
          where,
          "Check the address and the network; it is tried again by itself.");
    }
    if (has(cause, e -> e instanceof NoRemoteRepositoryException) || MISSING.matcher(said).find()) {
      return Problem.world(
          "git.not-found",
          "The git host knows no such repository, or does not show it to us.",
          where,
          "Check the address, and the credentials of the repository.");
    }
    return Problem.world(
        "git.remote-failed",
        "The git host's answer can't be used: " + rootMessage(cause),
        where,
        "It is tried again by itself; if it stays, look at the host.");
  }

  private static boolean isAway(Exception cause) {
    return has(
        cause,
        e ->
            e instanceof UnknownHostException
                || e instanceof ConnectException
                || e instanceof NoRouteToHostException
                || e instanceof java.net.SocketException
                || e instanceof java.io.EOFException
                || e instanceof java.nio.channels.UnresolvedAddressException);
  }

  private static boolean has(Throwable cause, Predicate<Throwable> wanted) {
    for (var e = cause; e != null; e = e.getCause()) {
      if (wanted.test(e)) {
        return true;
      }
    }
    return false;
  }

  private static String allMessages(Throwable cause) {
    var said = new StringBuilder();
    for (var e = cause; e != null; e = e.getCause()) {
      // The address is part of most messages and may hold any word.
      said.append(String.valueOf(e.getMessage()).replaceAll("\\S*(://|@)\\S*", "")).append('\n');
    }
    return said.toString().toLowerCase(Locale.ROOT);
  }

  /** The innermost message, without credentials. */
  static String rootMessage(Throwable cause) {
    var root = cause;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    var message = root.getMessage();
    var shown = message == null || message.isBlank() ? root.getClass().getSimpleName() : message;
    return UrlRules.withoutCredentials(shown);
  }
}
