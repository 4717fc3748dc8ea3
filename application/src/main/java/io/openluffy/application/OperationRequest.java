package io.openluffy.application;

import io.openluffy.kernel.journal.Actor;
import java.util.Set;

/**
 * What the gate is asked before anything is applied.
 *
 * @param roles of the caller; empty for {@code kubectl} and for our own policies
 * @param revision a commit id in hex; with several sources those of all, joined with commas
 * @param diffId the {@link RenderedDiff#id()} of exactly what would be applied
 */
public record OperationRequest(
    OperationKind kind, Actor by, Set<String> roles, String revision, String diffId) {
  public OperationRequest {
    roles = Set.copyOf(roles);
  }
}
