package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Listing;
import io.openluffy.playground.api.store.ObjectStore;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.Verbs;
import io.openluffy.playground.api.verbs.Versions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Answers get and list. */
final class Reads {
  private final Verbs verbs;
  private final ObjectStore store;
  private final Shower shower;
  private final Durable durable;

  Reads(Verbs verbs, Shower shower, Durable durable) {
    this.verbs = verbs;
    this.store = verbs.around().store();
    this.shower = shower;
    this.durable = durable;
  }

  void get(Call call) throws IOException {
    var target = call.target();
    ListOptions.checkVersion(call.query());
    checkNotInFuture(store, call);
    var object = verbs.find(target);
    durable.await(object.version());
    if (target.subresource().equals("scale")) {
      call.exchange().respond(200, verbs.scale(target));
      return;
    }
    var form = call.form();
    if (form == Form.TABLE) {
      var shown = Versions.shown(target.type(), object.tree());
      call.exchange()
          .respond(200, shower.tree(target.type(), shown, form, Shower.include(call), true));
      return;
    }
    call.exchange().respond(200, "application/json", shower.json(target.type(), object, form));
  }

  /** One page of a listing, as it will be answered. */
  private record Page(long version, List<StoredObject> objects, String next, long remaining) {}

  void list(Call call) throws IOException {
    var page = page(call);
    durable.await(page.version());
    var metadata = metadata(page);
    var type = call.target().type();
    switch (call.form()) {
      case TABLE -> {
        var shown = page.objects().stream().map(o -> Versions.shown(type, o.tree())).toList();
        call.exchange().respond(200, shower.table(type, shown, Shower.include(call), metadata));
      }
      case METADATA_LIST, METADATA -> call.exchange().respond(200, metadataList(page, metadata));
      case OBJECT -> call.exchange().respond(200, "application/json", bytes(call, page, metadata));
    }
  }

  private static ObjectNode metadata(Page page) {
    var metadata = Trees.object().put("resourceVersion", Long.toString(page.version()));
    if (!page.next().isEmpty()) {
      metadata.put("continue", page.next());
      if (page.remaining() > 0) {
        metadata.put("remainingItemCount", page.remaining());
      }
    }
    return metadata;
  }

  private static ObjectNode metadataList(Page page, ObjectNode metadata) {
    var list = Trees.object();
    list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
    list.set("metadata", metadata);
    var items = list.putArray("items");
    page.objects().forEach(o -> items.add(Shower.metadata(o.tree())));
    return list;
  }

  private byte[] bytes(Call call, Page page, ObjectNode metadata) throws IOException {
    var type = call.target().type();
    var head = Trees.object().put("kind", type.listKind()).put("apiVersion", type.apiVersion());
    head.set("metadata", metadata);
    head.putArray("items");
    var text = Json.bytes(head);
    var out = new ByteArrayOutputStream(1024 + page.objects().size() * 1024);
    out.write(text, 0, text.length - 2);
    var first = true;
    for (var object : page.objects()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      shower.item(type, object, out);
    }
    out.writeBytes(new byte[] {']', '}'});
    return out.toByteArray();
  }

  private Page page(Call call) {
    ListOptions.checkList(call.query());
    var selection = call.selection();
    // Whoever takes any version is answered from memory, where nothing is gained by pages.
    var anyVersion = call.query().text("resourceVersion").equals("0");
    var limit = anyVersion ? 0 : Math.max(0, call.query().number("limit").orElse(0));
    var token = call.query().text("continue");
    var namespace = call.target().namespace();
    var continuation =
        token.isEmpty()
            ? Optional.<Continuation>empty()
            : Optional.of(Continuation.read(token, namespace));
    var listing = listing(call, continuation);
    var after = continuation.map(Continuation::after).orElse("");
    var objects = new ArrayList<StoredObject>();
    var rest = 0L;
    for (var object : listing.objects()) {
      var position = object.key().namespace() + '\0' + object.key().name();
      if (position.compareTo(after) > 0
          && selection.matches(Versions.shown(call.target().type(), object.tree()))) {
        if (limit == 0 || objects.size() < limit) {
          objects.add(object);
        } else {
          rest++;
        }
      }
    }
    if (rest == 0) {
      return new Page(listing.version(), objects, "", 0);
    }
    var last = objects.getLast().key();
    var next =
        new Continuation(listing.version(), last.namespace() + '\0' + last.name()).token(namespace);
    return new Page(listing.version(), objects, next, selection.isAll() ? rest : 0);
  }

  private Listing listing(Call call, Optional<Continuation> continuation) {
    var type = call.target().collection();
    var namespace = call.target().namespace();
    var version = call.query().text("resourceVersion");
    var match = call.query().text("resourceVersionMatch");
    if (continuation.filter(Continuation::isNow).isPresent()) {
      return store.listing(type, namespace);
    }
    if (continuation.isPresent()) {
      try {
        return store.listingAt(type, namespace, continuation.get().version());
      } catch (StatusException e) {
        throw continuation.get().expired(namespace);
      }
    }
    checkNotInFuture(store, call);
    if (!match.equals("Exact")) {
      return store.listing(type, namespace);
    }
    try {
      return store.listingAt(type, namespace, Long.parseLong(version));
    } catch (StatusException e) {
      var message = "The resourceVersion for the provided list is too old.";
      throw ApiStatus.of(410, "Expired", message).asException();
    }
  }

  /** A version that has not been given out yet. */
  static void checkNotInFuture(ObjectStore store, Call call) {
    var asked = call.query().version();
    if (asked > store.version()) {
      var causes = List.of(new Cause("ResourceVersionTooLarge", "Too large resource version", ""));
      throw ApiStatus.of(
              504,
              "Timeout",
              "Timeout: Too large resource version: %d, current: %d"
                  .formatted(asked, store.version()),
              new Details("", "", "", "", causes, 1))
          .asException();
    }
  }
}
