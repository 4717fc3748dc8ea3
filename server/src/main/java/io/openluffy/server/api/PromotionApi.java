package io.openluffy.server.api;

import io.openluffy.application.ApplicationName;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.ProblemException;
import io.openluffy.kernel.journal.Journal;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.promotion.ApprovalBinding;
import io.openluffy.promotion.EmergencyAnswer;
import io.openluffy.promotion.PromoteAnswer;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionId;
import io.openluffy.promotion.Shown;
import io.openluffy.promotion.VoteAnswer;
import io.openluffy.release.ReleaseId;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.CommitView;
import io.openluffy.server.view.DiffView;
import io.openluffy.server.view.PromotionView;
import io.openluffy.server.view.ReleaseView;
import io.openluffy.server.view.VotingView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.JournalRow;
import io.openluffy.server.web.Problems;
import io.openluffy.server.web.Routes;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Promotions: listed, read, voted on, and asked for. */
public final class PromotionApi {
  private static final int LOOK_BACK = 1_000;

  private final Journey journey;
  private final Journal journal;

  public PromotionApi(Journey journey, Journal journal) {
    this.journey = journey;
    this.journal = journal;
  }

  record Binding(
      String release, String diff, List<String> digests, Optional<String> configuration) {
    static Binding of(ApprovalBinding binding) {
      return new Binding(
          binding.release().value(), binding.diffId(), binding.digests(), binding.configuration());
    }

    ApprovalBinding bound() {
      var named =
          Journey.named(release, ReleaseId::new)
              .orElseThrow(() -> Problems.noSuch("release", release, "").asException());
      return new ApprovalBinding(named, diff, digests, configuration);
    }
  }

  record Vote(Binding binding, Optional<String> comment) {}

  record BrokenGlass(Optional<Binding> binding, Optional<String> reason) {}

  record Wanted(String release, String environment) {}

  record Detail(
      PromotionView promotion,
      ReleaseView release,
      List<CommitView> commits,
      Optional<DiffView> diff,
      Optional<Binding> binding,
      String tested,
      boolean mayVote,
      Optional<String> mayNotBecause,
      VotingView voting,
      List<JournalRow> history) {}

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    routes.get("/api/v1/promotions", viewer, this::list);
    routes.post("/api/v1/promotions", Routes.role(Role.DEVELOPER), this::promote);
    routes.get("/api/v1/promotions/{promotion}", viewer, this::detail);
    routes.post("/api/v1/promotions/{promotion}/approve", viewer, call -> vote(call, true));
    routes.post("/api/v1/promotions/{promotion}/reject", viewer, call -> vote(call, false));
    routes.post("/api/v1/promotions/{promotion}/emergency", viewer, this::breakGlass);
  }

  private Answer list(Call call) {
    var limit = (int) call.number("limit", 50, 1, 200);
    var environment = call.query("environment");
    return Answer.json(
        candidates(call)
            .filter(one -> environment.map(one.environment()::equals).orElse(true))
            .limit(limit)
            .map(journey::view)
            .toList());
  }

  private Stream<Promotion> candidates(Call call) {
    var project = call.query("project");
    if (call.flag("open")) {
      return journey.promotions().open().stream()
          .filter(one -> project.map(one.project().value()::equals).orElse(true));
    }
    var projects =
        project
            .map(name -> List.of(journey.project(name)))
            .orElseGet(() -> journey.projects().list());
    return projects.stream()
        .flatMap(one -> journey.promotions().list(one.name(), LOOK_BACK).stream())
        .sorted(Comparator.comparing(Promotion::createdAt).reversed());
  }

  private Answer promote(Call call) {
    var asked = call.body(Wanted.class);
    var release = journey.release(asked.release());
    return switch (journey.promotions().promote(release.id(), asked.environment(), call.caller())) {
      case PromoteAnswer.Accepted accepted -> Answer.json(202, journey.view(accepted.promotion()));
      case PromoteAnswer.Refused refused -> throw refused.problem().asException();
    };
  }

  private Answer detail(Call call) {
    var promotion = promotion(call);
    var release = journey.release(promotion.release().value());
    var project = journey.project(promotion.project().value());
    var shown = promotion.shown();
    var running = journey.running(promotion.project(), promotion.environment());
    var voting = journey.promotions().voting(promotion.id(), call.caller());
    var mayNot = voting.mayNotVote();
    return Answer.json(
        new Detail(
            journey.view(promotion),
            journey.view(release),
            journey.commitsSince(
                project, running.filter(one -> !one.id().equals(release.id())), release),
            diff(promotion, shown),
            shown.map(one -> Binding.of(one.binding())),
            journey
                .promotions()
                .tested(release.id(), promotion.environment())
                .name()
                .toLowerCase(Locale.ROOT),
            mayNot.isEmpty(),
            mayNot.map(Problem::inWords),
            VotingView.of(voting),
            journal.about("promotion/" + promotion.id().value(), 200).stream()
                .map(JournalRow::of)
                .toList()));
  }

  /** The diff as it is now; the page compares its id with what the promotion shows. */
  private Optional<DiffView> diff(Promotion promotion, Optional<Shown> shown) {
    if (shown.isEmpty()) {
      return Optional.empty();
    }
    try {
      var name = ApplicationName.parse(promotion.application());
      return Optional.of(DiffView.of(journey.applications().diff(name)));
    } catch (ProblemException e) {
      // The rest of the page is worth reading while the cluster or git is away.
      return Optional.empty();
    }
  }

  private Answer vote(Call call, boolean approve) {
    var asked = call.body(Vote.class);
    var id = promotion(call).id();
    var comment = asked.comment().orElse("");
    Principal by = call.caller();
    var answer =
        approve
            ? journey.promotions().approve(id, by, asked.binding().bound(), comment)
            : journey.promotions().reject(id, by, asked.binding().bound(), comment);
    return switch (answer) {
      case VoteAnswer.Recorded recorded -> Answer.json(journey.view(recorded.promotion()));
      case VoteAnswer.Refused refused -> throw refused.problem().asException();
    };
  }

  private Answer breakGlass(Call call) {
    var asked = call.body(BrokenGlass.class);
    var answer =
        journey
            .promotions()
            .breakGlass(
                promotion(call).id(),
                call.caller(),
                asked.binding().map(Binding::bound),
                asked.reason().orElse(""));
    return switch (answer) {
      case EmergencyAnswer.Recorded recorded -> Answer.json(journey.view(recorded.promotion()));
      case EmergencyAnswer.Refused refused -> throw refused.problem().asException();
    };
  }

  private Promotion promotion(Call call) {
    var id = call.path("promotion");
    return Journey.named(id, PromotionId::new)
        .flatMap(journey.promotions()::find)
        .orElseThrow(
            () ->
                Problems.noSuch(
                        "promotion", id, "'luffy status' shows the open ones with their ids.")
                    .asException());
  }
}
