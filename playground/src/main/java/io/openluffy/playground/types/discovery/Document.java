package io.openluffy.playground.types.discovery;

/** One answer of the API about itself. The entity tag changes with the body. */
public record Document(String contentType, String etag, byte[] body) {}
