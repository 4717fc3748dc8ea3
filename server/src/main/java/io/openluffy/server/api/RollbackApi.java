package io.openluffy.server.api;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.promotion.RollbackAnswer;
import io.openluffy.promotion.RollbackOrder;
import io.openluffy.promotion.RollbackTarget;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.RollbackPreviewView;
import io.openluffy.server.view.RollbackView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Environments taken back: shown before, asked for, and what became of it. */
public final class RollbackApi {
  private static final Pattern HISTORY_ID = Pattern.compile("[0-9]{1,6}");
  private static final String LAST_GOOD = "last-good";
  private static final String PLACE = "/api/v1/projects/{project}/environments/{environment}/";

  private final Journey journey;

  public RollbackApi(Journey journey) {
    this.journey = journey;
  }

  record RollbackRequest(
      Optional<String> to,
      Optional<String> at,
      Optional<Boolean> alsoInGit,
      Optional<Boolean> force,
      Optional<String> reason) {}

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    routes.get(PLACE + "rollback", viewer, this::preview);
    routes.post(PLACE + "rollback", Routes.role(Role.DEVELOPER), this::rollback);
    routes.get(PLACE + "rollbacks", viewer, this::rollbacks);
  }

  private EnvironmentKey place(Call call) {
    var project = journey.project(call.path("project"));
    return new EnvironmentKey(
        project.name(), journey.environment(project, call.path("environment")).name());
  }

  private Answer preview(Call call) {
    var place = place(call);
    var target = target(call.query("to"), call.query("at"));
    var preview = journey.promotions().rollbackPreview(place, target);
    return Answer.json(
        RollbackPreviewView.of(
            place.environment(),
            preview,
            journey.promotions().mayNotRollBack(place, call.caller(), false),
            journey.promotions().mayNotRollBack(place, call.caller(), true).isEmpty()));
  }

  private Answer rollback(Call call) {
    var asked = call.body(RollbackRequest.class);
    var place = place(call);
    Principal by = call.caller();
    var order =
        new RollbackOrder(
            target(asked.to(), asked.at()), asked.alsoInGit().orElse(true), forced(asked));
    return switch (journey.promotions().rollback(place, order, by)) {
      case RollbackAnswer.Accepted accepted ->
          Answer.json(
              202,
              Map.of(
                  "message",
                  "Rolling " + place.environment() + " back to " + accepted.rollback().to() + ".",
                  "rollback",
                  accepted.rollback().id().toString()));
      case RollbackAnswer.Refused refused -> throw refused.problem().asException();
    };
  }

  /** A reason without force forces nothing. */
  private static Optional<String> forced(RollbackRequest asked) {
    return asked.force().orElse(false) ? Optional.of(asked.reason().orElse("")) : Optional.empty();
  }

  private Answer rollbacks(Call call) {
    var place = place(call);
    var limit = (int) call.number("limit", 20, 1, 200);
    return Answer.json(
        journey.promotions().rollbacks(place, limit).stream()
            .map(one -> RollbackView.of(one, journey.clock().instant()))
            .toList());
  }

  private RollbackTarget target(Optional<String> to, Optional<String> at) {
    if (to.isPresent() && at.isPresent()) {
      throw bad("'to' and 'at' are two targets.", "Give one of them.");
    }
    if (at.isPresent()) {
      return new RollbackTarget.AtTime(time(at.get()));
    }
    if (to.filter(text -> !text.equals(LAST_GOOD)).isEmpty()) {
      return new RollbackTarget.Previous();
    }
    var text = to.get();
    return HISTORY_ID.matcher(text).matches()
        ? new RollbackTarget.ToHistory(Long.parseLong(text))
        : new RollbackTarget.ToRelease(journey.release(text).id());
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw bad(
          "'" + (text.length() > 80 ? text.substring(0, 80) + "..." : text) + "' is not a time.",
          "Write it with its offset, such as '2026-03-02T14:00:00Z' or '2026-03-02T14:00+01:00'.");
    }
  }

  private static ProblemException bad(String message, String remedy) {
    return Problem.user("rollback.bad-target", message, Where.NOWHERE, remedy).asException();
  }
}
