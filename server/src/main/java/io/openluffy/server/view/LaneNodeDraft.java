package io.openluffy.server.view;

import io.openluffy.application.ApplicationView;
import io.openluffy.git.CommitId;
import io.openluffy.promotion.Promotion;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.Release;
import io.openluffy.server.view.LaneView.Action;
import io.openluffy.server.view.LaneView.Node;
import io.openluffy.server.view.LaneView.Status;
import java.time.Instant;
import java.util.Optional;

/** A lane node while it is being put together; most nodes have few of the many fields. */
final class LaneNodeDraft {
  private final String id;
  private final String kind;
  private final String title;
  private Status status = Status.IDLE;
  private Optional<String> message = Optional.empty();
  private Optional<String> environment = Optional.empty();
  private Optional<String> application = Optional.empty();
  private Optional<Promotion> promotion = Optional.empty();
  private Optional<Release> release = Optional.empty();
  private Optional<String> health = Optional.empty();
  private Optional<Instant> startedAt = Optional.empty();
  private Optional<Instant> endedAt = Optional.empty();
  private Optional<Instant> until = Optional.empty();
  private Optional<Action> action = Optional.empty();

  LaneNodeDraft(String id, String kind, String title) {
    this.id = id;
    this.kind = kind;
    this.title = title;
  }

  LaneNodeDraft status(Status now) {
    status = now;
    return this;
  }

  LaneNodeDraft message(Optional<String> text) {
    message = text;
    return this;
  }

  LaneNodeDraft environment(EnvironmentSpec spec) {
    environment = Optional.of(spec.name());
    application = Optional.of(spec.application());
    return this;
  }

  LaneNodeDraft promotion(Optional<Promotion> of) {
    promotion = of;
    return this;
  }

  LaneNodeDraft release(Optional<Release> of) {
    release = of;
    return this;
  }

  LaneNodeDraft health(Optional<ApplicationView> of) {
    health = of.map(LaneNodes::health);
    return this;
  }

  LaneNodeDraft started(Optional<Instant> at) {
    startedAt = at;
    return this;
  }

  LaneNodeDraft ended(Optional<Instant> at) {
    endedAt = at;
    return this;
  }

  LaneNodeDraft until(Optional<Instant> at) {
    until = at;
    return this;
  }

  LaneNodeDraft action(Optional<Action> offered) {
    action = offered;
    return this;
  }

  Node build() {
    return new Node(
        id,
        kind,
        title,
        status,
        message,
        environment,
        application,
        promotion.map(one -> one.id().value()),
        release.map(one -> one.id().value()),
        release.map(Release::tag),
        promotion.flatMap(Promotion::valuesCommit).map(CommitId::hex),
        health,
        startedAt,
        endedAt,
        until,
        action);
  }
}
