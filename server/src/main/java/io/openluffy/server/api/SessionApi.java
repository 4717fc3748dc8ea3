package io.openluffy.server.api;

import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.access.SignIn;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Callers;
import io.openluffy.server.web.Routes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sign-in and sign-out, on Argo CD's path for sessions. */
public final class SessionApi {
  private static final int TWELVE_HOURS = 43_200;

  private final SignIn signIn;

  public SessionApi(SignIn signIn) {
    this.signIn = signIn;
  }

  record Credentials(String username, String password) {}

  record SignedIn(String token, Instant expires) {}

  public void routes(Routes routes) {
    routes.post("/api/v1/session", Routes.ANYBODY, this::open);
    routes.delete("/api/v1/session", Routes.ANYBODY, this::close);
    routes.get("/api/v1/session/userinfo", Routes.ANYBODY, SessionApi::userInfo);
  }

  private Answer open(Call call) {
    var asked = call.body(Credentials.class);
    var door = call.header("User-Agent").orElse("").startsWith("luffy/") ? Door.CLI : Door.PAGE;
    var opened = signIn.open(asked.username(), Secret.of(asked.password()), call.remote(), door);
    var token = opened.token().reveal();
    return new Answer.OfJson(
        200,
        new SignedIn(token, opened.expiresAt()),
        Map.of("Set-Cookie", cookie(call, token, TWELVE_HOURS)));
  }

  private Answer close(Call call) {
    call.stranger()
        .ifPresent(
            who ->
                call.token()
                    .ifPresent(token -> signIn.close(token, new Actor(who.name(), who.door()))));
    return new Answer.Empty(204, Map.of("Set-Cookie", cookie(call, "", 0)));
  }

  private static Answer userInfo(Call call) {
    var info = new LinkedHashMap<String, Object>();
    info.put("loggedIn", call.stranger().isPresent());
    call.stranger()
        .ifPresent(
            who -> {
              info.put("username", who.name());
              info.put("iss", "openluffy");
              info.put("groups", sorted(who));
            });
    return Answer.json(info);
  }

  private static List<String> sorted(Principal who) {
    return who.roles().stream().sorted().toList();
  }

  /** {@code Secure} wherever something with TLS stands before us. */
  private static String cookie(Call call, String value, int seconds) {
    return Callers.COOKIE
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Strict; Max-Age="
        + seconds
        + (call.secure() ? "; Secure" : "");
  }
}
