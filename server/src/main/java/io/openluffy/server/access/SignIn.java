package io.openluffy.server.access;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.Store;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Semaphore;

/**
 * Tells who is asking: by password, by session, or by API token.
 *
 * <p>A session lasts 12 hours. A token reads {@code luffy_<id>_<secret>}; both are kept as hashes.
 * Unknown users, wrong passwords and disabled accounts get the same answer in the same time.
 */
public final class SignIn {
  private static final Duration SESSION = Duration.ofHours(12);
  private static final Duration SHORTEST = Duration.ofMinutes(1);
  private static final Duration LONGEST = Duration.ofDays(365);
  private static final String TOKEN_PREFIX = "luffy_";

  private final Store store;
  private final InstantSource clock;
  private final SecureRandom random;
  private final Attempts attempts;
  private final RecentPasswords recent;
  private final Semaphore checking = new Semaphore(2, true);

  public SignIn(Store store, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
    this.attempts = new Attempts(clock);
    this.recent = new RecentPasswords(clock, random);
  }

  /** What a successful sign-in hands out. */
  public record Opened(Secret token, Instant expiresAt) {}

  /** What a new API token is; its text can't be read again. */
  public record Minted(ApiToken token, Secret text) {}

  /** Opens a session, or throws a USER problem that does not tell what was wrong. */
  public Opened open(String name, Secret password, String remote, Door door) {
    var account = checkPassword(name, password, remote).orElseThrow(SignIn::refused);
    var token = Tokens.random(random, 32);
    var now = clock.instant();
    var session =
        new Session(Tokens.hash(token), name, account.generation(), now, now.plus(SESSION));
    store.update(
        new Actor(name, door),
        tx -> {
          tx.list(Session.TABLE, "account", name).stream()
              .filter(old -> !now.isBefore(old.expiresAt()))
              .forEach(old -> tx.delete(Session.TABLE, old.id()));
          tx.put(Session.TABLE, session);
          tx.record(new Fact("user.signed-in", "user/" + name, Map.of("from", remote)));
        });
    return new Opened(Secret.of(token), session.expiresAt());
  }

  /** Whether somebody who is signed in still knows the password, before it is changed. */
  public void confirm(Principal who, Secret password, String remote) {
    if (checkPassword(who.name(), password, remote).isEmpty()) {
      throw Problem.user(
              "access.wrong-password",
              "The current password is wrong.",
              Where.of("body").field("currentPassword"),
              "An admin can set a new one: luffy user password " + who.name())
          .asException();
    }
  }

  public void close(Secret token, Actor actor) {
    store.update(actor, tx -> tx.delete(Session.TABLE, Tokens.hash(token.reveal())));
  }

  /** The holder of a session or API token, if it is valid now. */
  public Optional<Principal> byToken(Secret token, Door door) {
    var text = token.reveal();
    return text.startsWith(TOKEN_PREFIX) ? byApiToken(text, door) : bySession(text, door);
  }

  /** For git and the registry: a password, or an API token in its place. */
  public Optional<Principal> byPassword(String name, Secret password, String remote, Door door) {
    if (password.reveal().startsWith(TOKEN_PREFIX)) {
      return byApiToken(password.reveal(), door);
    }
    refuseWhoHasToWait(name, remote);
    var known =
        store
            .read(tx -> tx.find(Account.TABLE, name))
            .filter(account -> !account.disabled())
            .filter(account -> recent.isKnown(account, password))
            .or(() -> checkPassword(name, password, remote));
    return known.map(account -> principal(account, door));
  }

  public Minted mint(Principal owner, String name, Set<Role> wanted, Duration life) {
    var bounded = life.compareTo(LONGEST) > 0 ? LONGEST : life;
    if (bounded.compareTo(SHORTEST) < 0) {
      throw Problem.user(
              "access.bad-token-life",
              "A token lives between 60 s and 365 days.",
              Where.NOWHERE.field("seconds"),
              "")
          .asException();
    }
    var now = clock.instant();
    var secret = Tokens.random(random, 32);
    return store.write(
        new Actor(owner.name(), owner.door()),
        tx -> {
          var account = tx.find(Account.TABLE, owner.name()).orElseThrow(SignIn::refused);
          var held = Role.of(Role.texts(account.roles()));
          var roles = new TreeSet<>(wanted.isEmpty() ? held : wanted);
          if (!held.containsAll(roles) || !owner.roles().containsAll(Role.texts(roles))) {
            throw Problem.user(
                    "access.token-too-wide",
                    "A token can't have roles that you don't have.",
                    Where.NOWHERE.field("roles"),
                    "Leave the roles out to get your own.")
                .asException();
          }
          var id = Tokens.hash(secret).substring(0, 12);
          var token =
              new ApiToken(
                  id, Tokens.hash(secret), account.name(), name, roles, now, now.plus(bounded));
          tx.put(ApiToken.TABLE, token);
          tx.record(
              new Fact(
                  "token.created",
                  "user/" + account.name(),
                  Map.of("token", id, "name", name, "expires", token.expiresAt().toString())));
          return new Minted(token, Secret.of(TOKEN_PREFIX + id + "_" + secret));
        });
  }

  public List<ApiToken> tokens(String account) {
    return store.read(tx -> tx.list(ApiToken.TABLE, "account", account));
  }

  /** Revokes the caller's own token, or anybody's for an admin. */
  public void revoke(Principal caller, String id) {
    store.update(
        new Actor(caller.name(), caller.door()),
        tx -> {
          var token =
              tx.find(ApiToken.TABLE, id)
                  .filter(
                      found ->
                          found.account().equals(caller.name())
                              || caller.roles().contains(Role.ADMIN.text()))
                  .orElseThrow(
                      () ->
                          Problem.user(
                                  "access.no-such-token",
                                  "You have no token '" + id + "'.",
                                  Where.NOWHERE,
                                  "GET /api/v1/tokens lists them.")
                              .asException());
          tx.delete(ApiToken.TABLE, id);
          tx.record(
              new Fact("token.revoked", "user/" + token.account(), Map.of("token", token.id())));
        });
  }

  private Optional<Account> checkPassword(String name, Secret password, String remote) {
    refuseWhoHasToWait(name, remote);
    var account = store.read(tx -> tx.find(Account.TABLE, name));
    var hash = account.map(Account::passwordHash).orElse(PasswordHash.NOBODYS);
    // Two at once, so that guesses made at the same time don't all slip through before the first
    // of them is counted.
    checking.acquireUninterruptibly();
    try {
      refuseWhoHasToWait(name, remote);
      var right = PasswordHash.matches(password.reveal(), hash);
      if (!right || account.isEmpty() || account.get().disabled()) {
        attempts.failed(name, remote);
        return Optional.empty();
      }
      attempts.succeeded(name, remote);
      recent.matched(account.get(), password);
      return account;
    } finally {
      checking.release();
    }
  }

  private void refuseWhoHasToWait(String name, String remote) {
    attempts
        .pause(name, remote)
        .ifPresent(
            pause -> {
              throw new TooManyAttempts(pause);
            });
  }

  private Optional<Principal> bySession(String text, Door door) {
    return store.read(
        tx ->
            tx.find(Session.TABLE, Tokens.hash(text))
                .filter(session -> clock.instant().isBefore(session.expiresAt()))
                .flatMap(
                    session ->
                        tx.find(Account.TABLE, session.account())
                            .filter(account -> account.generation() == session.generation()))
                .filter(account -> !account.disabled())
                .map(account -> principal(account, door)));
  }

  private Optional<Principal> byApiToken(String text, Door door) {
    var split = text.indexOf('_', TOKEN_PREFIX.length());
    if (split < 0) {
      return Optional.empty();
    }
    var id = text.substring(TOKEN_PREFIX.length(), split);
    var hash = Tokens.hash(text.substring(split + 1));
    return store.read(
        tx ->
            tx.find(ApiToken.TABLE, id)
                .filter(token -> Tokens.same(token.hash(), hash))
                .filter(token -> clock.instant().isBefore(token.expiresAt()))
                .flatMap(
                    token ->
                        tx.find(Account.TABLE, token.account())
                            .filter(account -> !account.disabled())
                            .map(account -> scoped(account, token, door))));
  }

  private static Principal principal(Account account, Door door) {
    return new Principal(account.name(), Role.texts(account.roles()), account.groups(), door);
  }

  private static Principal scoped(Account account, ApiToken token, Door door) {
    var roles = Role.texts(token.roles());
    roles.retainAll(Role.texts(account.roles()));
    return new Principal(account.name(), roles, account.groups(), door);
  }

  private static io.openluffy.kernel.ProblemException refused() {
    return Problem.user(
            "access.wrong-credentials",
            "User name or password is wrong.",
            Where.NOWHERE,
            "The first administrator's password is in the file admin-password in the server's home,"
                + " unless it was changed.")
        .asException();
  }
}
