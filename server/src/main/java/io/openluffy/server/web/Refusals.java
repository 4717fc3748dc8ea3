package io.openluffy.server.web;

import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.server.access.TooManyAttempts;
import java.io.IOException;
import java.util.HexFormat;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.io.QuietException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says no, always as {@code application/problem+json} and with an id for the log. */
record Refusals(KnownPaths known, RandomGenerator random) {
  private static final Logger LOG = LoggerFactory.getLogger(Refusals.class);

  /** A path of the API that nothing answers, or not with this method. */
  void unknownPath(Context context) {
    var path = context.path();
    if (context.res().isCommitted() || !path.startsWith("/api/") || context.result() != null) {
      return;
    }
    var methods = known.methods(path);
    if (methods.isEmpty()) {
      write(
          Problem.user(
              "request.unknown-path",
              "There is no " + context.method() + " " + path + ".",
              Where.NOWHERE,
              "GET /api/v1/openapi.json lists what there is."),
          context);
    } else {
      var allowed = String.join(", ", methods);
      context.header("Allow", allowed);
      write(
          Problem.user(
              "request.method",
              path + " has no " + context.method() + ".",
              Where.NOWHERE,
              "It has " + allowed + "."),
          context);
    }
  }

  /** What the web library itself refused. */
  void refused(HttpResponseException error, Context context) {
    if (error.getStatus() == 404 || error.getStatus() == 405) {
      context.status(404);
      return;
    }
    write(Problem.user("request.refused", "The request was refused.", Where.NOWHERE, ""), context);
    context.status(error.getStatus());
  }

  /** What a handler threw. */
  void thrown(Exception error, Context context) {
    if (error instanceof EofException || error instanceof QuietException) {
      return;
    }
    if (error instanceof TooManyAttempts refusal) {
      context.header("Retry-After", String.valueOf(refusal.seconds()));
    }
    if (error instanceof ProblemException known) {
      write(known.problem(), context);
    } else if (error instanceof IOException && context.res().isCommitted()) {
      LOG.debug("a client went away", error);
    } else {
      var id = write(Problem.bug("Something went wrong in the server."), context);
      LOG.atError()
          .addKeyValue("id", id)
          .addKeyValue("path", context.path())
          .setCause(error)
          .log("a request failed by our mistake");
    }
  }

  private String write(Problem problem, Context context) {
    var id = HexFormat.of().toHexDigits(random.nextInt());
    if (!context.res().isCommitted()) {
      context
          .status(ProblemJson.status(problem))
          .contentType(ProblemJson.TYPE)
          .header("Cache-Control", "no-store")
          .result(ApiJson.bytes(ProblemJson.body(problem, id)));
    }
    return id;
  }
}
