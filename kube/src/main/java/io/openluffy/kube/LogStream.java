package io.openluffy.kube;

import java.util.Optional;

/** The lines of a container's log. Closing it ends a blocked {@link #next()}. */
public interface LogStream extends AutoCloseable {
  /** The next line, waiting for it when following; empty at the end. */
  Optional<String> next();

  @Override
  void close();
}
