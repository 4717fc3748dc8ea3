package io.openluffy.git;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.pack.PackWriter;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ProgressMonitor;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.storage.pack.PackConfig;

/** Makes one pack of some: the same objects, as they are packed there. */
final class CombinedPack {
  private static final String HALF = "gc_";

  private final FileRepository repository;
  private final PackConfig config;

  CombinedPack(FileRepository repository, PackConfig config) {
    this.repository = repository;
    this.config = config;
  }

  /** Writes to a file. */
  private interface Content {
    void to(OutputStream out) throws IOException;
  }

  Pack write(List<Pack> packs, ProgressMonitor progress) throws IOException {
    var folder = repository.getObjectDatabase().getPackDirectory().toPath();
    var half = Files.createTempFile(folder, HALF, ".pack_tmp");
    var index = Files.createTempFile(folder, HALF, ".idx_tmp");
    try (var reader = repository.newObjectReader();
        var writer = new PackWriter(config, reader);
        var walk = new RevWalk(reader)) {
      writer.setDeltaBaseAsOffset(true);
      writer.setReuseDeltaCommits(true);
      writer.preparePack(objects(packs, walk).iterator());
      written(half, out -> writer.writePack(progress, progress, out));
      written(index, writer::writeIndex);
      var name = "pack-" + writer.computeName().name();
      var pack = folder.resolve(name + ".pack");
      if (!Files.exists(pack)) {
        Files.move(half, pack);
        Files.move(index, folder.resolve(name + ".idx"));
      }
      return repository.getObjectDatabase().openPack(new File(pack.toString()));
    } finally {
      Files.deleteIfExists(half);
      Files.deleteIfExists(index);
    }
  }

  private static List<RevObject> objects(List<Pack> packs, RevWalk walk) throws IOException {
    var seen = new HashSet<ObjectId>();
    var objects = new ArrayList<RevObject>();
    for (var pack : packs) {
      for (var entry : pack) {
        var id = entry.toObjectId();
        if (seen.add(id)) {
          objects.add(walk.lookupAny(id, walk.getObjectReader().open(id).getType()));
        }
      }
    }
    return objects;
  }

  private static void written(Path file, Content content) throws IOException {
    try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      content.to(out);
      out.flush();
      channel.force(true);
    }
  }
}
