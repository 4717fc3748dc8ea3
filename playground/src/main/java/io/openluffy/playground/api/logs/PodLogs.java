package io.openluffy.playground.api.logs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;

/** What containers wrote. Asked only for a container that exists and has started. */
@FunctionalInterface
public interface PodLogs {
  /** Pods that never wrote anything. */
  PodLogs SILENT = (pod, request, out) -> {};

  /**
   * Writes the lines and returns; when they are followed, it returns when the container or the pod
   * ends. A reader who leaves shows as an IOException of the stream.
   */
  void write(ObjectNode pod, LogRequest request, OutputStream out)
      throws IOException, InterruptedException;
}
