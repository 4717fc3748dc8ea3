package io.openluffy.release;

/**
 * An image of a release, as it is in the registry.
 *
 * @param name the name in the pipeline, such as {@code backend}
 * @param repository with its registry
 * @param digest {@code sha256:...}; the same digest is the same image, whatever its tag
 */
public record ReleaseImage(
    String name, String repository, String tag, String digest, Origin origin) {

  /** Where the image comes from. */
  public enum Origin {
    /** Built for this release. */
    BUILT,
    /** Its context did not change since an earlier release, whose image got another tag. */
    REUSED,
    /** An earlier release has the same content id; its digest got another tag. */
    RETAGGED
  }
}
