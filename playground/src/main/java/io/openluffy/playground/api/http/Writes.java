package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.DeleteOptions;
import io.openluffy.playground.api.verbs.DeleteOptions.Propagation;
import io.openluffy.playground.api.verbs.Patch;
import io.openluffy.playground.api.verbs.Target;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Verbs;
import io.openluffy.playground.api.verbs.Versions;
import io.openluffy.playground.api.verbs.Written;
import io.openluffy.playground.types.tables.IncludeObject;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/** Answers create, update, patch and delete. */
final class Writes {
  private final Verbs verbs;
  private final Shower shower;
  private final Durable durable;

  Writes(Verbs verbs, Shower shower, Durable durable) {
    this.verbs = verbs;
    this.shower = shower;
    this.durable = durable;
  }

  void create(Call call) throws IOException {
    var body = BodyReader.object(call.exchange(), call.target().type());
    var how = call.writeOptions("CreateOptions");
    var object = (ObjectNode) body.value();
    answer(call, verbs.create(call.target(), object, body.duplicates(), how));
  }

  void update(Call call) throws IOException {
    var body = BodyReader.object(call.exchange(), call.target().type());
    var how = call.writeOptions("UpdateOptions");
    var object = (ObjectNode) body.value();
    answer(call, verbs.update(call.target(), object, body.duplicates(), how));
  }

  void patch(Call call) throws IOException {
    var patch = BodyReader.patch(call.exchange(), call.target().type().custom());
    var how = call.patchOptions(patch.kind() == Patch.Kind.APPLY);
    answer(call, verbs.patch(call.target(), patch, how));
  }

  private void answer(Call call, Written written) throws IOException {
    durable.await(written.version());
    var form = call.target().subresource().equals("scale") ? Form.OBJECT : call.form();
    var include = form == Form.TABLE ? Shower.include(call) : IncludeObject.METADATA;
    var body = shower.tree(call.target().type(), written.object(), form, include, true);
    call.exchange().respond(written.created() ? 201 : 200, body);
  }

  void delete(Call call) throws IOException {
    var options = options(call);
    if (verbs.orphansByDefault(call.target()) && options.propagation() == Propagation.DEFAULT) {
      call.exchange()
          .warn(
              "child pods are preserved by default when jobs are deleted; set"
                  + " propagationPolicy=Background to remove them or set propagationPolicy=Orphan"
                  + " to suppress this warning");
    }
    var removed = verbs.delete(call.target(), options);
    durable.await(removed.version());
    var isShown = !removed.gone() || call.target().type().qualifiedName().equals("pods");
    if (isShown) {
      var body =
          shower.tree(
              call.target().type(), removed.object(), call.form(), IncludeObject.METADATA, true);
      call.exchange().respond(200, body);
    } else {
      call.exchange().respond(200, success(call.target(), removed.object()));
    }
  }

  void deleteCollection(Call call) throws IOException {
    var selection = call.selection();
    var options = options(call);
    var type = call.target().type();
    var list = Trees.object().put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    var version = 0L;
    var listing =
        verbs.around().store().listing(call.target().collection(), call.target().namespace());
    var metadata = list.putObject("metadata");
    var items = list.putArray("items");
    for (var object : listing.objects()) {
      var shown = Versions.shown(type, object.tree());
      if (selection.matches(shown)) {
        var target = Target.of(type, object.key().namespace(), object.key().name());
        version = Math.max(version, remove(target, options));
        items.add(shown);
      }
    }
    metadata.put("resourceVersion", Long.toString(Math.max(version, listing.version())));
    durable.await(version);
    call.exchange().respond(200, list);
  }

  /** Deletes one of many; that it is gone already is as good. */
  private long remove(Target target, DeleteOptions options) {
    try {
      return verbs.delete(target, options).version();
    } catch (io.openluffy.playground.api.status.StatusException e) {
      if (e.is("NotFound")) {
        return 0;
      }
      throw e;
    }
  }

  private static ObjectNode success(Target target, JsonNode object) {
    var status = Trees.object().put("kind", "Status").put("apiVersion", "v1");
    status.putObject("metadata");
    status.put("status", "Success");
    var details = status.putObject("details").put("name", target.name());
    if (!target.type().group().isEmpty()) {
      details.put("group", target.type().group());
    }
    details.put("kind", target.type().plural());
    details.put("uid", object.path("metadata").path("uid").asText());
    return status;
  }

  static DeleteOptions options(Call call) throws IOException {
    return options(call, BodyReader.optional(call.exchange()));
  }

  static DeleteOptions options(Call call, JsonNode body) {
    var grace =
        body.path("gracePeriodSeconds").isNumber()
            ? OptionalLong.of(body.path("gracePeriodSeconds").asLong())
            : call.query().number("gracePeriodSeconds");
    var policy = body.path("propagationPolicy").asText(call.query().text("propagationPolicy"));
    var orphan =
        body.path("orphanDependents").isBoolean()
            ? body.path("orphanDependents").asText()
            : call.query().text("orphanDependents");
    var dryRun = !body.path("dryRun").isEmpty() || call.dryRun("DeleteOptions");
    var preconditions = body.path("preconditions");
    return new DeleteOptions(
        grace,
        propagation(policy, orphan),
        text(preconditions.path("uid")),
        text(preconditions.path("resourceVersion")),
        dryRun);
  }

  private static Optional<String> text(JsonNode node) {
    return node.isTextual() ? Optional.of(node.asText()) : Optional.empty();
  }

  private static Propagation propagation(String policy, String orphan) {
    return switch (policy) {
      case "" ->
          switch (orphan) {
            case "true" -> Propagation.ORPHAN;
            case "false" -> Propagation.BACKGROUND;
            default -> Propagation.DEFAULT;
          };
      case "Orphan" -> Propagation.ORPHAN;
      case "Background" -> Propagation.BACKGROUND;
      case "Foreground" -> Propagation.FOREGROUND;
      default ->
          throw VerbErrors.invalid(
              "meta.k8s.io",
              "DeleteOptions",
              "",
              "propagationPolicy: Unsupported value: \"%s\": supported values: \"Foreground\","
                      .formatted(policy)
                  + " \"Background\", \"Orphan\", \"nil\"",
              java.util.List.of());
    };
  }
}
