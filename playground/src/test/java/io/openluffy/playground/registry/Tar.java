package io.openluffy.playground.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Small archives for tests. */
public final class Tar {
  private Tar() {}

  /** A tar archive of these names and contents. */
  public static byte[] of(String... namesAndContents) {
    var out = new ByteArrayOutputStream();
    for (var i = 0; i < namesAndContents.length; i += 2) {
      var content = namesAndContents[i + 1].getBytes(UTF_8);
      var header = new byte[512];
      var name = namesAndContents[i].getBytes(UTF_8);
      System.arraycopy(name, 0, header, 0, name.length);
      var size = String.format("%011o", content.length).getBytes(UTF_8);
      System.arraycopy(size, 0, header, 124, size.length);
      header[156] = '0';
      out.writeBytes(header);
      out.writeBytes(content);
      out.writeBytes(new byte[(512 - content.length % 512) % 512]);
    }
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }
}
