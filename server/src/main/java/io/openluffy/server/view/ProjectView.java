package io.openluffy.server.view;

import io.openluffy.git.CommitId;
import io.openluffy.release.ApprovalRule;
import io.openluffy.release.Configuration;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Project;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A project with the configuration in force ({@code Project}). */
public record ProjectView(
    String name,
    String repository,
    String configBranch,
    Optional<String> configCommit,
    List<ProblemView> problems,
    List<EnvironmentView> environments,
    List<PipelineView> pipelines) {

  /** An environment ({@code Environment}). */
  public record EnvironmentView(
      String name,
      String application,
      Optional<String> url,
      @com.fasterxml.jackson.annotation.JsonProperty("protected") boolean isProtected,
      double healthyForSeconds,
      Optional<ApprovalView> approval) {
    static EnvironmentView of(EnvironmentSpec spec) {
      return new EnvironmentView(
          spec.name(),
          spec.application(),
          spec.url(),
          spec.approval().isPresent(),
          spec.healthyFor().toMillis() / 1000.0,
          spec.approval().map(ApprovalView::of));
    }
  }

  /** Who has to approve. */
  public record ApprovalView(int required, List<String> from, List<String> excluding) {
    static ApprovalView of(ApprovalRule rule) {
      return new ApprovalView(
          rule.required(),
          rule.voters().stream().map(ApprovalRule.Voter::written).toList(),
          rule.excluding().stream()
              .map(one -> one.name().toLowerCase(Locale.ROOT))
              .sorted()
              .toList());
    }
  }

  /** A pipeline ({@code Pipeline}). */
  public record PipelineView(
      String name, String branch, String tag, List<String> images, List<String> environments) {
    static PipelineView of(Pipeline pipeline) {
      return new PipelineView(
          pipeline.name(),
          pipeline.branch(),
          pipeline.tag().toString(),
          pipeline.images().stream().map(ImageSpec::name).toList(),
          pipeline.environments());
    }
  }

  /** In the order in which releases visit them, then those that no pipeline leads to. */
  public static List<EnvironmentSpec> alongTheWay(Configuration configuration) {
    var names = new LinkedHashSet<String>();
    configuration.pipelines().forEach(pipeline -> names.addAll(pipeline.environments()));
    configuration.environments().keySet().stream().sorted().forEach(names::add);
    return names.stream().flatMap(name -> configuration.environment(name).stream()).toList();
  }

  public static ProjectView of(Project project) {
    return new ProjectView(
        project.name().value(),
        project.repository().value(),
        project.configBranch(),
        project.configCommit().map(CommitId::hex),
        project.configProblems().stream().map(ProblemView::of).toList(),
        alongTheWay(project.configuration()).stream().map(EnvironmentView::of).toList(),
        project.configuration().pipelines().stream().map(PipelineView::of).toList());
  }
}
