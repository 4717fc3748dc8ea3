package io.openluffy.server.api;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.access.Account;
import io.openluffy.server.access.AccountChange;
import io.openluffy.server.access.Accounts;
import io.openluffy.server.access.ApiToken;
import io.openluffy.server.access.Role;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Users and their tokens. */
public final class UserApi {
  private static final Duration TOKEN_LIFE = Duration.ofDays(90);

  private final Accounts accounts;
  private final SignIn signIn;

  public UserApi(Accounts accounts, SignIn signIn) {
    this.accounts = accounts;
    this.signIn = signIn;
  }

  record UserView(String name, List<String> roles, List<String> groups, boolean disabled) {
    static UserView of(Account account) {
      return new UserView(
          account.name(),
          names(account.roles()),
          account.groups().stream().sorted().toList(),
          account.disabled());
    }
  }

  record NewUser(String name, String password, Set<String> roles) {}

  record UserChange(
      Optional<String> password,
      Optional<Set<String>> roles,
      Optional<Boolean> disabled,
      Optional<Set<String>> groups) {
    AccountChange change() {
      return new AccountChange(password, roles.map(Role::of), disabled, groups);
    }
  }

  /** Argo CD's form; the name, if given, has to be the caller's. */
  record PasswordChange(Optional<String> name, String currentPassword, String newPassword) {}

  record TokenView(String id, String name, List<String> roles, Instant expires) {
    static TokenView of(ApiToken token) {
      return new TokenView(token.id(), token.name(), names(token.roles()), token.expiresAt());
    }
  }

  record NewToken(String name, Optional<Set<String>> roles, Optional<Long> seconds) {}

  record CreatedToken(String id, String token, Instant expires) {}

  public void routes(Routes routes) {
    var admin = Routes.role(Role.ADMIN);
    var anyone = Routes.role(Role.VIEWER);
    routes.get(
        "/api/v1/users",
        admin,
        call -> Answer.json(accounts.list().stream().map(UserView::of).toList()));
    routes.post("/api/v1/users", admin, this::create);
    routes.put("/api/v1/users/{user}", admin, this::change);
    routes.delete("/api/v1/users/{user}", admin, this::remove);
    routes.put("/api/v1/account/password", anyone, this::ownPassword);
    routes.get(
        "/api/v1/tokens",
        anyone,
        call ->
            Answer.json(signIn.tokens(call.caller().name()).stream().map(TokenView::of).toList()));
    routes.post("/api/v1/tokens", anyone, this::mint);
    routes.delete("/api/v1/tokens/{token}", anyone, this::revoke);
  }

  private Answer create(Call call) {
    var asked = call.body(NewUser.class);
    var account =
        accounts.create(call.actor(), asked.name(), asked.password(), Role.of(asked.roles()));
    return Answer.json(201, UserView.of(account));
  }

  private Answer change(Call call) {
    var asked = call.body(UserChange.class);
    return Answer.json(
        UserView.of(accounts.change(call.actor(), call.path("user"), asked.change())));
  }

  /** Everybody may change their own; the sessions and tokens end with it, this one, too. */
  private Answer ownPassword(Call call) {
    var asked = call.body(PasswordChange.class);
    var caller = call.caller();
    if (asked.name().filter(name -> !name.equals(caller.name())).isPresent()) {
      throw Problem.user(
              "access.forbidden-other-password",
              "This changes your own password, and you are '" + caller.name() + "'.",
              Where.of("body").field("name"),
              "An admin sets somebody else's: PUT /api/v1/users/<name>")
          .asException();
    }
    signIn.confirm(caller, Secret.of(asked.currentPassword()), call.remote());
    accounts.change(call.actor(), caller.name(), AccountChange.NONE.password(asked.newPassword()));
    return Answer.json(Map.of());
  }

  private Answer remove(Call call) {
    accounts.remove(call.actor(), call.path("user"));
    return Answer.nothing();
  }

  private Answer mint(Call call) {
    var asked = call.body(NewToken.class);
    var minted =
        signIn.mint(
            call.caller(),
            asked.name(),
            asked.roles().map(Role::of).orElse(Set.of()),
            asked.seconds().map(Duration::ofSeconds).orElse(TOKEN_LIFE));
    var token = minted.token();
    return Answer.json(
        201, new CreatedToken(token.id(), minted.text().reveal(), token.expiresAt()));
  }

  private Answer revoke(Call call) {
    signIn.revoke(call.caller(), call.path("token"));
    return Answer.nothing();
  }

  private static List<String> names(Set<Role> roles) {
    return roles.stream().map(Role::text).toList();
  }
}
