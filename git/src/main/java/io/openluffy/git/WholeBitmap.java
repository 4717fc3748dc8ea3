package io.openluffy.git;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.function.ToIntFunction;
import org.eclipse.jgit.internal.storage.file.BitmapIndexImpl;
import org.eclipse.jgit.internal.storage.file.Pack;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexBuilder;
import org.eclipse.jgit.internal.storage.file.PackBitmapIndexWriterV1;
import org.eclipse.jgit.internal.storage.pack.BitmapCommit;
import org.eclipse.jgit.internal.storage.pack.ObjectToPack;
import org.eclipse.jgit.internal.storage.pack.PackExt;
import org.eclipse.jgit.lib.AnyObjectId;
import org.eclipse.jgit.lib.BitmapIndex;
import org.eclipse.jgit.lib.ObjectId;

/**
 * The bitmap of a pack all of which hangs on one commit. With it, a clone is a copy of the pack.
 */
final class WholeBitmap {
  private WholeBitmap() {}

  /**
   * @param types of all objects in the pack
   */
  static void write(Pack pack, ObjectId top, ToIntFunction<AnyObjectId> types) throws IOException {
    var objects = new ArrayList<ObjectToPack>();
    for (var entry : pack) {
      var id = entry.toObjectId();
      var object = new ObjectToPack(id, types.applyAsInt(id));
      object.setOffset(entry.getOffset());
      objects.add(object);
    }
    var bitmaps = new PackBitmapIndexBuilder(objects);
    BitmapIndex index = new BitmapIndexImpl(bitmaps);
    var all = index.newBitmapBuilder();
    objects.forEach(object -> all.addObject(object, object.getType()));
    var commit = BitmapCommit.newBuilder(top).setAddToIndex(true).build();
    bitmaps.processBitmapForWrite(commit, all.build(), 0);
    var file = pack.getPackFile().create(PackExt.BITMAP_INDEX).toPath();
    try (var channel =
            FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        var out = new BufferedOutputStream(Channels.newOutputStream(channel))) {
      new PackBitmapIndexWriterV1(out).write(bitmaps, pack.getIndex().getChecksum());
      out.flush();
      channel.force(true);
    }
  }
}
