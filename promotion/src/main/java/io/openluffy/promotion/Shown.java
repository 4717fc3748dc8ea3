package io.openluffy.promotion;

/**
 * What approvers are shown and what a sync then applies.
 *
 * @param revision the commit whose manifests these are, in hex; of several sources all, joined with
 *     commas
 */
public record Shown(ApprovalBinding binding, String revision) {}
