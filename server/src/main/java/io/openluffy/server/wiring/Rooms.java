package io.openluffy.server.wiring;

import io.openluffy.application.ApplicationName;
import io.openluffy.application.Applications;
import io.openluffy.application.reconcile.ApplicationEngine;
import io.openluffy.application.reconcile.ApplicationSettings;
import io.openluffy.application.render.Renderer;
import io.openluffy.application.target.AesSealer;
import io.openluffy.kernel.secret.SealingKeys;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kube.Clusters;
import io.openluffy.promotion.Electorate;
import io.openluffy.promotion.EnvironmentBindings;
import io.openluffy.promotion.EnvironmentGate;
import io.openluffy.promotion.People;
import io.openluffy.promotion.PromotionLedger;
import io.openluffy.promotion.Promotions;
import io.openluffy.promotion.StoredPromotions;
import io.openluffy.promotion.secret.ClusterSecrets;
import io.openluffy.promotion.secret.FileSecrets;
import io.openluffy.promotion.secret.SecretParameters;
import io.openluffy.release.Projects;
import io.openluffy.release.Releases;
import io.openluffy.release.intake.BuildLogs;
import io.openluffy.release.intake.StoredProjects;
import io.openluffy.release.intake.StoredReleases;
import io.openluffy.server.Settings;
import io.openluffy.server.home.HomeFolder;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What every server answers from, whether it leads or not. */
public record Rooms(
    BuildLogs logs,
    Projects projects,
    Releases releases,
    PromotionLedger ledger,
    EnvironmentBindings bindings,
    ApplicationEngine engine,
    Promotions promotions,
    Electorate electorate,
    AtomicReference<Consumer<ApplicationName>> applicationQueue) {
  private static final String SECRET_VARIABLE = "LUFFY_SECRET_";

  static Rooms open(
      Settings settings,
      HomeFolder home,
      Storage storage,
      Repositories repositories,
      Clusters clusters,
      Renderer renderer,
      People people,
      Surroundings around) {
    var store = storage.store();
    var logs = new BuildLogs(store, around.clock());
    var projects =
        new StoredProjects(
            store,
            repositories.git(),
            repositories.pushes(),
            repositories.embedded(),
            around.clock());
    var releases = new StoredReleases(store, logs);
    var ledger = new PromotionLedger(store, around.clock(), around.random());
    var bindings = new EnvironmentBindings(projects);
    var electorate = new Electorate(ledger, bindings, releases, people, repositories.git());
    var parameters =
        new SecretParameters(
            bindings,
            storage.secrets(),
            new ClusterSecrets(clusters),
            FileSecrets.below(home.at("secrets")),
            variables(around.environment()));
    var queue = new AtomicReference<Consumer<ApplicationName>>(name -> {});
    var engine =
        new ApplicationEngine(
            ApplicationSettings.USUAL,
            new ApplicationEngine.Ground(
                store,
                repositories.git(),
                clusters,
                renderer,
                parameters,
                new EnvironmentGate(ledger, bindings, electorate),
                new AesSealer(
                    SealingKeys.in(home.at("sealing-key")).derive("rendered-manifests"),
                    around.secureRandom()),
                home.at("work"),
                around.clock(),
                around.secureRandom(),
                around.metrics()),
            name -> queue.get().accept(name));
    var promotions =
        new StoredPromotions(ledger, bindings, releases, engine.applications(), electorate);
    return new Rooms(
        logs, projects, releases, ledger, bindings, engine, promotions, electorate, queue);
  }

  /**
   * Only variables that say by their name that they are meant for this: what a repository's
   * configuration can name must not reach the server's own secrets.
   */
  private static Map<String, Secret> variables(Map<String, String> environment) {
    var allowed = new TreeMap<String, Secret>();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith(SECRET_VARIABLE)) {
            allowed.put(name, Secret.of(value));
          }
        });
    return allowed;
  }

  public Applications applications() {
    return engine.applications();
  }
}
