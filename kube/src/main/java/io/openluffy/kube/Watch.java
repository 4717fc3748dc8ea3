package io.openluffy.kube;

/** A running watch. */
public interface Watch extends AutoCloseable {
  @Override
  void close();
}
