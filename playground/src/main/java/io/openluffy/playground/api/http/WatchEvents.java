package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.select.Selection;
import io.openluffy.playground.api.store.Change;
import io.openluffy.playground.api.store.StoredObject;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.Versions;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.tables.IncludeObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The events of one watch, as its client wants them, one JSON document a line. */
final class WatchEvents {
  private static final int CHUNK = 64 * 1024;

  private final ResourceType type;
  private final String namespace;
  private final Selection selection;
  private final Form form;
  private final IncludeObject include;
  private final Shower shower;
  private final OutputStream out;
  private final ByteArrayOutputStream chunk = new ByteArrayOutputStream();
  private boolean first = true;

  WatchEvents(Call call, Selection selection, Form form, Shower shower, OutputStream out) {
    this.type = call.target().type();
    this.namespace = call.target().namespace();
    this.selection = selection;
    this.form = form;
    this.include = form == Form.TABLE ? Shower.include(call) : IncludeObject.METADATA;
    this.shower = shower;
    this.out = out;
  }

  void added(List<StoredObject> objects) throws IOException {
    for (var object : objects) {
      if (matches(object)) {
        event("ADDED", object);
      }
    }
  }

  void changed(List<Change> changes) throws IOException {
    for (var change : changes) {
      if (namespace.isEmpty() || namespace.equals(change.key().namespace())) {
        changed(change);
      }
    }
    send();
  }

  /** What an object does that comes into or goes out of the selection is to be added or deleted. */
  private void changed(Change change) throws IOException {
    var before = change.previous().filter(this::matches).isPresent();
    var after = change.kind() != Change.Kind.DELETED && matches(change.after());
    if (before && after) {
      event("MODIFIED", change.after());
    } else if (after) {
      event("ADDED", change.after());
    } else if (before) {
      event("DELETED", last(change));
    }
  }

  /** An object that only left the selection is shown as it was in it, at its new version. */
  private static StoredObject last(Change change) {
    var version = change.after().version();
    return change.kind() == Change.Kind.DELETED
        ? change.after()
        : change
            .previous()
            .map(
                was -> new StoredObject(was.key(), version, Trees.withVersion(was.tree(), version)))
            .orElse(change.after());
  }

  private boolean matches(StoredObject object) {
    return selection.isAll() || selection.matches(Versions.shown(type, object.tree()));
  }

  private void event(String kind, StoredObject object) throws IOException {
    var shown = Versions.shown(type, object.tree());
    if (form == Form.OBJECT && Trees.identical(shown, object.tree())) {
      write(kind, object.json());
    } else {
      write(kind, Json.bytes(shower.tree(type, shown, form, include, first)));
    }
    first = false;
  }

  void bookmark(long version, boolean initialEnd) throws IOException {
    var object = Trees.object().put("kind", type.kind()).put("apiVersion", type.apiVersion());
    var metadata = object.putObject("metadata").put("resourceVersion", Long.toString(version));
    if (initialEnd) {
      metadata.putObject("annotations").put("k8s.io/initial-events-end", "true");
    }
    write("BOOKMARK", Json.bytes(bookmarkForm(object)));
    flush();
  }

  private ObjectNode bookmarkForm(ObjectNode object) {
    return switch (form) {
      case OBJECT -> object;
      case METADATA, METADATA_LIST -> Shower.metadata(object);
      case TABLE -> {
        var table = Trees.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
        table.set("metadata", object.path("metadata"));
        table.putArray("columnDefinitions");
        var row = table.putArray("rows").addObject();
        row.putArray("cells");
        row.set("object", Shower.metadata(object));
        yield table;
      }
    };
  }

  void error(ObjectNode status) throws IOException {
    write("ERROR", Json.bytes(status));
    flush();
  }

  private void write(String kind, byte[] object) throws IOException {
    chunk.writeBytes(("{\"type\":\"" + kind + "\",\"object\":").getBytes(StandardCharsets.UTF_8));
    chunk.writeBytes(object);
    chunk.write('}');
    chunk.write('\n');
    if (chunk.size() >= CHUNK) {
      send();
    }
  }

  /** Sends what has gathered, and the headers if nothing has. */
  void flush() throws IOException {
    if (chunk.size() > 0) {
      send();
    } else {
      out.flush();
    }
  }

  /** What is written goes out at once: there is nothing to flush, for each of so many watchers. */
  private void send() throws IOException {
    if (chunk.size() > 0) {
      chunk.writeTo(out);
      chunk.reset();
    }
  }
}
