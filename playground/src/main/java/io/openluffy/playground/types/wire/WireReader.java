package io.openluffy.playground.types.wire;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Reads protobuf's fields one after the other, never beyond the end of the bytes. */
final class WireReader {
  static final int VARINT = 0;
  static final int EIGHT_BYTES = 1;
  static final int BYTES = 2;
  static final int FOUR_BYTES = 5;
  private static final int LONGEST_VARINT = 10;

  private final ByteBuffer bytes;
  private int tag;

  WireReader(ByteBuffer bytes) {
    this.bytes = bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Goes to the next field; false at the end. */
  boolean next() {
    if (!bytes.hasRemaining()) {
      return false;
    }
    tag = (int) varint();
    if (field() <= 0) {
      throw new WireException("illegal tag " + tag);
    }
    return true;
  }

  int field() {
    return tag >>> 3;
  }

  private int encoding() {
    return tag & 7;
  }

  long number() {
    expect(VARINT);
    return varint();
  }

  double fraction() {
    expect(EIGHT_BYTES);
    need(8);
    return bytes.getDouble();
  }

  ByteBuffer slice() {
    expect(BYTES);
    var length = varint();
    if (length < 0 || length > bytes.remaining()) {
      throw new WireException("unexpected EOF");
    }
    var slice = bytes.slice(bytes.position(), (int) length);
    bytes.position(bytes.position() + (int) length);
    return slice;
  }

  String text() {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(slice())
          .toString();
    } catch (CharacterCodingException e) {
      throw new WireException("a text is not UTF-8");
    }
  }

  byte[] bytes() {
    var slice = slice();
    var copy = new byte[slice.remaining()];
    slice.get(copy);
    return copy;
  }

  void skip() {
    switch (encoding()) {
      case VARINT -> varint();
      case EIGHT_BYTES -> skip(8);
      case BYTES -> slice();
      case FOUR_BYTES -> skip(4);
      default -> throw new WireException("illegal wireType " + encoding());
    }
  }

  private void skip(int count) {
    need(count);
    bytes.position(bytes.position() + count);
  }

  private void need(int count) {
    if (bytes.remaining() < count) {
      throw new WireException("unexpected EOF");
    }
  }

  private void expect(int encoding) {
    if (encoding() != encoding) {
      throw new WireException("wrong wireType = " + encoding() + " for field " + field());
    }
  }

  private long varint() {
    var value = 0L;
    for (var i = 0; i < LONGEST_VARINT; i++) {
      need(1);
      var b = bytes.get();
      value |= (long) (b & 0x7f) << (7 * i);
      if (b >= 0) {
        return value;
      }
    }
    throw new WireException("integer overflow");
  }
}
