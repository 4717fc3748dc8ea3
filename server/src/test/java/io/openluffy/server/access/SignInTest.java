package io.openluffy.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.SettableClock;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.InMemoryStore;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SignInTest {
  private final SettableClock clock = new SettableClock(Instant.parse("2026-11-23T09:00:00Z"));
  private final InMemoryStore store = new InMemoryStore(clock);
  private final SecureRandom random = new SecureRandom();
  private final Accounts accounts = new Accounts(store, clock, random);
  private final SignIn signIn = new SignIn(store, clock, random);

  @BeforeEach
  void twoUsers() {
    accounts.create(Actor.OPENLUFFY, "admin", "correct horse", Set.of(Role.ADMIN));
    accounts.create(Actor.OPENLUFFY, "ben", "battery staple", Set.of(Role.APPROVER));
  }

  @Test
  void aSessionTellsWhoHoldsItUntilItEnds() {
    var session = signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE);

    assertThat(signIn.byToken(session.token(), Door.PAGE))
        .hasValueSatisfying(
            ben ->
                assertThat(ben.roles())
                    .containsExactlyInAnyOrder("approver", "developer", "viewer"));

    clock.tick(Duration.ofHours(12));
    assertThat(signIn.byToken(session.token(), Door.PAGE)).isEmpty();
  }

  @Test
  void anUnknownUserAndAWrongPasswordGetTheSameAnswer() {
    assertThatThrownBy(() -> signIn.open("ben", Secret.of("guess"), "::1", Door.PAGE))
        .hasMessageContaining("User name or password is wrong");
    assertThatThrownBy(() -> signIn.open("nobody", Secret.of("guess"), "::1", Door.PAGE))
        .hasMessageContaining("User name or password is wrong");
  }

  @Test
  void whoKeepsFailingHasToWait() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() -> signIn.open("ben", Secret.of("guess"), "::1", Door.PAGE))
          .hasMessageContaining("wrong");
    }

    assertThatThrownBy(() -> signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE))
        .hasMessageContaining("Too many failed sign-ins");
    assertThat(signIn.open("ben", Secret.of("battery staple"), "::2", Door.PAGE)).isNotNull();

    clock.tick(Duration.ofSeconds(3));
    assertThat(signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE)).isNotNull();
  }

  @Test
  void aChangedPasswordEndsTheSessions() {
    var session = signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE);

    accounts.change(Actor.OPENLUFFY, "ben", AccountChange.NONE.password("another password"));

    assertThat(signIn.byToken(session.token(), Door.PAGE)).isEmpty();
  }

  @Test
  void otherGroupsEndNoSessionAndHoldAtOnce() {
    var session = signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE);

    accounts.change(Actor.OPENLUFFY, "ben", AccountChange.NONE.groups(Set.of("sre", "on call")));

    var ben = signIn.byToken(session.token(), Door.PAGE).orElseThrow();
    assertThat(ben.groups()).containsExactlyInAnyOrder("sre", "on call");
    assertThat(new Voters(accounts).find("ben").orElseThrow().groups()).hasSize(2);
    accounts.change(Actor.OPENLUFFY, "ben", AccountChange.NONE.disabled(true));
    assertThat(new Voters(accounts).find("ben")).isEmpty();
  }

  @Test
  void aChangeWithABadGroupChangesNothing() {
    for (String bad : List.of("", " sre", "x".repeat(201))) {
      assertThatThrownBy(
              () ->
                  accounts.change(
                      Actor.OPENLUFFY,
                      "ben",
                      AccountChange.NONE.roles(Set.of(Role.ADMIN)).groups(Set.of(bad))))
          .hasMessageContaining("at most 100 groups");
    }
    assertThat(accounts.find("ben").orElseThrow().roles()).doesNotContain(Role.ADMIN);
  }

  @Test
  void aSignedOutSessionIsVoid() {
    var session = signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE);

    signIn.close(session.token(), new Actor("ben", Door.PAGE));

    assertThat(signIn.byToken(session.token(), Door.PAGE)).isEmpty();
  }

  @Test
  void aTokenHasAtMostTheRolesOfItsOwnerAndEnds() {
    var ben = new Principal("ben", Set.of("approver", "developer", "viewer"), Door.API);

    assertThatThrownBy(() -> signIn.mint(ben, "ci", Set.of(Role.ADMIN), Duration.ofDays(1)))
        .hasMessageContaining("can't have roles that you don't have");

    var minted = signIn.mint(ben, "ci", Set.of(Role.VIEWER), Duration.ofDays(1));
    assertThat(signIn.byToken(minted.text(), Door.API))
        .hasValueSatisfying(who -> assertThat(who.roles()).containsExactly("viewer"));
    assertThat(signIn.byPassword("ben", minted.text(), "::1", Door.GIT)).isPresent();

    clock.tick(Duration.ofDays(1));
    assertThat(signIn.byToken(minted.text(), Door.API)).isEmpty();
  }

  @Test
  void aTokenWithAForgedSecretIsNobody() {
    var ben = new Principal("ben", Set.of("approver", "developer", "viewer"), Door.API);
    var minted = signIn.mint(ben, "ci", Set.of(), Duration.ofDays(1));
    var forged = minted.text().reveal().substring(0, minted.text().reveal().length() - 2) + "xx";

    assertThat(signIn.byToken(Secret.of(forged), Door.API)).isEmpty();
    assertThat(signIn.byToken(Secret.of("luffy_"), Door.API)).isEmpty();
    assertThat(signIn.byToken(Secret.of(""), Door.API)).isEmpty();
  }

  @Test
  void theLastAdminStays() {
    assertThatThrownBy(() -> accounts.remove(Actor.OPENLUFFY, "admin"))
        .hasMessageContaining("nobody who may administer");
    assertThatThrownBy(
            () ->
                accounts.change(
                    Actor.OPENLUFFY, "admin", AccountChange.NONE.roles(Set.of(Role.VIEWER))))
        .hasMessageContaining("nobody who may administer");
  }

  @Test
  void neitherPasswordsNorTokensAreKept() {
    var ben = new Principal("ben", Set.of("approver", "developer", "viewer"), Door.API);
    var minted = signIn.mint(ben, "ci", Set.of(), Duration.ofDays(1));
    var session = signIn.open("ben", Secret.of("battery staple"), "::1", Door.PAGE);

    var everything =
        store.read(
                tx ->
                    tx.list(Account.TABLE).toString()
                        + tx.list(Session.TABLE)
                        + tx.list(ApiToken.TABLE))
            + store.journal().after(0, 1_000);

    assertThat(everything)
        .doesNotContain("battery staple")
        .doesNotContain(session.token().reveal())
        .doesNotContain(minted.text().reveal().substring(20));
  }

  @Test
  void aPasswordThatWasRightAMomentAgoIsVoidOnceItIsChangedOrTheUserDisabled() {
    assertThat(signIn.byPassword("ben", Secret.of("battery staple"), "::1", Door.API)).isPresent();
    assertThat(signIn.byPassword("ben", Secret.of("battery staple"), "::1", Door.API)).isPresent();
    assertThat(signIn.byPassword("ben", Secret.of("battery stapler"), "::1", Door.API)).isEmpty();

    accounts.change(Actor.OPENLUFFY, "ben", AccountChange.NONE.password("another one"));
    assertThat(signIn.byPassword("ben", Secret.of("battery staple"), "::1", Door.API)).isEmpty();
    assertThat(signIn.byPassword("ben", Secret.of("another one"), "::1", Door.API)).isPresent();

    accounts.change(Actor.OPENLUFFY, "ben", AccountChange.NONE.disabled(true));
    assertThat(signIn.byPassword("ben", Secret.of("another one"), "::1", Door.API)).isEmpty();
  }
}
