package io.openluffy.playground.compared.rollouts;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** What becomes of Jobs. */
final class JobStories {
  static final List<String> KINDS = List.of("jobs");

  private JobStories() {}

  static Map<String, Consumer<Rollout>> all() {
    var all = new LinkedHashMap<String, Consumer<Rollout>>();
    all.put("job", story -> job(story, "").succeed("job:1", 1));
    all.put("job-ready", story -> job(story, "").ready("job:1", 1).succeed("job:1", 1));
    all.put("job-fails", JobStories::fails);
    all.put("job-fails-once", story -> job(story, "backoffLimit: 1").fail("job:1", 1));
    all.put("job-no-retry", story -> job(story, "backoffLimit: 0").fail("job:1", 1));
    all.put("job-many", JobStories::many);
    all.put("job-queue", JobStories::queue);
    all.put("job-indexed", JobStories::indexed);
    all.put("job-suspended", JobStories::suspended);
    all.put("job-suspended-later", JobStories::suspendedLater);
    all.put("job-deadline", JobStories::deadline);
    all.put("job-ttl", JobStories::ttl);
    all.put("job-deleted", JobStories::deleted);
    all.put("job-policy", JobStories::policy);
    all.put("job-index-limit", JobStories::indexLimit);
    all.put("job-success-policy", JobStories::successPolicy);
    return all;
  }

  private static Rollout job(Rollout story, String more) {
    return story.create(
        "jobs",
        """
        metadata: {name: job}
        spec:
          template:
            spec: {schedulerName: by-hand, terminationGracePeriodSeconds: 0, restartPolicy: Never, containers: [{name: job, image: 'job:1'}]}
        %s
        """
            .formatted(more.indent(2)));
  }

  private static void fails(Rollout story) {
    job(story, "backoffLimit: 0\ncompletions: 2\nparallelism: 2").succeed("job:1", 1);
    story.fail("job:1", 1);
  }

  private static void many(Rollout story) {
    job(story, "completions: 3\nparallelism: 2").succeed("job:1", 1).succeed("job:1", 2);
  }

  private static void queue(Rollout story) {
    job(story, "parallelism: 3").succeed("job:1", 1).succeed("job:1", 2);
  }

  private static void indexed(Rollout story) {
    job(story, "completions: 4\nparallelism: 3\ncompletionMode: Indexed").succeed("job:1", 1);
    story.succeed("job:1", 1).succeed("job:1", 2);
  }

  private static void suspended(Rollout story) {
    job(story, "suspend: true").change("jobs/job", "spec: {suspend: false}").succeed("job:1", 1);
  }

  private static void suspendedLater(Rollout story) {
    job(story, "").change("jobs/job", "spec: {suspend: true}");
    story.change("jobs/job", "spec: {suspend: false}");
  }

  private static void deadline(Rollout story) {
    job(story, "activeDeadlineSeconds: 2").await("DeadlineExceeded").await("\"Failed\"");
  }

  private static void ttl(Rollout story) {
    job(story, "ttlSecondsAfterFinished: 1").succeed("job:1", 1).awaitNo("jobs/job");
  }

  private static void deleted(Rollout story) {
    job(story, "").delete("jobs/job", "propagationPolicy: Background");
  }

  private static void policy(Rollout story) {
    job(
            story,
            """
            podFailurePolicy:
              rules:
              - {action: FailJob, onExitCodes: {operator: In, values: [1]}}
            """)
        .fail("job:1", 1);
  }

  private static void indexLimit(Rollout story) {
    job(story, "completions: 2\nparallelism: 2\ncompletionMode: Indexed\nbackoffLimitPerIndex: 0")
        .fail("job:1", 1)
        .succeed("job:1", 1);
  }

  private static void successPolicy(Rollout story) {
    job(
            story,
            """
            completions: 3
            parallelism: 3
            completionMode: Indexed
            successPolicy: {rules: [{succeededCount: 1}]}
            """)
        .succeed("job:1", 1);
  }
}
