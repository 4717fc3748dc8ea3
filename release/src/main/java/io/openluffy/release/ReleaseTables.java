package io.openluffy.release;

import io.openluffy.kernel.store.Table;
import java.util.Locale;

/** The tables of this room. */
public final class ReleaseTables {
  public static final Table<Project> PROJECT =
      new Table<>("project", Project.class, project -> project.name().value());
  public static final Table<Release> RELEASE =
      new Table<>("release", Release.class, release -> release.id().value());
  public static final Table<ReleaseNumber> RELEASE_NUMBER =
      new Table<>("release_number", ReleaseNumber.class, ReleaseNumber::key);
  public static final Table<PushOutcome> PUSH_OUTCOME =
      new Table<>("push_outcome", PushOutcome.class, PushOutcome::push);

  public static final Table<OpenRelease> OPEN_RELEASE =
      new Table<>("open_release", OpenRelease.class, open -> open.release().value());

  private ReleaseTables() {}

  /** Orders the releases of a project, so that the last ones are found by key. */
  public record ReleaseNumber(ProjectName project, long number, ReleaseId release) {
    String key() {
      return key(project, number);
    }

    public static String key(ProjectName project, long number) {
      return String.format(Locale.ROOT, "%s/%012d", project.value(), number);
    }
  }

  /** A release whose images are still to be made; there as long as its state is open. */
  public record OpenRelease(ReleaseId release, ProjectName project) {}
}
