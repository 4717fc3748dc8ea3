package io.openluffy.playground.types.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads a body of the media type {@code application/vnd.kubernetes.protobuf}.
 *
 * <p>After four bytes of magic comes an envelope: the kind, and the object's own bytes.
 */
public final class WireBody {
  private static final byte[] MAGIC = {'k', '8', 's', 0};

  private WireBody() {}

  private static boolean isEnvelope(byte[] bytes) {
    return bytes.length >= MAGIC.length
        && Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  /** Throws a {@link WireException} for what is not an object of a built-in kind. */
  public static ObjectNode read(byte[] bytes) {
    if (!isEnvelope(bytes)) {
      throw new WireException("provided data does not appear to be a protobuf message");
    }
    var envelope =
        new WireReader(ByteBuffer.wrap(bytes, MAGIC.length, bytes.length - MAGIC.length));
    var apiVersion = "";
    var kind = "";
    var raw = ByteBuffer.allocate(0);
    while (envelope.next()) {
      switch (envelope.field()) {
        case 1 -> {
          var type = new WireReader(envelope.slice());
          while (type.next()) {
            switch (type.field()) {
              case 1 -> apiVersion = type.text();
              case 2 -> kind = type.text();
              default -> type.skip();
            }
          }
        }
        case 2 -> raw = envelope.slice();
        default -> envelope.skip();
      }
    }
    return object(apiVersion, kind, raw);
  }

  private static ObjectNode object(String apiVersion, String kind, ByteBuffer raw) {
    var types = WireTypes.builtIn();
    var definition =
        types
            .definition(apiVersion, kind)
            .orElseThrow(
                () ->
                    new WireException(
                        "no kind \"%s\" is registered for version \"%s\""
                            .formatted(kind, apiVersion)));
    var object = WireDecoder.NODES.objectNode().put("kind", kind).put("apiVersion", apiVersion);
    new WireDecoder(types).into(object, definition, raw, 0);
    return object;
  }
}
