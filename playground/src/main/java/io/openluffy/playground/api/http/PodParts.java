package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.Target;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Verbs;
import java.io.IOException;

/** Answers what is posted below a pod: its eviction, its binding to a node. */
final class PodParts {
  private final Verbs verbs;
  private final Durable durable;

  PodParts(Verbs verbs, Durable durable) {
    this.verbs = verbs;
    this.durable = durable;
  }

  void evict(Call call) throws IOException {
    var eviction = BodyReader.object(call.exchange(), call.target().type()).value();
    var name = eviction.path("metadata").path("name").asText();
    if (!name.isEmpty() && !name.equals(call.target().name())) {
      throw VerbErrors.badRequest("name in URL does not match name in Eviction object");
    }
    var options = Writes.options(call, eviction.path("deleteOptions"));
    var how = call.writeOptions("CreateOptions");
    durable.await(verbs.evict(pod(call), options, how).version());
    call.exchange().respond(201, success());
  }

  void bind(Call call) throws IOException {
    var binding = BodyReader.object(call.exchange(), call.target().type()).value();
    var node = binding.path("target").path("name").asText();
    if (node.isEmpty()) {
      throw VerbErrors.internal("target.name: Required value");
    }
    var how = call.writeOptions("CreateOptions");
    durable.await(verbs.bind(pod(call), node, how).version());
    call.exchange().respond(201, success());
  }

  private static Target pod(Call call) {
    return Target.of(call.target().type(), call.target().namespace(), call.target().name());
  }

  private static ObjectNode success() {
    var status = Trees.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    return status.put("status", "Success").put("code", 201);
  }
}
