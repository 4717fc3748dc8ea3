package io.openluffy.playground.compared.rollouts;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What becomes of CronJobs. Nobody waits for a schedule: one that is due once a year is told that
 * it was served last on the day before.
 */
final class CronStories {
  static final List<String> KINDS = List.of("cronjobs", "jobs");

  /**
   * The first day of a schedule; long past, as long until it comes again, and one in all stories.
   */
  @SuppressWarnings("TimeInStaticInitializer")
  private static final LocalDate FIRST = LocalDate.now(ZoneOffset.UTC).minusDays(180);

  private CronStories() {}

  static Map<String, Consumer<Rollout>> all() {
    var all = new LinkedHashMap<String, Consumer<Rollout>>();
    all.put("cron-suspended", story -> cron(story, "suspend: true"));
    all.put("cron-runs", CronStories::runs);
    all.put("cron-fails", CronStories::fails);
    all.put("cron-forbids", story -> twice(story, "concurrencyPolicy: Forbid"));
    all.put("cron-replaces", story -> twice(story, "concurrencyPolicy: Replace"));
    all.put("cron-allows", story -> twice(story, "concurrencyPolicy: Allow"));
    all.put("cron-missing", CronStories::missing);
    all.put("cron-too-late", CronStories::tooLate);
    all.put("cron-many", CronStories::many);
    return all;
  }

  private static Rollout cron(Rollout story, String more) {
    return story.create(
        "cronjobs",
        """
        metadata: {name: cron}
        spec:
          schedule: '%s'
          timeZone: Etc/UTC
          jobTemplate:
            metadata: {labels: {a: b}, annotations: {c: d}}
            spec:
              backoffLimit: 0
              template:
                spec: {schedulerName: by-hand, terminationGracePeriodSeconds: 0, restartPolicy: Never, containers: [{name: job, image: 'job:1'}]}
        %s
        """
            .formatted(yearly(0), more.indent(2)));
  }

  private static String yearly(int day) {
    var date = FIRST.plusDays(day);
    return "0 0 %d %d *".formatted(date.getDayOfMonth(), date.getMonthValue());
  }

  /**
   * The day's Job is due; of a new schedule alone Kubernetes takes no notice before its next time.
   */
  private static Rollout due(Rollout story, int day) {
    return story
        .change("cronjobs/cron", "spec: {suspend: true, schedule: '%s'}".formatted(yearly(day)))
        .change(
            "cronjobs/cron/status",
            "status: {lastScheduleTime: '%sT12:00:00Z'}".formatted(FIRST.plusDays(day - 1L)))
        .change("cronjobs/cron", "spec: {suspend: false}");
  }

  private static void runs(Rollout story) {
    cron(story, "successfulJobsHistoryLimit: 1");
    for (var day = 0; day < 3; day++) {
      due(story, day).succeed("job:1", 1).later();
    }
    story.change("cronjobs/cron", "spec: {suspend: true, successfulJobsHistoryLimit: 0}");
  }

  private static void fails(Rollout story) {
    cron(story, "");
    due(story, 0).fail("job:1", 1).later();
    due(story, 1).fail("job:1", 1);
  }

  private static void twice(Rollout story, String policy) {
    cron(story, policy);
    due(story, 0).later();
    due(story, 1).later();
  }

  private static void missing(Rollout story) {
    cron(story, "");
    due(story, 0).delete("jobs?labelSelector=a%3Db", "propagationPolicy: Background");
  }

  private static void tooLate(Rollout story) {
    cron(story, "startingDeadlineSeconds: 60");
    due(story, 0);
  }

  /** Every day of half a year: it is served once, for the last of them. */
  private static void many(Rollout story) {
    cron(story, "suspend: true");
    story
        .change("cronjobs/cron", "spec: {schedule: '0 0 * * *'}")
        .change(
            "cronjobs/cron/status",
            "status: {lastScheduleTime: '%sT12:00:00Z'}".formatted(FIRST.minusDays(1)))
        .change("cronjobs/cron", "spec: {suspend: false}");
  }
}
