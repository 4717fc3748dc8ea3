package io.openluffy.git;

import io.openluffy.kernel.secret.SecretStore;
import java.io.IOException;
import java.net.URISyntaxException;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.jgit.errors.CorruptObjectException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.TagOpt;
import org.eclipse.jgit.transport.Transport;
import org.eclipse.jgit.transport.URIish;

/** The way to other people's git hosts: fetch and push, with limits and credentials. */
final class Remote {
  private static final List<RefSpec> EVERYTHING =
      List.of(new RefSpec("+refs/heads/*:refs/heads/*"), new RefSpec("+refs/tags/*:refs/tags/*"));

  private final SecretStore secrets;
  private final GitSettings settings;
  private final InstantSource clock;

  Remote(SecretStore secrets, GitSettings settings, InstantSource clock) {
    this.secrets = secrets;
    this.settings = settings;
    this.clock = clock;
  }

  /** Use of an open way to the host. */
  private interface Use<R> {
    R of(Transport transport) throws IOException;
  }

  /** Throws IOException only if the copy is broken; everything else is a problem of the remote. */
  void fetch(RepositoryUrl url, Repository copy) throws IOException {
    new DefaultBranch(copy).forgetHead();
    var result = through(url, copy, transport -> transport.fetch(budget(), EVERYTHING));
    for (var update : result.getTrackingRefUpdates()) {
      requireWritten(update.getLocalName(), update.getResult());
    }
    var head = result.getAdvertisedRef(Constants.HEAD);
    var branch = head == null ? "" : branchOf(head, result.getAdvertisedRefs());
    if (!branch.isEmpty()) {
      new DefaultBranch(copy).remember(branch);
    }
  }

  private static void requireWritten(String ref, RefUpdate.Result result) throws IOException {
    switch (result) {
      case LOCK_FAILURE, IO_FAILURE, REJECTED, REJECTED_CURRENT_BRANCH, REJECTED_OTHER_REASON ->
          throw new IOException("can't write " + ref + ": " + result);
      default -> {}
    }
  }

  private static String branchOf(Ref head, Iterable<Ref> refs) {
    if (head.isSymbolic()) {
      return shortName(head.getTarget().getName());
    }
    for (var ref : refs) {
      if (ref.getName().startsWith(Constants.R_HEADS)
          && java.util.Objects.equals(ref.getObjectId(), head.getObjectId())) {
        return shortName(ref.getName());
      }
    }
    return "";
  }

  private static String shortName(String ref) {
    return ref.startsWith(Constants.R_HEADS) ? ref.substring(Constants.R_HEADS.length()) : "";
  }

  /** False: the branch was not where it was expected. The copy follows a push that worked. */
  boolean push(RepositoryUrl url, Repository copy, String branch, ObjectId expected, ObjectId next)
      throws IOException {
    var ref = Constants.R_HEADS + branch;
    var update = new RemoteRefUpdate(copy, next.name(), ref, false, null, expected);
    try {
      through(url, copy, transport -> transport.push(budget(), List.of(update)));
    } catch (io.openluffy.kernel.ProblemException e) {
      if (e.problem().code().equals("git.auth-refused") || !arrived(url, copy, ref, next)) {
        throw e;
      }
      return true;
    }
    return switch (update.getStatus()) {
      case OK, UP_TO_DATE -> {
        follow(copy, ref, next);
        yield true;
      }
      case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED -> false;
      default -> refused(url, copy, ref, expected, update);
    };
  }

  /** The answer may be lost on the way though the push worked. */
  private boolean arrived(RepositoryUrl url, Repository copy, String ref, ObjectId next) {
    try (var walk = new RevWalk(copy)) {
      fetch(url, copy);
      var head = copy.exactRef(ref);
      return head != null
          && walk.isMergedInto(walk.parseCommit(next), walk.parseCommit(head.getObjectId()));
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }

  private static void follow(Repository copy, String ref, ObjectId next) throws IOException {
    var update = copy.updateRef(ref);
    update.setNewObjectId(next);
    requireWritten(ref, update.forceUpdate());
  }

  /** A host says "rejected" for a lost race, too; then the branch is elsewhere by now. */
  private boolean refused(
      RepositoryUrl url, Repository copy, String ref, ObjectId expected, RemoteRefUpdate update)
      throws IOException {
    fetch(url, copy);
    var head = copy.exactRef(ref);
    var now = head == null ? ObjectId.zeroId() : head.getObjectId();
    if (!expected.equals(now)) {
      return false;
    }
    throw RemoteProblems.pushRefused(url, ref, String.valueOf(update.getMessage()));
  }

  private <R> R through(RepositoryUrl url, Repository copy, Use<R> use) throws IOException {
    try (var ssh = SshAccess.of(url, secrets);
        var transport = Transport.open(copy, new URIish(url.value()))) {
      transport.setTimeout((int) settings.quiet().toSeconds());
      transport.setTagOpt(TagOpt.NO_TAGS);
      transport.setRemoveDeletedRefs(true);
      transport.setCredentialsProvider(new RepositoryCredentials(url, secrets));
      if (transport instanceof SshTransport overSsh) {
        overSsh.setSshSessionFactory(ssh.sessions());
      }
      return use.of(transport);
    } catch (MissingObjectException | CorruptObjectException e) {
      throw e;
    } catch (TransportException | URISyntaxException | RuntimeException e) {
      throw RemoteProblems.of(url, e);
    }
  }

  private TransferBudget budget() {
    return new TransferBudget(settings, clock);
  }
}
