package io.openluffy.release.build;

import io.openluffy.git.CommitId;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.ProjectName;
import io.openluffy.release.ReleaseId;

/**
 * One image to build.
 *
 * @param target where it is pushed, with its tag
 * @param key names everything the image is made of; it is put on the image as the label {@value
 *     #KEY_LABEL}, by which an image pushed before a crash is known again
 */
public record BuildRequest(
    ProjectName project,
    ReleaseId release,
    RepositoryUrl source,
    CommitId commit,
    ImageSpec image,
    ImageReference target,
    String key) {
  public static final String KEY_LABEL = "io.openluffy.build";
}
