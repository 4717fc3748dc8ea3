package io.openluffy.playground.api.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** An object as it was at one version: a tree nobody changes, and its JSON, written once. */
public final class StoredObject {
  private static final ObjectWriter WRITER = JsonMapper.builder().build().writer();

  private static final int HEAD = 400;
  private static final Pattern HEAD_OF_OBJECT =
      Pattern.compile(
          "\\{\"(?:kind\":\"[\\w.]*\",\"apiVersion\":\"[\\w./-]*|apiVersion\":\"[\\w./-]*\",\"kind\":\"[\\w.]*)\",");

  private final ObjectKey key;
  private final long version;
  private final ObjectNode tree;
  private volatile byte @Nullable [] json;

  public StoredObject(ObjectKey key, long version, ObjectNode tree) {
    this.key = key;
    this.version = version;
    this.tree = tree;
  }

  public ObjectKey key() {
    return key;
  }

  /** The resourceVersion of the write that made it. */
  public long version() {
    return version;
  }

  /** The frozen tree, with {@code metadata.resourceVersion} in it. */
  public ObjectNode tree() {
    return tree;
  }

  /** The tree as JSON; the array is shared and must not be changed. */
  public byte[] json() {
    var bytes = json;
    if (bytes == null) {
      bytes = encode(tree);
      json = bytes;
    }
    return bytes;
  }

  static byte[] encode(ObjectNode tree) {
    try {
      return WRITER.writeValueAsBytes(tree);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("A tree of JSON nodes can always be written", e);
    }
  }

  /** Writes it as an item of a list, which says once for all what its items are. */
  public void writeItem(ByteArrayOutputStream out) {
    var whole = json();
    var text = new String(whole, 0, Math.min(whole.length, HEAD), StandardCharsets.UTF_8);
    var head = HEAD_OF_OBJECT.matcher(text);
    // What is matched is ASCII, so that characters are bytes.
    var begin = head.lookingAt() ? head.end() : 1;
    out.write('{');
    out.write(whole, begin, whole.length - begin);
  }
}
