package io.openluffy.promotion;

import io.openluffy.application.ApplicationView;
import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.Git;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.promotion.EnvironmentBindings.Bound;
import io.openluffy.promotion.values.EditAnswer;
import io.openluffy.promotion.values.ValuesEdit;
import io.openluffy.release.ReleaseImage;
import io.openluffy.release.ValuesTarget;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Writes the tags of a release where the environment wants them. Writing twice is writing once: a
 * commit is found again by its trailer.
 */
final class ValuesWriter {
  static final String PROMOTION = "OpenLuffy-Promotion";
  static final String RELEASE = "OpenLuffy-Release";
  static final String ROLLBACK = "OpenLuffy-Rollback";
  static final String EMERGENCY = "OpenLuffy-Emergency";

  /** How many commits others may have put on top of ours between a crash and the restart. */
  private static final int DEPTH = 500;

  private final Git git;
  private final ApplicationParameters parameters;

  ValuesWriter(Git git, ApplicationParameters parameters) {
    this.git = git;
    this.parameters = parameters;
  }

  /**
   * The values as a promotion or a rollback wants them.
   *
   * @param emergency who broke the glass for it and why; empty where nobody did
   */
  record Order(
      String trailer,
      String id,
      String release,
      String subject,
      Map<String, String> tags,
      Optional<String> emergency) {
    Order(String trailer, String id, String release, String subject, Map<String, String> tags) {
      this(trailer, id, release, subject, tags, Optional.empty());
    }
  }

  static Order order(Promotion promotion) {
    return new Order(
        PROMOTION,
        promotion.id().value(),
        promotion.release().value(),
        "Set " + promotion.environment() + " to " + promotion.tag() + " [skip ci]",
        tags(promotion.images()),
        promotion.emergency().map(ValuesWriter::trailer));
  }

  /** A trailer is one line, and people write what they like. */
  private static String trailer(Emergency emergency) {
    var reason = emergency.reason().replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
    return String.join(", ", emergency.people())
        + ": "
        + (reason.length() > 200 ? reason.substring(0, 200) + "..." : reason);
  }

  static Map<String, String> tags(List<ReleaseImage> images) {
    var tags = new TreeMap<String, String>();
    images.forEach(image -> tags.put(image.name(), image.tag()));
    return tags;
  }

  Carrier write(Order order, Bound bound, ApplicationView view) {
    var values = values(order, bound);
    return switch (bound.environment().values()) {
      case ValuesTarget.ApplicationParameters ignored -> {
        parameters.set(view.name(), values);
        yield new Carrier.InParameters(values);
      }
      case ValuesTarget.ValuesFile file -> {
        var tracked = Tracked.of(view, bound.project().repository(), git);
        var commit = commit(order, tracked, file.path(), values);
        yield new Carrier.InCommit(commit.id(), tracked.branch());
      }
    };
  }

  /** Key in the values file, or name of the parameter, to tag. */
  private static Map<String, String> values(Order order, Bound bound) {
    var values = new TreeMap<String, String>();
    bound
        .environment()
        .values()
        .tags()
        .forEach(
            (image, key) ->
                Optional.ofNullable(order.tags().get(image))
                    .ifPresent(tag -> values.put(key, tag)));
    if (values.isEmpty()) {
      throw Problem.user(
              "promotion.no-tags",
              "None of the release's images has a tag in the environment "
                  + bound.environment().name()
                  + ".",
              Where.of(".openluffy").field("spec.values.tags"),
              "Name the pipeline's images there: " + String.join(", ", order.tags().keySet()) + ".")
          .asException();
    }
    return values;
  }

  private Commit commit(
      Order order, Tracked tracked, RepositoryPath file, Map<String, String> values) {
    return find(order.trailer(), order.id(), tracked)
        .orElseGet(
            () -> {
              var trailers = new LinkedHashMap<String, String>();
              trailers.put(order.trailer(), order.id());
              trailers.put(RELEASE, order.release());
              order.emergency().ifPresent(why -> trailers.put(EMERGENCY, why));
              var edit =
                  new FileEdit(file, before -> Optional.of(edited(file.value(), before, values)));
              return git.edit(
                  tracked.repository(),
                  new Edit(
                      tracked.branch(),
                      Author.OPENLUFFY,
                      order.subject(),
                      trailers,
                      List.of(edit)));
            });
  }

  Optional<Commit> find(String trailer, String id, Tracked tracked) {
    return git.findByTrailer(tracked.repository(), tracked.branch(), trailer, id, DEPTH);
  }

  private static byte[] edited(String file, Optional<byte[]> before, Map<String, String> values) {
    if (before.isEmpty()) {
      throw Problem.user(
              "values.no-file",
              "There is no such values file on the branch that the Application tracks.",
              Where.of(file),
              "Add it there, or correct the environment's values.file.")
          .asException();
    }
    return switch (ValuesEdit.apply(file, before.get(), values)) {
      case EditAnswer.Edited edited -> edited.text().getBytes(StandardCharsets.UTF_8);
      case EditAnswer.Refused(var problem) -> throw problem.asException();
    };
  }
}
