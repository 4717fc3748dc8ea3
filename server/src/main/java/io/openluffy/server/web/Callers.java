package io.openluffy.server.web;

import io.javalin.http.Context;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.server.access.SignIn;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds out who calls, through which door, and whether they may. */
public final class Callers {
  public static final String COOKIE = "luffy_session";
  private static final String OURS = "X-Luffy-Request";
  private static final Set<String> SAFE = Set.of("GET", "HEAD");
  private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private final SignIn signIn;

  public Callers(SignIn signIn) {
    this.signIn = signIn;
  }

  Call admit(Context context, Routes.Needs needs) {
    wellFormed(context);
    var token = token(context);
    var door = door(context);
    var principal = token.flatMap(secret -> signIn.byToken(secret, door));
    if (needs instanceof Routes.Needs.Held(var role)) {
      var caller = principal.orElseThrow(() -> Problems.notSignedIn().asException());
      if (!caller.has(role.text())) {
        throw Problems.forbidden(caller.name(), role.text()).asException();
      }
    }
    return new Call(
        context,
        principal,
        token,
        () -> token.flatMap(secret -> signIn.byToken(secret, door)).equals(principal));
  }

  /** A query that can't be read as it was meant is not guessed at. */
  private static void wellFormed(Context context) {
    var query = context.req().getQueryString();
    if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
      throw Problem.user(
              "request.bad-query",
              "The query has a '%' that is followed by no two hexadecimal digits.",
              Where.NOWHERE.field("?" + query),
              "Write a percent sign as %25.")
          .asException();
    }
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
    var host = Optional.ofNullable(context.header("X-Forwarded-Host")).orElse(context.host());
    var sameOrigin = origin == null || origin.endsWith("://" + host);
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
