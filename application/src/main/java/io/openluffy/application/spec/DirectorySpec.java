package io.openluffy.application.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/**
 * How a folder of manifests is read.
 *
 * @param include only files that match this glob, which may hold {@code {a,b}}; empty: all
 * @param jsonnet {@code extVars}, {@code tlas} and {@code libs} as written
 */
public record DirectorySpec(
    boolean recurse, String include, String exclude, Optional<ObjectNode> jsonnet) {
  public static final DirectorySpec EMPTY = new DirectorySpec(false, "", "", Optional.empty());
}
