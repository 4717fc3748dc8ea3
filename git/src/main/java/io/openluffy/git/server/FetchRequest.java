package io.openluffy.git.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.errors.IncorrectObjectTypeException;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;

/**
 * A request of protocol 2, with what JGit doesn't know said in its words: where a clone that is not
 * deep ends, filters made of others, and the branch that an empty repository will have.
 */
final class FetchRequest {
  /** A request that is longer asks for none of it. */
  private static final int MOST = 4 << 20;

  private static final String UNBORN = "unborn";
  private static final String FILTER = "filter ";

  private final InputStream said;
  private final boolean wantsUnborn;
  private final Optional<Deepening> deepening;

  private FetchRequest(InputStream said, boolean wantsUnborn, Optional<Deepening> deepening) {
    this.said = said;
    this.wantsUnborn = wantsUnborn;
    this.deepening = deepening;
  }

  static RefAdvertiser.PacketLineOutRefAdvertiser advertiser(PacketLineOut lines) {
    return new RefAdvertiser.PacketLineOutRefAdvertiser(lines) {
      @Override
      protected void writeOne(CharSequence line) throws IOException {
        super.writeOne(line.toString().strip().equals("ls-refs") ? "ls-refs=" + UNBORN : line);
      }
    };
  }

  /** Of an older protocol, or one that asks for nothing that JGit doesn't know. */
  static FetchRequest plain(InputStream body) {
    return new FetchRequest(body, false, Optional.empty());
  }

  static FetchRequest read(Repository repository, InputStream body) throws IOException {
    var head = body.readNBytes(MOST);
    if (head.length == MOST) {
      return plain(new SequenceInputStream(new ByteArrayInputStream(head), body));
    }
    var lines = lines(head);
    if (lines.contains("command=ls-refs") && lines.remove(UNBORN)) {
      return new FetchRequest(written(lines), true, Optional.empty());
    }
    if (!lines.contains("command=fetch")) {
      return plain(new ByteArrayInputStream(head));
    }
    lines.replaceAll(
        line ->
            line.startsWith(FILTER)
                ? FILTER + FilterRules.known(line.substring(FILTER.length()))
                : line);
    var deepening = deepening(repository, lines);
    deepening.ifPresent(it -> it.rewrite(lines));
    return new FetchRequest(written(lines), false, deepening);
  }

  /** What can't be understood is left to JGit, which says so. */
  private static Optional<Deepening> deepening(Repository repository, List<String> lines)
      throws IOException {
    try {
      return Deepening.of(repository, lines);
    } catch (MissingObjectException | IncorrectObjectTypeException e) {
      return Optional.empty();
    }
  }

  InputStream said() {
    return said;
  }

  /** An empty repository has no refs to tell of, but its first branch has a name. */
  void tellOfUnborn(Repository repository, OutputStream out) throws IOException {
    if (wantsUnborn) {
      var head = repository.exactRef(Constants.HEAD);
      if (head != null && head.isSymbolic() && head.getObjectId() == null) {
        new PacketLineOut(out)
            .writeString("unborn HEAD symref-target:" + head.getTarget().getName() + "\n");
      }
    }
  }

  /** Where what JGit answers goes to. */
  OutputStream answer(OutputStream out) {
    return deepening.<OutputStream>map(it -> new ShallowAnswer(out, it)).orElse(out);
  }

  private static List<String> lines(byte[] head) throws IOException {
    var in = new ByteArrayInputStream(head);
    var packets = new PacketLineIn(in);
    var lines = new ArrayList<String>();
    while (in.available() > 0) {
      lines.add(packets.readString());
    }
    return lines;
  }

  private static InputStream written(List<String> lines) throws IOException {
    var bytes = new ByteArrayOutputStream();
    var out = new PacketLineOut(bytes);
    for (var line : lines) {
      if (PacketLineIn.isEnd(line)) {
        out.end();
      } else if (PacketLineIn.isDelimiter(line)) {
        out.writeDelim();
      } else {
        out.writeString(line + "\n");
      }
    }
    return new ByteArrayInputStream(bytes.toByteArray());
  }
}
