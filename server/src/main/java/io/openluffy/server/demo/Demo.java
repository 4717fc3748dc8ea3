package io.openluffy.server.demo;

import io.openluffy.git.Author;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.playground.sample.SampleProject;
import io.openluffy.release.ProjectName;
import io.openluffy.release.Release;
import io.openluffy.server.access.Role;
import io.openluffy.server.terminal.Terminal;
import io.openluffy.server.wiring.Server;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HexFormat;
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
  private final Steps steps;
  private final SampleProject sample;

  public Demo(Server server, Terminal terminal, InstantSource clock, SecureRandom random) {
    this.server = server;
    this.terminal = terminal;
    this.clock = clock;
    this.random = random;
    var url = server.repositories().server().create(Actor.OPENLUFFY, SampleProject.NAME);
    sample = new SampleProject(server.repositories().git(), url);
    steps = new Steps(server, terminal, clock);
  }

  /** Until the release of main waits for a person; then says what to try. */
  public void attended() throws InterruptedException {
    journey();
    new Invitation(server, terminal).say();
  }

  /** Does the person's part, too; the answer is the exit code. */
  public int unattended() throws InterruptedException {
    var password = approver();
    try {
      journey();
      var ben = new Approver(server, steps, APPROVER, password);
      terminal.title("Ben approves");
      ben.approve("prod");
      var next = travel("Hello again");
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

  private void journey() throws InterruptedException {
    prepare();
    travel("Hello");
  }

  /** By way of develop, dev and preprod, because prod takes only what has arrived in preprod. */
  private Release travel(String word) throws InterruptedException {
    var headline = headline(word);
    terminal.title("Ada pushes '" + headline + "' to develop");
    var develop = sample.changeHeadline(ADA, SampleProject.DEVELOP, headline);
    var tested = steps.built(develop.id(), BUILD);
    steps.arrived(tested, "dev", ARRIVAL);
    steps.arrived(tested, "preprod", ARRIVAL);

    terminal.title("Ada merges to main");
    var main = sample.changeHeadline(ADA, SampleProject.MAIN, headline);
    var release = steps.built(main.id(), BUILD);
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
    server
        .rooms()
        .projects()
        .connect(new Actor("admin", Door.CLI), url, PROJECT, java.util.Optional.empty());
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
          java.util.Optional.of(password),
          java.util.Optional.of(roles),
          java.util.Optional.of(false));
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
