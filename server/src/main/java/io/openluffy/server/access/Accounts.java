package io.openluffy.server.access;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.store.Transaction;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The local users. Passwords have 8 to 256 characters. */
public final class Accounts {
  private static final int MOST_GROUPS = 100;
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([-a-z0-9._]{0,61}[a-z0-9])?");

  private final Store store;
  private final InstantSource clock;
  private final SecureRandom random;

  public Accounts(Store store, InstantSource clock, SecureRandom random) {
    this.store = store;
    this.clock = clock;
    this.random = random;
  }

  public List<Account> list() {
    return store.read(tx -> tx.list(Account.TABLE));
  }

  public Optional<Account> find(String name) {
    return store.read(tx -> tx.find(Account.TABLE, name));
  }

  public Account create(Actor actor, String name, String password, Set<Role> roles) {
    if (!NAME.matcher(name).matches()) {
      throw Problem.user(
              "access.bad-user-name",
              "'" + name + "' can't be a user name.",
              Where.NOWHERE.field("name"),
              "Use 1 to 63 lower-case letters, digits, '-', '.' or '_'.")
          .asException();
    }
    var hash = PasswordHash.of(checked(password), random);
    return store.write(
        actor,
        tx -> {
          if (tx.find(Account.TABLE, name).isPresent()) {
            throw Problem.user(
                    "access.user-exists",
                    "There is a user '" + name + "' already.",
                    Where.NOWHERE.field("name"),
                    "Choose another name, or change that user.")
                .asException();
          }
          var account = new Account(name, hash, roles, false, 1, clock.instant(), Set.of());
          tx.put(Account.TABLE, account);
          tx.record(fact("user.created", account));
          return account;
        });
  }

  /**
   * Changes what is given. Every session of the account ends, but for other groups alone; its API
   * tokens end with the password and when it is disabled, and have at most its roles otherwise.
   */
  public Account change(Actor actor, String name, AccountChange change) {
    var hash = change.password().map(text -> PasswordHash.of(checked(text), random));
    change.groups().ifPresent(Accounts::check);
    return store.write(
        actor,
        tx -> {
          var before = required(tx, name);
          var after = change.to(before, hash);
          tx.put(Account.TABLE, after);
          if (administers(before) && !administers(after)) {
            keepAnAdmin(tx);
          }
          if (change.endsSessions()) {
            endSessions(tx, name);
          }
          if (hash.isPresent() || after.disabled()) {
            endTokens(tx, name);
          }
          tx.record(fact("user.changed", after));
          return after;
        });
  }

  private static void check(Set<String> groups) {
    if (groups.size() > MOST_GROUPS || groups.stream().anyMatch(one -> !isGroup(one))) {
      throw Problem.user(
              "access.bad-group",
              "A user has at most " + MOST_GROUPS + " groups, each a name of 1 to 200 characters.",
              Where.NOWHERE.field("groups"),
              "Write them as the configuration has them after 'group:', such as 'sre'.")
          .asException();
    }
  }

  private static boolean isGroup(String name) {
    return !name.isBlank() && name.length() <= 200 && name.strip().equals(name);
  }

  private static void endSessions(Transaction tx, String name) {
    tx.list(Session.TABLE, "account", name)
        .forEach(session -> tx.delete(Session.TABLE, session.id()));
  }

  private static void endTokens(Transaction tx, String name) {
    tx.list(ApiToken.TABLE, "account", name)
        .forEach(token -> tx.delete(ApiToken.TABLE, token.id()));
  }

  public void remove(Actor actor, String name) {
    store.update(
        actor,
        tx -> {
          var account = required(tx, name);
          tx.delete(Account.TABLE, name);
          endSessions(tx, name);
          endTokens(tx, name);
          if (administers(account)) {
            keepAnAdmin(tx);
          }
          tx.record(fact("user.removed", account));
        });
  }

  private static boolean administers(Account account) {
    return account.roles().contains(Role.ADMIN) && !account.disabled();
  }

  private static void keepAnAdmin(Transaction tx) {
    if (tx.list(Account.TABLE).stream().noneMatch(Accounts::administers)) {
      throw Problem.user(
              "access.last-admin",
              "This would leave nobody who may administer the server.",
              Where.NOWHERE,
              "Make another user an admin first.")
          .asException();
    }
  }

  private static Account required(Transaction tx, String name) {
    return tx.find(Account.TABLE, name)
        .orElseThrow(
            () ->
                Problem.user(
                        "access.no-such-user",
                        "There is no user '" + name + "'.",
                        Where.NOWHERE,
                        "GET /api/v1/users lists them.")
                    .asException());
  }

  private static String checked(String password) {
    if (password.length() < 8 || password.length() > 256) {
      throw Problem.user(
              "access.bad-password",
              "A password has 8 to 256 characters.",
              Where.NOWHERE.field("password"),
              "Choose a longer one.")
          .asException();
    }
    return password;
  }

  private static Fact fact(String what, Account account) {
    return new Fact(
        what,
        "user/" + account.name(),
        Map.of(
            "roles",
            account.roles().stream().map(Role::text).sorted().toList(),
            "groups",
            List.copyOf(account.groups())));
  }
}
