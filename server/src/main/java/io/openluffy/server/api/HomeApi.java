package io.openluffy.server.api;

import io.openluffy.application.ApplicationView;
import io.openluffy.application.Health;
import io.openluffy.application.SyncStatus;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.promotion.EnvironmentKey;
import io.openluffy.promotion.Promotion;
import io.openluffy.promotion.PromotionState;
import io.openluffy.promotion.StandingRules;
import io.openluffy.promotion.Tested;
import io.openluffy.release.EnvironmentSpec;
import io.openluffy.release.ImageSpec;
import io.openluffy.release.Pipeline;
import io.openluffy.release.Project;
import io.openluffy.release.Release;
import io.openluffy.release.ReleaseState;
import io.openluffy.server.access.Role;
import io.openluffy.server.view.BrokenRules;
import io.openluffy.server.view.HomeView;
import io.openluffy.server.view.HomeView.Broken;
import io.openluffy.server.view.HomeView.Cell;
import io.openluffy.server.view.HomeView.EnvironmentColumn;
import io.openluffy.server.view.HomeView.ServiceRow;
import io.openluffy.server.view.LaneView;
import io.openluffy.server.view.LaneView.Action;
import io.openluffy.server.view.ProjectView;
import io.openluffy.server.view.PromotionView;
import io.openluffy.server.web.Answer;
import io.openluffy.server.web.Call;
import io.openluffy.server.web.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The matrix of the home page and the lanes of the pipeline page. */
public final class HomeApi {
  private static final int LOOK_BACK = 200;

  /** Promotions into an environment, of which one is what runs there. */
  private static final int RECENT = 50;

  private final Journey journey;

  public HomeApi(Journey journey) {
    this.journey = journey;
  }

  public void routes(Routes routes) {
    var viewer = Routes.role(Role.VIEWER);
    routes.get("/api/v1/home", viewer, this::home);
    routes.get("/api/v1/projects/{project}/lanes", viewer, this::lanes);
  }

  private Answer home(Call call) {
    var projects =
        call.query("project")
            .map(name -> List.of(journey.project(name)))
            .orElseGet(() -> journey.projects().list());
    var shown = projects.stream().map(Project::name).toList();
    var open =
        journey.promotions().open().stream().filter(one -> shown.contains(one.project())).toList();
    var broken = new ArrayList<Broken>();
    var columns = new ArrayList<EnvironmentColumn>();
    var rows = new ArrayList<ServiceRow>();
    for (Project project : projects) {
      var releases = journey.releases().list(project.name(), LOOK_BACK);
      broken.addAll(broken(project, releases));
      ProjectView.alongTheWay(project.configuration()).stream()
          .map(spec -> EnvironmentColumn.of(project.name(), spec))
          .forEach(columns::add);
      rows.addAll(rows(project, releases));
    }
    return Answer.json(
        new HomeView(
            waitingFor(call.caller(), open),
            open.stream()
                .filter(one -> !(one.state() instanceof PromotionState.AwaitingApproval))
                .map(journey::view)
                .toList(),
            journey.releases().open().stream()
                .filter(one -> shown.contains(one.project()))
                .map(journey::view)
                .toList(),
            broken,
            columns,
            rows));
  }

  private List<PromotionView> waitingFor(Principal caller, List<Promotion> open) {
    return open.stream()
        .filter(one -> one.state() instanceof PromotionState.AwaitingApproval)
        .filter(one -> journey.promotions().mayNotVote(one.id(), caller).isEmpty())
        .map(journey::view)
        .toList();
  }

  private List<Broken> broken(Project project, List<Release> releases) {
    return BrokenRules.of(
        project,
        project.configuration().pipelines().stream()
            .flatMap(pipeline -> newest(releases, pipeline).stream())
            .toList(),
        ProjectView.alongTheWay(project.configuration()).stream()
            .map(spec -> place(project, spec))
            .toList());
  }

  private BrokenRules.Place place(Project project, EnvironmentSpec spec) {
    var key = new EnvironmentKey(project.name(), spec.name());
    return new BrokenRules.Place(
        spec.name(),
        journey.promotions().into(key, 1).stream().findFirst(),
        journey.application(spec));
  }

  private List<ServiceRow> rows(Project project, List<Release> releases) {
    var services = new LinkedHashMap<String, Boolean>();
    project.configuration().pipelines().stream()
        .flatMap(pipeline -> pipeline.images().stream())
        .map(ImageSpec::name)
        .forEach(name -> services.put(name, true));
    var cells =
        ProjectView.alongTheWay(project.configuration()).stream()
            .map(spec -> cell(project, spec, releases))
            .toList();
    return services.keySet().stream()
        .map(service -> new ServiceRow(project.name().value(), service, cells))
        .toList();
  }

  private Cell cell(Project project, EnvironmentSpec spec, List<Release> releases) {
    var application = journey.application(spec);
    var standing = standing(project, spec, application);
    var running = standing.running();
    return new Cell(
        spec.name(),
        running.map(one -> one.release().value()),
        running.map(Promotion::tag),
        standing.since(),
        application.map(ApplicationView::health).orElse(Health.UNKNOWN).text(),
        application.map(ApplicationView::healthMessage).filter(text -> !text.isEmpty()),
        application.map(ApplicationView::sync).orElse(SyncStatus.UNKNOWN).text(),
        application.flatMap(ApplicationView::pin).isPresent(),
        standing.arriving().map(journey::view),
        running
            .flatMap(one -> journey.releases().find(one.release()))
            .flatMap(release -> behind(project, spec, release, releases)),
        running
            .flatMap(one -> journey.releases().find(one.release()))
            .flatMap(release -> bad(release)));
  }

  private Optional<String> bad(Release release) {
    return journey.promotions().bad(release).map(mark -> mark.of(release.id()));
  }

  private StandingRules.Standing standing(
      Project project, EnvironmentSpec spec, Optional<ApplicationView> application) {
    var key = new EnvironmentKey(project.name(), spec.name());
    return StandingRules.of(
        journey.promotions().current(key),
        journey.promotions().into(key, RECENT),
        spec.values().tags().keySet(),
        application.map(ApplicationView::images).orElse(List.of()));
  }

  private Optional<Integer> behind(
      Project project, EnvironmentSpec spec, Release running, List<Release> releases) {
    return project.configuration().pipelines().stream()
        .filter(pipeline -> pipeline.environments().contains(spec.name()))
        .findFirst()
        .flatMap(pipeline -> newest(releases, pipeline))
        .filter(newest -> newest.number() > running.number())
        .map(newest -> journey.log(project, Optional.of(running.commit()), newest.commit()).size());
  }

  private Answer lanes(Call call) {
    var project = journey.project(call.path("project"));
    var releases = journey.releases().list(project.name(), LOOK_BACK);
    return Answer.json(
        project.configuration().pipelines().stream()
            .map(pipeline -> lane(project, pipeline, releases, call.caller()))
            .toList());
  }

  private LaneView lane(
      Project project, Pipeline pipeline, List<Release> releases, Principal caller) {
    var release = newest(releases, pipeline);
    var promotions = new HashMap<String, Promotion>();
    release.ifPresent(
        one ->
            journey.promotions().of(one.id()).reversed().stream()
                .map(journey.promotions()::live)
                .forEach(promotion -> promotions.put(promotion.environment(), promotion)));
    var applications = new HashMap<String, ApplicationView>();
    for (String name : pipeline.environments()) {
      project
          .configuration()
          .environment(name)
          .flatMap(journey::application)
          .ifPresent(view -> applications.put(name, view));
    }
    var tested =
        pipeline.environments().stream()
            .filter(name -> isProtected(project, name))
            .findFirst()
            .flatMap(name -> release.map(one -> tested(one, name)));
    return LaneView.of(
        new LaneView.Facts(
            pipeline,
            project.configuration().environments(),
            release,
            promotions,
            applications,
            release.flatMap(journey.promotions()::bad),
            actions(release, promotions, caller),
            tested,
            journey.clock().instant()));
  }

  private static boolean isProtected(Project project, String environment) {
    return project
        .configuration()
        .environment(environment)
        .map(spec -> spec.approval().isPresent())
        .orElse(false);
  }

  private Tested tested(Release release, String environment) {
    return journey.promotions().tested(release.id(), environment);
  }

  private Map<String, Action> actions(
      Optional<Release> release, Map<String, Promotion> promotions, Principal caller) {
    var actions = new HashMap<String, Action>();
    release
        .filter(one -> one.state() instanceof ReleaseState.Failed)
        .ifPresent(one -> actions.put("build", needs(caller, "retry", Role.DEVELOPER)));
    promotions.forEach(
        (environment, promotion) -> {
          if (promotion.state() instanceof PromotionState.AwaitingApproval) {
            var mayNot = journey.promotions().mayNotVote(promotion.id(), caller);
            actions.put(
                "approval:" + environment,
                new Action("approve", mayNot.isEmpty(), mayNot.map(Problem::inWords)));
          } else if (promotion.arrived() || promotion.state() instanceof PromotionState.Failed) {
            var mayNot = journey.promotions().mayNotRollBack(promotion.place(), caller, false);
            actions.put(
                "environment:" + environment,
                new Action("rollback", mayNot.isEmpty(), mayNot.map(Problem::inWords)));
          }
        });
    return actions;
  }

  private static Action needs(Principal caller, String verb, Role role) {
    var allowed = caller.roles().contains(role.text());
    return new Action(
        verb,
        allowed,
        allowed ? Optional.empty() : Optional.of("This needs the role " + role.text() + "."));
  }

  private static Optional<Release> newest(List<Release> releases, Pipeline pipeline) {
    return releases.stream()
        .filter(one -> one.pipeline().name().equals(pipeline.name()))
        .filter(one -> !(one.state() instanceof ReleaseState.Skipped))
        .findFirst();
  }
}
