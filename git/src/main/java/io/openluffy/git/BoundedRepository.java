package io.openluffy.git;

import io.openluffy.kernel.archive.LimitedInput;
import java.io.IOException;
import java.io.InputStream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.BaseRepositoryBuilder;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.transport.PackParser;

/** A repository on our disk that takes in no more at once than it may, be it in one object. */
final class BoundedRepository extends FileRepository {
  static final String TOO_LARGE = "the pack is larger than it may be";

  private final PackLimits limits;

  BoundedRepository(BaseRepositoryBuilder<?, ?> place, PackLimits limits) throws IOException {
    super(place);
    this.limits = limits;
  }

  @Override
  public ObjectInserter newObjectInserter() {
    var inserter = super.newObjectInserter();
    return new ObjectInserter.Filter() {
      @Override
      protected ObjectInserter delegate() {
        return inserter;
      }

      @Override
      public PackParser newPackParser(InputStream pack) throws IOException {
        var limited = new LimitedInput(pack, limits.packBytes(), TOO_LARGE);
        return inserter.newPackParser(new PackGuard(limited, limits));
      }
    };
  }
}
