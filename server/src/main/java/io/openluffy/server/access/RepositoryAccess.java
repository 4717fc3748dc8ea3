package io.openluffy.server.access;

import io.openluffy.git.server.GitAccess;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import java.util.Optional;

/**
 * Our users at the git server: viewers read, developers push, administrators begin projects; git
 * asks for the name each time.
 */
public final class RepositoryAccess implements GitAccess {
  private final SignIn signIn;

  public RepositoryAccess(SignIn signIn) {
    this.signIn = signIn;
  }

  @Override
  public Optional<Principal> authenticate(String user, Secret password, String remoteAddress) {
    return signIn.byPassword(user, password, remoteAddress, Door.GIT);
  }

  @Override
  public boolean mayRead(Optional<Principal> who, String project) {
    return who.filter(one -> one.has(Role.VIEWER.text())).isPresent();
  }

  @Override
  public boolean mayCreate(Principal who, String project) {
    return who.has(Role.ADMIN.text());
  }

  @Override
  public boolean mayPush(Principal who, String project, String ref) {
    return who.has(Role.DEVELOPER.text());
  }
}
