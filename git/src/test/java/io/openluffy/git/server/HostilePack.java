package io.openluffy.git.server;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.Deflater;

/** Writes packs octet by octet, also those that git would never write. */
final class HostilePack {
  static final int COMMIT = 1;
  static final int TREE = 2;
  static final int BLOB = 3;
  static final int TAG = 4;
  private static final int BY_OFFSET = 6;
  private static final int BY_ID = 7;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int objects;
  private int last;

  static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What an object is called. */
  static String id(int type, byte[] content) {
    var name = new String[] {"", "commit", "tree", "blob", "tag"}[type];
    return HexFormat.of().formatHex(sha1(text(name + " " + content.length + "\0"), content));
  }

  private static byte[] sha1(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-1");
      for (var part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  /** An entry of a tree. */
  static byte[] entry(String mode, String name, String id) {
    return join(text(mode + " " + name + "\0"), HexFormat.of().parseHex(id));
  }

  static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (var part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }

  static byte[] commit(String tree, String... parents) {
    var lines = new StringBuilder("tree " + tree + "\n");
    for (var parent : parents) {
      lines.append("parent ").append(parent).append('\n');
    }
    return text(
        lines
            + "author Mallory <m@example.com> 1700000000 +0000\n"
            + "committer Mallory <m@example.com> 1700000000 +0000\n\nBad\n");
  }

  HostilePack object(int type, byte[] content) {
    return raw(type, content.length, new byte[0], deflated(content));
  }

  /** Says that it has another size than it has. */
  HostilePack liar(int type, long size, byte[] content) {
    return raw(type, size, new byte[0], deflated(content));
  }

  HostilePack corrupt(int type, byte[] content) {
    var zipped = deflated(content);
    zipped[zipped.length / 2] ^= 0x55;
    zipped[2] ^= 0x7f;
    return raw(type, content.length, new byte[0], zipped);
  }

  /** A delta on the object before, or one that lies so much further in front. */
  HostilePack delta(byte[] delta, int before) {
    return deltaOn(delta, last - before);
  }

  /** Where the last object begins. */
  int last() {
    return last;
  }

  void continueAt(int position) {
    last = position;
  }

  HostilePack deltaOn(byte[] delta, int position) {
    var distance = bytes.size() + 12 - position;
    var offset = new byte[10];
    int at = offset.length - 1;
    offset[at] = (byte) (distance & 0x7f);
    for (int left = distance >> 7; left != 0; left >>= 7) {
      left--;
      offset[--at] = (byte) (0x80 | (left & 0x7f));
    }
    var written = java.util.Arrays.copyOfRange(offset, at, offset.length);
    return raw(BY_OFFSET, delta.length, written, deflated(delta));
  }

  HostilePack delta(byte[] delta, String base) {
    return raw(BY_ID, delta.length, HexFormat.of().parseHex(base), deflated(delta));
  }

  /** Copies {@code length} octets from {@code from}, and inserts some. */
  static byte[] instructions(long base, long result, long from, int length, String inserted) {
    var out = new ByteArrayOutputStream();
    number(out, base);
    number(out, result);
    if (length > 0) {
      out.write(0x80 | 0x0f | 0x70);
      for (int shift = 0; shift < 32; shift += 8) {
        out.write((int) (from >> shift));
      }
      out.write(length);
      out.write(length >> 8);
      out.write(length >> 16);
    }
    if (!inserted.isEmpty()) {
      out.write(inserted.length());
      out.writeBytes(text(inserted));
    }
    return out.toByteArray();
  }

  private static void number(ByteArrayOutputStream out, long number) {
    for (; number > 0x7f; number >>>= 7) {
      out.write((int) (0x80 | (number & 0x7f)));
    }
    out.write((int) number);
  }

  private HostilePack raw(int type, long size, byte[] base, byte[] zipped) {
    last = bytes.size() + 12;
    objects++;
    var octet = (type << 4) | (int) (size & 15);
    for (long left = size >> 4; left != 0; left >>= 7) {
      bytes.write(octet | 0x80);
      octet = (int) (left & 0x7f);
    }
    bytes.write(octet);
    bytes.writeBytes(base);
    bytes.writeBytes(zipped);
    return this;
  }

  static byte[] deflated(byte[] content) {
    try (var deflater = new Deflater()) {
      deflater.setInput(content);
      deflater.finish();
      var out = new ByteArrayOutputStream();
      var buffer = new byte[8192];
      while (!deflater.finished()) {
        out.write(buffer, 0, deflater.deflate(buffer));
      }
      return out.toByteArray();
    }
  }

  byte[] written() {
    return written(objects);
  }

  /** With another number of objects than it has. */
  byte[] written(int count) {
    var all = join(text("PACK"), ByteBuffer.allocate(8).putInt(2).putInt(count).array(), body());
    return join(all, sha1(all));
  }

  private byte[] body() {
    return bytes.toByteArray();
  }
}
