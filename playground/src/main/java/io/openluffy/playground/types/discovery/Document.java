package io.openluffy.playground.types.discovery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** One answer of the API about itself, ready to be sent; its entity tag changes with its body. */
public final class Document {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String contentType;
  private final byte[] body;
  private final String hash;

  public Document(String contentType, byte[] body) {
    this.contentType = contentType;
    this.body = body;
    this.hash = hash(body);
  }

  static Document json(JsonNode node) {
    return of("application/json", node);
  }

  static Document of(String contentType, JsonNode node) {
    try {
      return new Document(contentType, JSON.writeValueAsBytes(node));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  public String contentType() {
    return contentType;
  }

  /** Not a copy: it is sent as it is, and never changed. */
  public byte[] body() {
    return body;
  }

  /** As the ETag header has it, in quotes. */
  public String etag() {
    return '"' + hash + '"';
  }

  /** The SHA-512 of the body, in capital hex digits. */
  public String hash() {
    return hash;
  }

  private static String hash(byte[] body) {
    try {
      var digest = MessageDigest.getInstance("SHA-512").digest(body);
      return HexFormat.of().withUpperCase().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JDK has no SHA-512", e);
    }
  }
}
