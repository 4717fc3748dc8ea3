package io.openluffy.git;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Reads along with a pack and breaks it off when it holds more than it may: too many objects, one
 * too large for memory, a bomb, or deltas that need too much at once. Whether the pack is sound is
 * for its reader to find out.
 */
final class PackGuard extends FilterInputStream {
  private static final int HEAD = 12;
  private static final int ID = 20;

  private final PackLimits limits;
  private final DeltaWeights deltas;
  private final Inflater inflater = new Inflater();
  private final byte[] inflated = new byte[16 << 10];

  private Phase phase = Phase.HEAD;
  private long position;
  private long begin;
  private long head;
  private long waiting = HEAD;
  private long objects;
  private long total;
  private int type;
  private int shift;
  private long number;
  private long distance;
  private long base = DeltaWeights.NO_BASE;
  private SizesOfDelta sizes = new SizesOfDelta();

  private enum Phase {
    HEAD,
    OBJECT,
    OFFSET,
    BASE,
    DATA,
    END
  }

  PackGuard(InputStream pack, PackLimits limits) {
    super(pack);
    this.limits = limits;
    this.deltas = new DeltaWeights(limits.deltaBytes());
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int from, int length) throws IOException {
    var read = super.read(bytes, from, length);
    if (read > 0) {
      look(bytes, from, from + read);
    }
    return read;
  }

  @Override
  public long skip(long most) throws IOException {
    return readNBytes((int) Math.min(most, inflated.length)).length;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  private void look(byte[] bytes, int from, int until) throws IOException {
    for (int at = from; at < until && phase != Phase.END; ) {
      var used = phase == Phase.DATA ? data(bytes, at, until) : octet(bytes[at] & 0xff);
      at += used;
      position += used;
    }
  }

  private int octet(int octet) throws IOException {
    switch (phase) {
      case HEAD -> head(octet);
      case OBJECT -> object(octet);
      case OFFSET -> offset(octet);
      case BASE -> base();
      case DATA, END -> throw new IllegalStateException("No octet is expected in " + phase);
    }
    return 1;
  }

  /** Signature and version are looked at by the reader; the count is what would cost memory. */
  private void head(int octet) throws IOException {
    head = head << 8 | octet;
    waiting--;
    if (waiting == 0) {
      objects = head & 0xffffffffL;
      if (objects > limits.objects()) {
        throw refused(objects + " objects; at most " + limits.objects() + " may come at once");
      }
      nextObject();
    }
  }

  private void nextObject() throws IOException {
    if (objects == 0) {
      phase = Phase.END;
      inflater.end();
      deltas.requireBearable();
      return;
    }
    objects--;
    phase = Phase.OBJECT;
    begin = -1;
  }

  private void object(int octet) throws IOException {
    if (begin < 0) {
      begin = position;
      type = octet >> 4 & 7;
      number = octet & 15;
      shift = 4;
    } else {
      number |= (long) (octet & 0x7f) << shift;
      shift += 7;
    }
    if ((octet & 0x80) != 0) {
      requireShort();
      return;
    }
    requireBearable();
    switch (type) {
      case 6 -> {
        phase = Phase.OFFSET;
        shift = 0;
      }
      case 7 -> {
        phase = Phase.BASE;
        waiting = ID;
      }
      default -> beginData(DeltaWeights.NO_BASE);
    }
  }

  private void requireShort() throws IOException {
    if (shift > 53) {
      throw refused("an object at " + begin + " whose size is no number");
    }
  }

  private void requireBearable() throws IOException {
    total += number;
    if (total > limits.inflatedBytes()) {
      throw refused("more than " + limits.inflatedBytes() + " bytes when it is unpacked");
    }
    if (type != 3 && number > limits.recordBytes()) {
      throw refused(
          "a commit, folder, tag or delta of "
              + number
              + " bytes; one may have "
              + limits.recordBytes());
    }
  }

  private void offset(int octet) throws IOException {
    distance = shift == 0 ? octet & 0x7f : ((distance + 1) << 7) | (octet & 0x7f);
    shift += 7;
    if ((octet & 0x80) != 0) {
      requireShort();
    } else {
      beginData(begin - distance);
    }
  }

  private void base() {
    waiting--;
    if (waiting == 0) {
      beginData(DeltaWeights.BASE_ELSEWHERE);
    }
  }

  private void beginData(long of) {
    base = of;
    phase = Phase.DATA;
    sizes = new SizesOfDelta();
    inflater.reset();
  }

  /** Unpacks only to find the end of the object, and the sizes that a delta begins with. */
  private int data(byte[] bytes, int at, int until) throws IOException {
    inflater.setInput(bytes, at, until - at);
    try {
      for (int out = inflate(); out > 0 || (!inflater.finished() && !inflater.needsInput()); ) {
        out = inflate();
      }
    } catch (DataFormatException e) {
      throw new IOException("the pack is corrupt: the object at " + begin + " can't be unpacked");
    }
    var used = until - at - inflater.getRemaining();
    if (inflater.finished()) {
      deltas.add(begin, base, base == DeltaWeights.NO_BASE ? number : sizes.result(), sizes.base());
      nextObject();
    }
    return used;
  }

  private int inflate() throws DataFormatException, IOException {
    var out = inflater.inflate(inflated);
    if (inflater.getBytesWritten() > number || inflater.needsDictionary()) {
      throw new IOException("the pack is corrupt: the object at " + begin + " is not as it says");
    }
    if (base != DeltaWeights.NO_BASE) {
      sizes.look(inflated, out);
    }
    return out;
  }

  static IOException refused(String what) {
    return new IOException("the pack has " + what);
  }

  /** The two numbers that a delta begins with: how long its base is, and its result. */
  private static final class SizesOfDelta {
    private final long[] numbers = new long[2];
    private int number;
    private int bits;

    void look(byte[] bytes, int count) {
      for (int at = 0; at < count && number < 2; at++) {
        if (bits < 56) {
          numbers[number] |= (bytes[at] & 0x7fL) << bits;
        }
        bits += 7;
        if ((bytes[at] & 0x80) == 0) {
          number++;
          bits = 0;
        }
      }
    }

    long base() {
      return numbers[0];
    }

    long result() {
      return numbers[1];
    }
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    super.close();
  }
}
