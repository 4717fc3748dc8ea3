package io.openluffy.playground.types.discovery;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * OpenAPI v2 in the protobuf form that kubectl asks for when an object's kind is in no document of
 * v3: a list, or a kind that nobody serves. It names no kinds, so that kubectl leaves the checking
 * to the server, which does it for each object.
 */
final class BriefOpenApi {
  static final String ACCEPTED = "proto-openapi.spec.v2";
  private static final String TYPE = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";

  private BriefOpenApi() {}

  static Document of(String version) {
    var info = new ByteArrayOutputStream();
    field(info, 1, "Kubernetes".getBytes(StandardCharsets.UTF_8));
    field(info, 2, version.getBytes(StandardCharsets.UTF_8));
    var document = new ByteArrayOutputStream();
    field(document, 1, "2.0".getBytes(StandardCharsets.UTF_8));
    field(document, 2, info.toByteArray());
    field(document, 8, new byte[0]);
    return new Document(TYPE, document.toByteArray());
  }

  /** A field of less than 128 bytes. */
  private static void field(ByteArrayOutputStream out, int number, byte[] content) {
    out.write((number << 3) | 2);
    out.write(content.length);
    out.writeBytes(content);
  }
}
