package io.openluffy.server.web;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;

/** Adds the API's routes to Javalin, each behind the check of who may use it. */
record JavalinRoutes(RoutesConfig routes, Callers callers, KnownPaths known) implements Routes {
  @Override
  public void add(String method, String path, Needs needs, Handler handler) {
    known.add(method, path);
    routes.addHttpHandler(
        HandlerType.findOrCreate(method),
        path,
        context -> Answer.send(handler.answer(callers.admit(context, needs)), context));
  }
}
