package io.openluffy.git.server;

import io.openluffy.git.CommitId;
import io.openluffy.git.OpenRepositories;
import io.openluffy.git.PushIntent;
import io.openluffy.git.Pushes;
import io.openluffy.git.Quarantine;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.FaultPoints;
import io.openluffy.kernel.journal.Principal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.NullProgressMonitor;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes one push: checks it, writes down who is about to move which branch, moves the refs, records
 * the pushes. What a crash leaves in between is made up for by {@link PushRecovery}.
 */
final class PushReceiver extends ReceivePack {
  private static final Logger LOG = LoggerFactory.getLogger(PushReceiver.class);

  /** So many objects are counted before anybody notices. */
  private static final int WORTH_MAPPING = 500;

  private final OpenRepositories.Handle handle;
  private final Quarantine quarantine;
  private final RepositoryUrl url;
  private final PushedObjects objects = new PushedObjects();
  private @Nullable Served served;

  private record Served(String project, Principal who, GitAccess access, Pushes pushes) {}

  PushReceiver(
      OpenRepositories.Handle handle,
      Quarantine quarantine,
      RepositoryUrl url,
      GitServerSettings settings)
      throws IOException {
    super(quarantine.repository());
    this.handle = handle;
    this.quarantine = quarantine;
    this.url = url;
    prepare(this, settings);
    setObjectChecker(new PushChecker(objects));
    connectivityChecker = new PushConnectivity(objects);
    setAdvertisedRefs(refs(handle.repository()), Set.of());
  }

  /** What is told before a push is what holds for it. */
  static void prepare(ReceivePack receiver, GitServerSettings settings) {
    receiver.setBiDirectionalPipe(false);
    receiver.setAllowNonFastForwards(true);
    receiver.setCheckReceivedObjects(true);
    // Not setCheckReferencedObjectsAreReachable: it knows the trees of the tips only, and would
    // refuse a branch that begins at an older commit. That all objects exist is checked anyway.
    receiver.setMaxPackSizeLimit(settings.pack().packBytes());
    receiver.setMaxObjectSizeLimit(settings.objectBytes());
    receiver.setAllowPushOptions(true);
  }

  private static Map<String, Ref> refs(Repository repository) throws IOException {
    var refs = new HashMap<String, Ref>();
    for (var ref : repository.getRefDatabase().getRefs()) {
      refs.put(ref.getName(), ref);
    }
    return refs;
  }

  void serve(String project, Principal who, GitAccess access, Pushes pushes) {
    served = new Served(project, who, access, pushes);
  }

  @Override
  protected void executeCommands() {
    var to = served;
    if (to == null) {
      throw new IllegalStateException("A push came without somebody who pushes");
    }
    map();
    handle.lock().lock();
    try {
      execute(to);
    } finally {
      handle.lock().unlock();
    }
  }

  /** The first push is cloned most; what came later is few. */
  private void map() {
    if (objects.size() < WORTH_MAPPING || !quarantine.isFirst()) {
      return;
    }
    try {
      var tips = getAllCommands().stream().map(ReceiveCommand::getNewId).toList();
      var top = objects.top().filter(tips::contains);
      if (top.isPresent() && objects.holdAll(tips)) {
        quarantine.mapAll(top.get(), objects.size(), objects::type);
      }
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("repository", url).setCause(e).log("No bitmap can be written");
    }
  }

  private void execute(Served to) {
    var commands = filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED);
    commands.forEach(command -> check(to, command));
    if (isAtomic() && commands.stream().anyMatch(PushReceiver::isRejected)) {
      commands.stream()
          .filter(command -> !isRejected(command))
          .forEach(command -> reject(command, "another ref of this atomic push was rejected"));
    }
    var intents = intents(to, filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED));
    if (!intended(to, intents)) {
      return;
    }
    FaultPoints.at("git.push-intended");
    move();
    FaultPoints.at("git.ref-moved");
    settle(to, intents);
  }

  private void move() {
    var commands = filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED);
    if (commands.isEmpty()) {
      return;
    }
    var whole = handle.repository();
    try (var walk = new RevWalk(whole)) {
      quarantine.release();
      whole
          .getRefDatabase()
          .newBatchUpdate()
          .setAllowNonFastForwards(true)
          .setAtomic(isAtomic())
          .setRefLogIdent(getRefLogIdent())
          .setRefLogMessage("push", true)
          .addCommand(commands)
          .execute(walk, NullProgressMonitor.INSTANCE);
    } catch (IOException e) {
      LOG.atWarn().addKeyValue("repository", url).setCause(e).log("A push can't be stored");
      filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED)
          .forEach(each -> reject(each, "the server can't store it: " + e.getMessage()));
    }
  }

  private void check(Served to, ReceiveCommand command) {
    var ref = command.getRefName();
    var isProtected = to.access().isProtected(to.project(), ref);
    if (!ref.startsWith(Constants.R_HEADS) && !ref.startsWith(Constants.R_TAGS)) {
      reject(command, "only branches and tags can be pushed");
    } else if (!to.access().mayPush(to.who(), to.project(), ref)) {
      reject(command, to.who().name() + " may not push to " + ref);
    } else if (ref.startsWith(Constants.R_HEADS) && !leadsToCommit(command)) {
      reject(command, "a branch leads to a commit, and this is none");
    } else if (isProtected && command.getType() == ReceiveCommand.Type.DELETE) {
      reject(command, "protected branch: it can't be deleted");
    } else if (isProtected && command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD) {
      reject(command, "protected branch: no forced push; fetch, merge and push again");
    }
  }

  private boolean leadsToCommit(ReceiveCommand command) {
    try {
      return command.getType() == ReceiveCommand.Type.DELETE
          || getRevWalk().parseAny(command.getNewId()) instanceof RevCommit;
    } catch (IOException e) {
      return false;
    }
  }

  private static void reject(ReceiveCommand command, String why) {
    command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, why);
  }

  private static boolean isRejected(ReceiveCommand command) {
    return command.getResult() != ReceiveCommand.Result.NOT_ATTEMPTED;
  }

  private List<PushIntent> intents(Served to, List<ReceiveCommand> commands) {
    var intents = new ArrayList<PushIntent>();
    for (var command : commands) {
      if (command.getRefName().startsWith(Constants.R_HEADS)) {
        intents.add(
            new PushIntent(
                url,
                command.getRefName().substring(Constants.R_HEADS.length()),
                commit(command.getOldId()),
                commit(command.getNewId()),
                command.getType() == ReceiveCommand.Type.UPDATE_NONFASTFORWARD,
                to.who().actor()));
      }
    }
    return intents;
  }

  private static Optional<CommitId> commit(ObjectId id) {
    return id.equals(ObjectId.zeroId()) ? Optional.empty() : Optional.of(new CommitId(id.name()));
  }

  /** A push that we could not tell of afterwards is not accepted. */
  private boolean intended(Served to, List<PushIntent> intents) {
    if (intents.isEmpty()) {
      return true;
    }
    try {
      to.pushes().intend(to.who().actor(), intents);
      return true;
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("repository", url).setCause(e).log("A push can't be recorded");
      filterCommands(ReceiveCommand.Result.NOT_ATTEMPTED)
          .forEach(each -> reject(each, "the server can't record pushes now; push again later"));
      return false;
    }
  }

  /** If this fails the refs have moved all the same; the intents stay for the recovery. */
  private void settle(Served to, List<PushIntent> intents) {
    if (intents.isEmpty()) {
      return;
    }
    var moved = new ArrayList<PushIntent>();
    var still = new ArrayList<PushIntent>();
    for (var command : getAllCommands()) {
      var isDone = command.getResult() == ReceiveCommand.Result.OK;
      intents.stream()
          .filter(each -> command.getRefName().equals(Constants.R_HEADS + each.branch()))
          .forEach(isDone ? moved::add : still::add);
    }
    try {
      to.pushes().settle(to.who().actor(), moved, still);
    } catch (RuntimeException e) {
      LOG.atWarn()
          .addKeyValue("repository", url)
          .setCause(e)
          .log("A push was accepted and will be recorded later");
    }
  }
}
