package io.openluffy.release.build;

import io.openluffy.kernel.Problem;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A registry in memory, for tests; it keeps images as the digest and configuration they have. */
public final class InMemoryRegistry implements Registry {
  private final Map<String, String> digests = new ConcurrentHashMap<>();
  private final Map<String, ImageConfiguration> configurations = new ConcurrentHashMap<>();
  private final AtomicInteger pushes = new AtomicInteger();
  private volatile Optional<Problem> failure = Optional.empty();

  /** Puts an image under its tag and digest. */
  public void push(ImageReference tagged, String digest, ImageConfiguration configuration) {
    check();
    digests.put(tagged.repository() + "@" + digest, digest);
    digests.put(tagged.toString(), digest);
    configurations.put(digest, configuration);
    pushes.incrementAndGet();
  }

  /** How many images were pushed so far; tags given later don't count. */
  public int pushes() {
    return pushes.get();
  }

  /** Makes every call fail until {@link #recover()}. */
  public void fail(Problem problem) {
    failure = Optional.of(problem);
  }

  public void recover() {
    failure = Optional.empty();
  }

  @Override
  public Optional<String> digest(ImageReference image) {
    check();
    return Optional.ofNullable(digests.get(image.toString()));
  }

  @Override
  public void tag(ImageReference byDigest, ImageReference target) {
    var digest = digest(byDigest).orElseThrow(() -> RegistryProblems.notFound(byDigest));
    digests.put(target.repository() + "@" + digest, digest);
    digests.put(target.toString(), digest);
  }

  @Override
  public ImageConfiguration configuration(ImageReference image) {
    var digest = digest(image).orElseThrow(() -> RegistryProblems.notFound(image));
    return configurations.getOrDefault(digest, ImageConfiguration.EMPTY);
  }

  private void check() {
    failure.ifPresent(
        problem -> {
          throw problem.asException();
        });
  }
}
