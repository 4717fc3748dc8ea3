package io.openluffy.bench;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Requests of the kinds that controllers live on, as many as an API server answers. */
final class ClusterLoad {
  private static final int CLIENTS = 8;
  private static final int WATCHERS = 200;
  private static final int CHANGES = 100;
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
    var done = new AtomicLong();
    var end = System.nanoTime() + (long) (seconds * 1e9);
    var watch = new Watch();
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
    return done.get() / (watch.millis() / 1000);
  }

  /** Events that all watchers together hear in a second while one object changes and changes. */
  double events(int round) throws Exception {
    var path = MAPS.formatted("bench-watch");
    var name = "watched-" + round;
    var ready = new CountDownLatch(WATCHERS);
    var heard = new CountDownLatch(WATCHERS * CHANGES);
    api.apply(path + "/" + name, map(name, "begin"));
    var streams = new ArrayList<InputStream>();
    for (var i = 0; i < WATCHERS; i++) {
      var mine = new AtomicInteger();
      var stream =
          api.watch(
              path,
              event -> {
                if (event.at("/object/metadata/name").asText().equals(name)) {
                  if (mine.getAndIncrement() == 0) {
                    ready.countDown();
                  } else {
                    heard.countDown();
                  }
                }
              });
      streams.add(stream);
    }
    await(ready);
    var watch = new Watch();
    for (var i = 1; i <= CHANGES; i++) {
      api.apply(path + "/" + name, map(name, "change " + i));
    }
    await(heard);
    var perSecond = WATCHERS * CHANGES / (watch.millis() / 1000);
    for (var stream : streams) {
      stream.close();
    }
    return perSecond;
  }

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(2, TimeUnit.MINUTES)) {
      throw new IllegalStateException("not all watchers heard of everything");
    }
  }
}
