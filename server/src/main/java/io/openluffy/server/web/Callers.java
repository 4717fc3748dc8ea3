package io.openluffy.server.web;

import io.javalin.http.Context;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.access.SignIn;
import java.util.Optional;
import java.util.Set;

/** Finds out who calls, through which door, and whether they may. */
public final class Callers {
  public static final String COOKIE = "luffy_session";
  private static final String OURS = "X-Luffy-Request";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");

  private final SignIn signIn;

  public Callers(SignIn signIn) {
    this.signIn = signIn;
  }

  Call admit(Context context, Routes.Needs needs) {
    var token = token(context);
    var principal = token.flatMap(secret -> signIn.byToken(secret, door(context)));
    if (needs instanceof Routes.Needs.Held(var role)) {
      var caller = principal.orElseThrow(() -> Problems.notSignedIn().asException());
      if (!caller.roles().contains(role.text())) {
        throw Problems.forbidden(caller.name(), role.text()).asException();
      }
    }
    return new Call(context, principal, token);
  }

  private static Optional<Secret> token(Context context) {
    var header = Optional.ofNullable(context.header("Authorization"));
    if (header.isPresent() && header.get().regionMatches(true, 0, "Bearer ", 0, 7)) {
      return Optional.of(Secret.of(header.get().substring(7).trim()));
    }
    var cookie = Optional.ofNullable(context.cookie(COOKIE)).filter(text -> !text.isEmpty());
    if (cookie.isPresent() && !SAFE.contains(context.req().getMethod())) {
      refuseCrossSite(context);
    }
    return cookie.map(Secret::of);
  }

  /** A foreign page can send the cookie, but neither this header nor our origin. */
  private static void refuseCrossSite(Context context) {
    var origin = context.header("Origin");
    var sameOrigin = origin == null || origin.endsWith("://" + context.host());
    if (context.header(OURS) == null || !sameOrigin) {
      throw Problems.crossSite().asException();
    }
  }

  private static Door door(Context context) {
    if (context.cookie(COOKIE) != null) {
      return Door.PAGE;
    }
    var agent = Optional.ofNullable(context.header("User-Agent")).orElse("");
    return agent.startsWith("luffy/") ? Door.CLI : Door.API;
  }
}
