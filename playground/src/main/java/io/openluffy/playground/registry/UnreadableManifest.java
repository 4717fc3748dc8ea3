package io.openluffy.playground.registry;

import java.io.IOException;

/** A manifest that the registry took once and does not understand any more: its disk is ill. */
final class UnreadableManifest extends IOException {
  private static final long serialVersionUID = 1;

  private final String digest;

  UnreadableManifest(Digest digest, IOException cause) {
    super("The manifest " + digest + " can't be read: " + cause.getMessage(), cause);
    this.digest = digest.toString();
  }

  String digest() {
    return digest;
  }
}
