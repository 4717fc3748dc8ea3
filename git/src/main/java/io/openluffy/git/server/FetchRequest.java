package io.openluffy.git.server;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.DepthWalk;
import org.eclipse.jgit.transport.PacketLineIn;
import org.eclipse.jgit.transport.PacketLineOut;
import org.eclipse.jgit.transport.RefAdvertiser;

/**
 * A request of protocol 2, with what JGit doesn't know said in its words: {@code git fetch
 * --deepen}, which counts from where a clone ends, and the branch that an empty repository will
 * have.
 */
final class FetchRequest extends FilterInputStream {
  /** A request that is longer asks for neither. */
  private static final int MOST = 4 << 20;

  private static final String UNBORN = "unborn";
  private static final String RELATIVE = "deepen-relative";
  private static final String DEEPEN = "deepen ";

  private final boolean wantsUnborn;

  private FetchRequest(InputStream rest, boolean wantsUnborn) {
    super(rest);
    this.wantsUnborn = wantsUnborn;
  }

  static RefAdvertiser.PacketLineOutRefAdvertiser advertiser(PacketLineOut lines) {
    return new RefAdvertiser.PacketLineOutRefAdvertiser(lines) {
      @Override
      protected void writeOne(CharSequence line) throws IOException {
        super.writeOne(line.toString().strip().equals("ls-refs") ? "ls-refs=" + UNBORN : line);
      }
    };
  }

  static InputStream read(Repository repository, InputStream body) throws IOException {
    var head = body.readNBytes(MOST);
    if (head.length == MOST) {
      return new SequenceInputStream(new ByteArrayInputStream(head), body);
    }
    var lines = lines(head);
    var wantsUnborn = lines.contains("command=ls-refs") && lines.remove(UNBORN);
    var isRelative = lines.contains("command=fetch") && lines.remove(RELATIVE);
    if (isRelative) {
      var more = depth(repository, lines);
      lines.replaceAll(
          line ->
              line.startsWith(DEEPEN)
                  ? DEEPEN + (Integer.parseInt(line.substring(DEEPEN.length())) + more)
                  : line);
    }
    var said = wantsUnborn || isRelative ? written(lines) : head;
    return new FetchRequest(new ByteArrayInputStream(said), wantsUnborn);
  }

  /** An empty repository has no refs to tell of, but its first branch has a name. */
  static void tellOfUnborn(InputStream asked, Repository repository, OutputStream out)
      throws IOException {
    if (asked instanceof FetchRequest request && request.wantsUnborn) {
      var head = repository.exactRef(Constants.HEAD);
      if (head != null && head.isSymbolic() && head.getObjectId() == null) {
        new PacketLineOut(out)
            .writeString("unborn HEAD symref-target:" + head.getTarget().getName() + "\n");
      }
    }
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

  private static byte[] written(List<String> lines) throws IOException {
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
    return bytes.toByteArray();
  }

  /** How many commits from the tips the clone ends now. */
  private static int depth(Repository repository, List<String> lines) throws IOException {
    var ends = new java.util.HashSet<>(ids(lines, "shallow "));
    int depth = 0;
    try (var walk = new DepthWalk.RevWalk(repository, Integer.MAX_VALUE - 1)) {
      for (var tip : ids(lines, "want ")) {
        if (walk.peel(walk.parseAny(tip)) instanceof org.eclipse.jgit.revwalk.RevCommit commit) {
          walk.markRoot(commit);
        }
      }
      for (var next = walk.next(); next != null && !ends.isEmpty(); next = walk.next()) {
        if (ends.remove(next.getId())) {
          depth = Math.max(depth, ((DepthWalk.Commit) next).getDepth() + 1);
        }
      }
    }
    return depth;
  }

  private static List<ObjectId> ids(List<String> lines, String what) {
    return lines.stream()
        .filter(line -> line.startsWith(what))
        .map(line -> ObjectId.fromString(line.substring(what.length(), what.length() + 40)))
        .toList();
  }
}
