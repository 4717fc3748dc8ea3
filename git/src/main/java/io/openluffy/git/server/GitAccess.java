package io.openluffy.git.server;

import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import java.util.Optional;

/** Who may do what with the repositories of the git server. */
public interface GitAccess {
  /**
   * Empty: user and password (or token) don't fit. Called on each request; the implementation
   * limits the rate of failures by a problem, which is no 401: git forgets a password that gets
   * one.
   */
  Optional<Principal> authenticate(String user, Secret password, String remoteAddress);

  /**
   * @param who empty: nobody signed in
   */
  boolean mayRead(Optional<Principal> who, String project);

  /**
   * @param ref full name, such as {@code refs/heads/main}
   */
  boolean mayPush(Principal who, String project, String ref);

  /** Whether a push to a project that is not there yet makes its repository. */
  default boolean mayCreate(Principal who, String project) {
    return false;
  }

  /** A protected branch can be neither deleted nor moved by a forced push. */
  default boolean isProtected(String project, String ref) {
    return ref.equals("refs/heads/main") || ref.equals("refs/heads/master");
  }
}
