package io.openluffy.application.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.git.RepositoryPath;
import io.openluffy.kernel.ProblemException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The embedded Helm and a real one over the same charts from the field. */
class RealHelmTest {
  @TempDir Path work;
  private Path charts;
  private Path helm;

  @BeforeEach
  void bothAreHere() {
    assumeTrue(Tools.shared().isPresent(), "../shared is not here, so it was not compared with");
    assumeTrue(Tools.helm().isPresent(), "no helm is here (OPENLUFFY_TEST_HELM names one)");
    charts = Tools.shared().get().resolve("charts");
    helm = Tools.helm().get();
  }

  private record Case(String chart, JsonNode set) {
    String name() {
      return chart + "/" + set.path("name").asText();
    }
  }

  @Test
  void aSampleIsEqual() throws IOException {
    var all = cases();
    compare(
        java.util.stream.IntStream.range(0, all.size())
            .filter(at -> at % 6 == 0)
            .mapToObj(all::get)
            .toList());
  }

  @Test
  @Tag("long")
  void allAreEqual() throws IOException {
    compare(cases());
  }

  private List<Case> cases() throws IOException {
    var cases = new ArrayList<Case>();
    for (var chart : Cases.yaml(charts.resolve("charts.yaml")).path("charts")) {
      chart.path("valueSets").forEach(set -> cases.add(new Case(chart.path("name").asText(), set)));
    }
    return cases;
  }

  private void compare(List<Case> cases) {
    var different = new ArrayList<String>();
    int equal = 0;
    try (var ours = renderer(Optional.empty());
        var real = renderer(Optional.of(helm))) {
      for (var one : cases) {
        var difference = difference(one, render(ours, one), render(real, one));
        if (difference.isEmpty()) {
          equal++;
        } else {
          different.add(one.name() + ": " + difference);
        }
      }
    }
    System.out.println("charts like the real helm: " + equal + " of " + cases.size());
    assertThat(different).isEmpty();
  }

  private SourceRenderer renderer(Optional<Path> binary) {
    return new SourceRenderer(
        new RenderSettings(
            Path.of(System.getProperty("java.home")),
            System.getProperty("java.class.path"),
            work,
            binary,
            Optional.empty(),
            RenderLimits.DEFAULT));
  }

  private record Outcome(Map<String, JsonNode> objects, String problem) {}

  private Outcome render(SourceRenderer renderer, Case one) {
    var options = Cases.JSON.createObjectNode();
    if (one.set().has("valuesText")) {
      options.set("values", one.set().get("valuesText"));
    } else if (one.set().path("values").isObject()) {
      options.set("valuesObject", one.set().get("values"));
    }
    for (var key : List.of("kubeVersion", "apiVersions")) {
      if (one.set().has(key)) {
        options.set(key, one.set().get(key));
      }
    }
    var written =
        Cases.request(charts, one.chart(), "helm", options, Cases.JSON.createObjectNode());
    var request =
        new RenderRequest(
            charts,
            new RepositoryPath(one.chart()),
            Map.of(),
            written.spec(),
            "x",
            "test",
            "1.35.0",
            List.of(),
            List.of());
    try {
      var objects = new TreeMap<String, JsonNode>();
      for (var object : renderer.render(request).manifests()) {
        objects.merge(object.key().toString(), object.view(), RealHelmTest::both);
      }
      return new Outcome(objects, "");
    } catch (ProblemException e) {
      return new Outcome(Map.of(), e.problem().message());
    }
  }

  private static JsonNode both(JsonNode first, JsonNode second) {
    return Cases.JSON.createArrayNode().add(first).add(second);
  }

  private static String difference(Case one, Outcome ours, Outcome real) {
    if (ours.problem().isEmpty() != real.problem().isEmpty()) {
      return "ours: '" + ours.problem() + "', real: '" + real.problem() + "'";
    }
    var random = random(one.set());
    var names = new HashSet<>(ours.objects().keySet());
    names.addAll(real.objects().keySet());
    for (var name : names.stream().sorted().toList()) {
      var mine = Optional.ofNullable(ours.objects().get(name));
      var theirs = Optional.ofNullable(real.objects().get(name));
      if (!mine.equals(theirs) && !isRandom(random, name)) {
        return name
            + " "
            + mine.map(m -> theirs.map(t -> field(m, t, "")).orElse("only ours"))
                .orElse("only theirs");
      }
    }
    return "";
  }

  /** The objects that differ from one rendering to the next, as {@code Kind/name}. */
  private static Set<String> random(JsonNode set) {
    var objects = new HashSet<String>();
    for (var one : set.path("randomObjects")) {
      var parts = one.asText().split(" ");
      objects.add(last(parts[0]) + "/" + last(parts[1]));
    }
    return objects;
  }

  /** Also when the name itself ends randomly. */
  private static boolean isRandom(Set<String> random, String key) {
    var object = key.split("/")[1] + "/" + last(key);
    return random.contains(object)
        || random.stream()
            .anyMatch(
                one ->
                    one.length() == object.length()
                        && stem(one).equals(stem(object))
                        && one.startsWith("Pod/"));
  }

  private static String last(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('-') + 1);
  }

  private static String field(JsonNode mine, JsonNode theirs, String path) {
    if (mine instanceof ObjectNode ours && theirs instanceof ObjectNode real) {
      for (var one : real.properties()) {
        var other = ours.get(one.getKey());
        if (other == null) {
          return path + "/" + one.getKey() + " is missing";
        }
        if (!other.equals(one.getValue())) {
          return field(other, one.getValue(), path + "/" + one.getKey());
        }
      }
      return path + " has more: " + ours.properties().size();
    }
    if (mine.isArray() && theirs.isArray() && mine.size() == theirs.size()) {
      for (int at = 0; at < mine.size(); at++) {
        if (!mine.get(at).equals(theirs.get(at))) {
          return field(mine.get(at), theirs.get(at), path + "/" + at);
        }
      }
    }
    return path + ": " + cut(mine) + " instead of " + cut(theirs);
  }

  private static String cut(JsonNode node) {
    var text = node.toString();
    return text.substring(0, Math.min(200, text.length()));
  }
}
