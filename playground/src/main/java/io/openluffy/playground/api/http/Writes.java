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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers create, update, patch and delete. */
final class Writes {
  /** Kinds of which the last state is answered, and not only that it is gone. */
  private static final Set<String> SHOWN =
      Set.of(
          "pods",
          "podtemplates",
          "persistentvolumes",
          "persistentvolumeclaims",
          "resourcequotas",
          "services",
          "serviceaccounts");

  /** The cluster's own namespaces. */
  private static final Set<String> STAYING = Set.of("default", "kube-system", "kube-public");

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
    if (call.target().type().qualifiedName().equals("namespaces")
        && STAYING.contains(call.target().name())) {
      throw VerbErrors.forbidden(call.target(), "this namespace may not be deleted", List.of());
    }
    var removed = verbs.delete(call.target(), options);
    durable.await(removed.version());
    var isShown = !removed.gone() || SHOWN.contains(call.target().type().qualifiedName());
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
    var type = call.target().type();
    if (type.namespaced() && call.target().namespace().isEmpty()) {
      throw VerbErrors.methodNotAllowed();
    }
    var selection = call.selection();
    var options = options(call);
    var list = Trees.object().put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    var version = 0L;
    var listing =
        verbs.around().store().listing(call.target().collection(), call.target().namespace());
    var metadata = list.putObject("metadata");
    var items = list.putArray("items");
    var shownOnes = new ArrayList<ObjectNode>();
    for (var object : listing.objects()) {
      var shown = Versions.shown(type, object.tree());
      if (selection.matches(shown)) {
        var target = Target.of(type, object.key().namespace(), object.key().name());
        version = Math.max(version, remove(target, options));
        items.add(Shower.item(type, shown));
        shownOnes.add(shown);
      }
    }
    metadata.put("resourceVersion", Long.toString(Math.max(version, listing.version())));
    durable.await(version);
    var answer =
        call.form() == Form.TABLE
            ? shower.table(type, shownOnes, Shower.include(call), metadata)
            : list;
    call.exchange().respond(200, answer);
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
    return DeleteRequests.options(call, body);
  }
}
