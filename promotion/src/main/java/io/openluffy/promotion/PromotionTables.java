package io.openluffy.promotion;

import io.openluffy.kernel.store.Table;

/** The tables of this room. */
public final class PromotionTables {
  public static final Table<Promotion> PROMOTION =
      new Table<>("promotion", Promotion.class, promotion -> promotion.id().value());

  public static final Table<Rollback> ROLLBACK =
      new Table<>("rollback", Rollback.class, rollback -> rollback.id().value());

  /** The object in the control cluster that a project's manifest made. */
  public static final Table<AppliedManifest> APPLIED_MANIFEST =
      new Table<>("applied_manifest", AppliedManifest.class, AppliedManifest::key);

  public static final Table<BadMark> BAD_RELEASE =
      new Table<>("bad_release", BadMark.class, mark -> mark.release().value());

  private PromotionTables() {}

  /**
   * @param key {@code project/group/Kind/namespace/name}
   * @param made it was not there before, so it goes with its manifest
   * @param hash of the manifest that was applied last
   */
  public record AppliedManifest(
      String key,
      String project,
      String group,
      String kind,
      String namespace,
      String name,
      boolean made,
      String hash) {}
}
