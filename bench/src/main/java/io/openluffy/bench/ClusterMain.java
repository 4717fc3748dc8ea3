package io.openluffy.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * Measures the playground beside a real API server, in turns; the floor of a figure is what the
 * real one did.
 *
 * <p>{@code bench/cluster [rounds] [seconds]}: 3 rounds of 5 seconds for each kind of load if not
 * said.
 */
public final class ClusterMain {
  private static final int MANY = 10_000;

  private final List<Figure> figures = new ArrayList<>();
  private final int rounds;

  private ClusterMain(int rounds) {
    this.rounds = rounds;
  }

  public static void main(String[] args) throws Exception {
    var rounds = args.length > 0 ? Integer.parseInt(args[0]) : 3;
    var seconds = args.length > 1 ? Double.parseDouble(args[1]) : 5;
    var out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    var work = Files.createTempDirectory("openluffy-bench");
    var bench = new ClusterMain(rounds);
    try {
      bench.measure(work, seconds);
    } finally {
      out.println(Figure.table(bench.figures));
      var load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
      out.println(
          new ObjectMapper().writeValueAsString(Map.of("load", load, "figures", bench.figures)));
      Folders.delete(work);
    }
    System.exit(0);
  }

  private void measure(Path work, double seconds) throws Exception {
    var launcher = Path.of(System.getProperty("openluffy.launcher"));
    var program = Path.of(System.getProperty("openluffy.controlplane"));
    try (var server = new ServerProcess(launcher, work.resolve("home"));
        var plane = new ControlPlane(program, work.resolve("plane"))) {
      server.start("up");
      var ours = new ClusterLoad(new Kubernetes(server), seconds);
      var theirs = new ClusterLoad(new Kubernetes(plane.kubeconfig()), seconds);
      ours.prepare();
      theirs.prepare();
      // A server that runs has done such things before.
      warm(ours);
      warm(theirs);
      compare("get, of one object", ours::gets, theirs::gets);
      compare("list, of 1,000 objects", ours::lists, theirs::lists);
      compare("server-side apply", ours::applies, theirs::applies);
      compare("events heard by 200 watchers", ours::events, theirs::events);
      memory(server, plane, ours, theirs);
      server.kill();
      figures.add(
          Figure.value("start after kill -9, 10,000 objects", "ms", "", server.start("up")));
    }
  }

  private static void warm(ClusterLoad load) throws Exception {
    load.gets();
    load.lists();
    load.applies();
    load.events();
  }

  private void compare(String what, Callable<Double> ours, Callable<Double> theirs)
      throws Exception {
    var mine = new ArrayList<Double>();
    var others = new ArrayList<Double>();
    for (var i = 0; i < rounds; i++) {
      mine.add(ours.call());
      others.add(theirs.call());
    }
    figures.add(new Figure(what, "/s", "", mine, others));
  }

  private void memory(
      ServerProcess server, ControlPlane plane, ClusterLoad ours, ClusterLoad theirs)
      throws Exception {
    add("memory before (RSS)", server, plane);
    ours.fill("bench-many", MANY);
    theirs.fill("bench-many", MANY);
    add("memory with 10,000 more objects (RSS)", server, plane);
  }

  private void add(String what, ServerProcess server, ControlPlane plane) throws IOException {
    var mine = List.of(server.residentMebibytes());
    figures.add(new Figure(what, "MiB", "", mine, List.of(plane.residentMebibytes())));
  }
}
