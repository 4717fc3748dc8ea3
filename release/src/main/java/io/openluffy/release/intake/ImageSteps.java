package io.openluffy.release.intake;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.store.Store;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.Project;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseId;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ReleaseImage.Origin;
import io.openluffy.release.Releases;
import io.openluffy.release.build.BuildKeys;
import io.openluffy.release.build.BuildRequest;
import io.openluffy.release.build.ImageBuilder;
import io.openluffy.release.build.ImageBuilder.BuildStatus;
import io.openluffy.release.build.ImageReference;
import io.openluffy.release.build.Registry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Brings one image of a release into its registry, in the cheapest way that is right: the digest of
 * equal content, the image of an unchanged context, one that was pushed before a crash, a build.
 */
final class ImageSteps {
  private static final int RELEASES_SEARCHED = 200;

  private final Store store;
  private final Releases releases;
  private final Registry registry;
  private final ImageBuilder builder;
  private final BuildKeys keys;
  private final BuildLogs logs;
  private final Map<String, BuildRequest> underway = new ConcurrentHashMap<>();

  ImageSteps(
      Store store,
      Releases releases,
      Registry registry,
      ImageBuilder builder,
      BuildKeys keys,
      BuildLogs logs) {
    this.store = store;
    this.releases = releases;
    this.registry = registry;
    this.builder = builder;
    this.keys = keys;
    this.logs = logs;
  }

  ImageStep advance(Release release, Project project, ImageSpec image, Runnable changed) {
    try {
      var begun = underway.get(name(release.id(), image));
      return begun == null ? begin(release, project, image, changed) : build(begun, changed);
    } catch (ProblemException e) {
      return new ImageStep.Wrong(e.problem());
    }
  }

  /** Forgets and stops whatever is underway for the release. */
  void stop(ReleaseId release) {
    builder.cancel(release);
    underway.keySet().removeIf(name -> name.startsWith(release + "/"));
  }

  private ImageStep begin(Release release, Project project, ImageSpec image, Runnable changed) {
    var target = ImageReference.of(image.repository(), release.tag());
    var present = registry.digest(target);
    var tested = equalContent(release, image);
    if (tested.isPresent()) {
      return reuse(
          release, image, target, present, tested.get(), Origin.RETAGGED, Optional.empty());
    }
    var key =
        keys.key(
            project.repository(), release.commit(), image, project.configuration().valuesFiles());
    if (present.isPresent() && isOurs(target, key)) {
      logs.line(release.id(), image.name(), target + " is in the registry already");
      return there(release, image, present.get(), Origin.BUILT, Optional.of(key));
    }
    var place = BuiltImage.place(image.repository(), key);
    var unchanged = store.read(transaction -> transaction.find(BuiltImage.TABLE, place));
    if (unchanged.isPresent()) {
      var source =
          new Source(image.repository(), unchanged.get().digest(), unchanged.get().release());
      if (registry.digest(source.reference()).isPresent()) {
        return reuse(release, image, target, present, source, Origin.REUSED, Optional.of(key));
      }
    }
    if (present.isPresent()) {
      return new ImageStep.Wrong(taken(target, present.get()));
    }
    var request =
        new BuildRequest(
            release.project(),
            release.id(),
            project.repository(),
            release.commit(),
            image,
            target,
            key);
    underway.put(name(release.id(), image), request);
    return build(request, changed);
  }

  /** An image that exists already, and the release that had it. */
  private record Source(String repository, String digest, ReleaseId release) {
    ImageReference reference() {
      return ImageReference.parse(repository + "@" + digest).orElseThrow();
    }
  }

  private Optional<Source> equalContent(Release release, ImageSpec image) {
    return releases.list(release.project(), RELEASES_SEARCHED).stream()
        .filter(other -> other.isReady() && !other.id().equals(release.id()))
        .filter(other -> other.contentId().equals(release.contentId()))
        .filter(other -> isBuiltAlike(other, image))
        .flatMap(
            other ->
                other.image(image.name()).stream()
                    .map(found -> new Source(found.repository(), found.digest(), other.id())))
        .filter(source -> registry.digest(source.reference()).isPresent())
        .findFirst();
  }

  /** Equal content is an equal image only if both pipelines build it in the same way. */
  private static boolean isBuiltAlike(Release other, ImageSpec image) {
    return other.pipeline().images().stream()
        .filter(spec -> spec.name().equals(image.name()))
        .anyMatch(
            spec ->
                spec.context().equals(image.context())
                    && spec.dockerfile().equals(image.dockerfile())
                    && spec.target().equals(image.target())
                    && spec.args().equals(image.args()));
  }

  private boolean isOurs(ImageReference target, String key) {
    var label = registry.configuration(target).labels().get(BuildRequest.KEY_LABEL);
    return key.equals(label);
  }

  private ImageStep reuse(
      Release release,
      ImageSpec image,
      ImageReference target,
      Optional<String> present,
      Source source,
      Origin origin,
      Optional<String> key) {
    if (present.isPresent() && !present.get().equals(source.digest())) {
      return new ImageStep.Wrong(taken(target, present.get()));
    }
    logs.line(
        release.id(),
        image.name(),
        (origin == Origin.RETAGGED ? "The same content as in " : "Unchanged since ")
            + source.release()
            + ": "
            + source.digest()
            + " gets the tag "
            + release.tag());
    if (present.isEmpty()) {
      registry.tag(source.reference(), target);
    }
    return there(release, image, source.digest(), origin, key);
  }

  private ImageStep build(BuildRequest request, Runnable changed) {
    var image = request.image();
    var status =
        builder.build(request, text -> logs.line(request.release(), image.name(), text), changed);
    return switch (status) {
      case BuildStatus.Queued ignored ->
          new ImageStep.Underway(image.name() + " waits for its turn", Optional.empty());
      case BuildStatus.Running running ->
          new ImageStep.Underway("building " + image.name(), running.until());
      case BuildStatus.Built built -> {
        underway.remove(name(request.release(), image));
        yield new ImageStep.There(
            new ReleaseImage(
                image.name(),
                image.repository(),
                request.target().reference(),
                built.digest(),
                Origin.BUILT),
            Optional.of(request.key()));
      }
      case BuildStatus.Failed failed -> {
        underway.remove(name(request.release(), image));
        yield new ImageStep.Wrong(failed.problem());
      }
    };
  }

  private static ImageStep there(
      Release release, ImageSpec image, String digest, Origin origin, Optional<String> key) {
    return new ImageStep.There(
        new ReleaseImage(image.name(), image.repository(), release.tag(), digest, origin), key);
  }

  private static Problem taken(ImageReference target, String digest) {
    return Problem.user(
        "build.tag-taken",
        "The tag exists already with another image, " + digest + ".",
        Where.of(target.toString()),
        "A tag is never moved: delete it in the registry and try again, or change 'tag' in the pipeline.");
  }

  private static String name(ReleaseId release, ImageSpec image) {
    return release + "/" + image.name();
  }
}
