package io.openluffy.server.engine;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the engine promises, whichever API server answers. One engine serves all the tests. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class EngineContract
    implements SyncOptionPromises, OrderPromises, DriftPromises, HealthPromises, LeavingPromises {
  private final List<Scene> scenes = new ArrayList<>();
  private RunningEngine engine;

  abstract Path kubeconfig();

  /** One that is there, and in which nothing of ours is. */
  abstract String freshNamespace();

  @BeforeAll
  void begin(@TempDir Path work) {
    engine = new RunningEngine(kubeconfig(), freshNamespace(), work);
  }

  @AfterAll
  void end() {
    engine.close();
  }

  @Override
  public Scene scene() {
    var scene = new Scene(engine, freshNamespace());
    scenes.add(scene);
    return scene;
  }

  @AfterEach
  void clear() {
    scenes.forEach(Scene::close);
    scenes.clear();
  }
}
