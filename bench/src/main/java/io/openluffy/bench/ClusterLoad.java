package io.openluffy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of the kinds that controllers live on, as many as an API server answers. */
final class ClusterLoad {
  private static final int CLIENTS = 8;
  private static final int WATCHERS = 200;
  private static final int ON_THE_WAY = 16;
  private static final String MAPS = "/api/v1/namespaces/%s/configmaps";

  private final Kubernetes api;
  private final double seconds;

  ClusterLoad(Kubernetes api, double seconds) {
    this.api = api;
    this.seconds = seconds;
  }

  @FunctionalInterface
  private interface Request {
    void send(int client, int count) throws Exception;
  }

  /** A thousand objects to be read, and one namespace for each kind of load. */
  void prepare() throws Exception {
    for (var name : new String[] {"bench-read", "bench-write", "bench-watch", "bench-many"}) {
      var namespace = JsonNodeFactory.instance.objectNode();
      namespace.putObject("metadata").put("name", name);
      api.create("/api/v1/namespaces", namespace);
    }
    fill("bench-read", 1_000);
  }

  /** Makes so many objects of about a kibibyte. */
  void fill(String namespace, int count) throws Exception {
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var made = new ArrayList<Future<?>>();
      for (var i = 0; i < count; i++) {
        var object = map("one-" + i, "x".repeat(1_000));
        made.add(
            threads.submit(
                () -> {
                  api.create(MAPS.formatted(namespace), object);
                  return true;
                }));
      }
      for (var one : made) {
        one.get();
      }
    }
  }

  private static ObjectNode map(String name, String value) {
    var map = JsonNodeFactory.instance.objectNode();
    map.put("apiVersion", "v1").put("kind", "ConfigMap");
    map.putObject("metadata").put("name", name);
    map.putObject("data").put("value", value);
    return map;
  }

  double gets() throws Exception {
    var path = MAPS.formatted("bench-read") + "/one-";
    return perSecond((client, count) -> api.size(path + (client * 100 + count % 100)));
  }

  double lists() throws Exception {
    var path = MAPS.formatted("bench-read");
    return perSecond((client, count) -> api.size(path));
  }

  double applies() throws Exception {
    return perSecond(
        (client, count) -> {
          var name = "mine-" + client;
          api.apply(MAPS.formatted("bench-write") + "/" + name, map(name, "change " + count));
        });
  }

  private double perSecond(Request request) throws Exception {
    var watch = new Watch();
    return during(request) / (watch.millis() / 1000);
  }

  /** What all clients together have sent and got answered, each one thing after the other. */
  private long during(Request request) throws Exception {
    var done = new AtomicLong();
    var end = System.nanoTime() + (long) (seconds * 1e9);
    try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
      var clients = new ArrayList<Future<?>>();
      for (var i = 0; i < CLIENTS; i++) {
        var client = i;
        Callable<Boolean> work =
            () -> {
              for (var count = 0; System.nanoTime() < end; count++) {
                request.send(client, count);
                done.incrementAndGet();
              }
              return true;
            };
        clients.add(threads.submit(work));
      }
      for (var client : clients) {
        client.get();
      }
    }
    return done.get();
  }

  /**
   * Events that all watchers together hear in a second, while every client changes an object of its
   * own. So many changes may be on their way and no more: a server that hears of more than it can
   * tell cuts its watchers off.
   */
  double events() throws Exception {
    var path = MAPS.formatted("bench-watch");
    for (var client = 0; client < CLIENTS; client++) {
      api.apply(path + "/watched-" + client, map("watched-" + client, "begin"));
    }
    var onTheWay = new Semaphore(ON_THE_WAY);
    var heard = new AtomicLong();
    var watchers = new ArrayList<AutoCloseable>();
    var version = api.version(path);
    for (var i = 0; i < WATCHERS; i++) {
      watchers.add(
          api.count(
              path,
              version,
              () -> {
                if (heard.incrementAndGet() % WATCHERS == 0) {
                  onTheWay.release();
                }
              }));
    }
    var watch = new Watch();
    during(
        (client, count) -> {
          await(onTheWay, 1);
          var name = "watched-" + client;
          api.apply(path + "/" + name, map(name, "change " + count + " at " + watch.millis()));
        });
    await(onTheWay, ON_THE_WAY);
    var perSecond = heard.get() / (watch.millis() / 1000);
    for (var watcher : watchers) {
      watcher.close();
    }
    return perSecond;
  }

  private static void await(Semaphore onTheWay, int permits) throws InterruptedException {
    if (!onTheWay.tryAcquire(permits, 2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("not all watchers heard of everything");
    }
  }
}
