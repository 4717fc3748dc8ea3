package io.openluffy.playground.api.http;

import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Verbs;
import java.io.IOException;

/** Sends each request for a resource to what answers it, if its kind has that verb. */
final class Resources {
  private final Reads reads;
  private final Writes writes;
  private final Watches watches;
  private final Logs logs;
  private final PodParts pods;

  Resources(Reads reads, Writes writes, Watches watches, Logs logs, PodParts pods) {
    this.reads = reads;
    this.writes = writes;
    this.watches = watches;
    this.logs = logs;
    this.pods = pods;
  }

  void answer(Call call, boolean watch) throws IOException {
    if (call.target().subresource().isEmpty()) {
      whole(call, watch || (call.target().name().isEmpty() && call.query().flag("watch")));
    } else {
      part(call);
    }
  }

  private void whole(Call call, boolean watch) throws IOException {
    var isCollection = call.target().name().isEmpty();
    var verb = verb(call.exchange().method(), isCollection, watch);
    if (!call.target().type().allows(verb)) {
      throw VerbErrors.methodNotAllowed();
    }
    switch (verb) {
      case "get" -> reads.get(call);
      case "list" -> reads.list(call);
      case "watch" -> watches.watch(isCollection ? call : OneObject.only(call));
      case "create" -> create(call);
      case "update" -> writes.update(call);
      case "patch" -> writes.patch(call);
      case "delete" -> writes.delete(call);
      case "deletecollection" -> writes.deleteCollection(call);
      default -> throw new IllegalStateException(verb);
    }
  }

  private void create(Call call) throws IOException {
    if (Reviews.isReview(call.target().type().qualifiedName())) {
      Reviews.answer(call);
    } else if (!call.target().type().allows("get")) {
      throw Verbs.notHere("'" + call.target().type().qualifiedName() + "'");
    } else {
      writes.create(call);
    }
  }

  private static String verb(String method, boolean isCollection, boolean watch) {
    return switch (method) {
      case "GET", "HEAD" -> watch ? "watch" : isCollection ? "list" : "get";
      case "POST" -> isCollection ? "create" : "";
      case "PUT" -> isCollection ? "" : "update";
      case "PATCH" -> isCollection ? "" : "patch";
      case "DELETE" -> isCollection ? "deletecollection" : "delete";
      default -> "";
    };
  }

  private void part(Call call) throws IOException {
    var name = call.target().subresource();
    var verb = verb(call.exchange().method(), call.exchange().method().equals("POST"), false);
    var part = call.target().type().subresource(name);
    if (part.isPresent() && !part.get().verbs().contains(verb)) {
      throw VerbErrors.methodNotAllowed();
    }
    if (part.isEmpty()) {
      throw call.target().type().custom()
          ? VerbErrors.notFound(call.target())
          : VerbErrors.noSuchResource();
    }
    switch (name) {
      case "status", "scale", "finalize", "ephemeralcontainers", "resize", "approval" ->
          object(call, verb);
      case "log" -> logs.read(call);
      case "eviction" -> pods.evict(call);
      case "binding" -> pods.bind(call);
      default -> throw Verbs.notHere("'" + call.target().type().plural() + "/" + name + "'");
    }
  }

  private void object(Call call, String verb) throws IOException {
    switch (verb) {
      case "get" -> reads.get(call);
      case "update" -> writes.update(call);
      case "patch" -> writes.patch(call);
      default -> throw VerbErrors.methodNotAllowed();
    }
  }
}
