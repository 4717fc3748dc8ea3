package io.openluffy.server.demo;

import io.openluffy.git.Author;
import io.openluffy.git.CommitId;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.server.access.AccountChange;
import io.openluffy.server.access.Role;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/**
 * The seed's two lanes with the sample project: a push to develop travels to dev and preprod by
 * itself, a push to main stops before prod and waits for a person.
 */
public final class Demo {
  static final ProjectName PROJECT = new ProjectName(SampleProject.NAME);
  static final Author ADA = new Author("Ada", "ada@example.org");
  static final String APPROVER = "ben";
  private static final Duration BUILD = Duration.ofMinutes(5);
  private static final Duration ARRIVAL = Duration.ofMinutes(3);

  private final Server server;
  private final Terminal terminal;
  private final InstantSource clock;
  private final SecureRandom random;
  private final String luffy;
  private final Steps steps;
  private final SampleProject sample;

  /**
   * @param luffy how the command line finds this server
   */
  public Demo(
      Server server, Terminal terminal, InstantSource clock, SecureRandom random, String luffy) {
    this.server = server;
    this.terminal = terminal;
    this.clock = clock;
    this.random = random;
    this.luffy = luffy;
    var url = server.repositories().server().create(Actor.OPENLUFFY, SampleProject.NAME);
    sample = new SampleProject(server.repositories().git(), url);
    steps = new Steps(server, terminal, clock);
  }

  /** Until the release of main waits for a person; then says what to try. */
  public void attended() throws InterruptedException {
    var invitation = new Invitation(server, terminal, luffy);
    try {
      prepare();
      invitation.say(
          switch (new Underway(server, sample).stage()) {
            case Underway.Stage.Nothing ignored -> travel(headline("Hello"));
            case Underway.Stage.OnDevelop(var commit, var headline) -> {
              terminal.title("Going on with '" + headline + "' on develop");
              yield onward(commit, headline);
            }
            case Underway.Stage.OnMain(var commit) -> {
              terminal.title("Going on with what is on main");
              yield asked(commit);
            }
          });
    } catch (DemoFailed e) {
      terminal.endProgress();
      terminal.bad(String.valueOf(e.getMessage()));
      invitation.sayWhereToLook();
    }
  }

  /** Does the person's part, too; the answer is the exit code. */
  public int unattended() throws InterruptedException {
    var password = approver();
    try {
      prepare();
      travel(headline("Hello"));
      var ben = new Approver(server, steps, APPROVER, password);
      terminal.title("Ben approves");
      ben.approve("prod");
      var next = travel(headline("Hello again"));
      ben.approve("prod");
      terminal.title("Ben rolls back, and forward again");
      ben.rollBack();
      ben.forward(next);
    } catch (DemoFailed e) {
      terminal.endProgress();
      terminal.bad(String.valueOf(e.getMessage()));
      steps.summary();
      return 1;
    }
    steps.summary();
    return 0;
  }

  /** By way of develop, dev and preprod, because prod takes only what has arrived in preprod. */
  private Release travel(String headline) throws InterruptedException {
    terminal.title("Ada pushes '" + headline + "' to develop");
    return onward(sample.changeHeadline(ADA, SampleProject.DEVELOP, headline).id(), headline);
  }

  /** From a commit on develop to the question before prod. */
  private Release onward(CommitId develop, String headline) throws InterruptedException {
    var tested = steps.built(develop, BUILD);
    steps.arrived(tested, "dev", ARRIVAL);
    steps.arrived(tested, "preprod", ARRIVAL);

    terminal.title("Ada merges to main");
    return asked(sample.merge(ADA, headline).id());
  }

  private Release asked(CommitId main) throws InterruptedException {
    var release = steps.built(main, BUILD);
    steps.awaitsApproval(release, "prod", ARRIVAL);
    return release;
  }

  private String headline(String word) {
    return word + " at " + clock.instant().toString().substring(11, 19);
  }

  /** Idempotent: a demo that was stopped in the middle goes on. */
  private void prepare() {
    var url = server.repositories().embedded().url(SampleProject.NAME);
    var secrets = server.storage().secrets();
    var scope = "project/" + SampleProject.NAME;
    if (secrets.get(scope, SampleProject.SECRET).isEmpty()) {
      secrets.set(Actor.OPENLUFFY, scope, SampleProject.SECRET, Secret.of(guess()));
    }
    if (sample.layOut(ADA)) {
      terminal.done("The sample project lies in " + url.value());
    }
    server.rooms().projects().connect(new Actor("admin", Door.CLI), url, PROJECT, Optional.empty());
    terminal.done("Project " + SampleProject.NAME + " is connected");
  }

  private Secret approver() {
    var password = guess();
    var accounts = server.accounts();
    var roles = Set.of(Role.APPROVER);
    if (accounts.find(APPROVER).isPresent()) {
      accounts.change(
          Actor.OPENLUFFY,
          APPROVER,
          AccountChange.NONE.password(password).roles(roles).disabled(false));
    } else {
      accounts.create(Actor.OPENLUFFY, APPROVER, password, roles);
    }
    return Secret.of(password);
  }

  private String guess() {
    var bytes = new byte[16];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
