package io.openluffy.server.real;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.ground.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The engine over a repository of plain manifests of many kinds. One story. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RealEngineTest {
  private static final String APPLICATION =
      """
      apiVersion: argoproj.io/v1alpha1
      kind: Application
      metadata: {name: shop, namespace: argocd, finalizers: [resources-finalizer.argocd.argoproj.io]}
      spec:
        project: default
        source: {repoURL: 'http://openluffy.localhost/git/shop.git', targetRevision: main, path: .}
        destination: {server: https://kubernetes.default.svc, namespace: openluffy-shop}
        syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
      """;

  private Path folder = Path.of("");
  private RealServer server;
  private Kubectl kubectl;
  private WorkTree tree;
  private String token = "";

  @BeforeAll
  void begin(@TempDir Path temporary) throws IOException {
    folder = temporary;
    server = ground().start(folder.resolve("home"));
    kubectl = Kubectl.of(server, folder);
    token = server.admin().mint("shop");
    tree = WorkTree.empty(folder.resolve("shop"), "admin");
    try (var manifests = RealEngineTest.class.getResourceAsStream("shop.yaml")) {
      assertThat(manifests).isNotNull();
      tree.write("shop.yaml", new String(manifests.readAllBytes(), StandardCharsets.UTF_8));
    }
    tree.write("extra.yaml", "{apiVersion: v1, kind: ConfigMap, metadata: {name: extra}}\n");
    push("Lay out the shop");
    kubectl.run("apply -f -", APPLICATION);
  }

  /** What runs below it. */
  Ground ground() {
    return new OwnPlayground();
  }

  @AfterAll
  void stop() {
    try {
      server.close();
    } finally {
      ground().leave();
    }
  }

  private void push(String message) {
    tree.git("add", "-A");
    tree.git("commit", "-q", "-m", message);
    tree.push(server.address("git") + "shop.git", token, "main");
  }

  private JsonNode status() {
    return kubectl.json("get application shop -n argocd").path("status");
  }

  private boolean isSettled() {
    var status = status();
    return status.at("/sync/status").asText().equals("Synced")
        && status.at("/sync/revision").asText().equals(tree.git("rev-parse", "HEAD").strip())
        && status.at("/health/status").asText().equals("Healthy")
        && status.at("/operationState/phase").asText().equals("Succeeded");
  }

  private void settles() {
    Patience.until("the shop is as declared, and well", this::isSettled);
  }

  private String says(String arguments) {
    return kubectl.tried(arguments + " -n openluffy-shop", "").output();
  }

  @Test
  @Order(1)
  void everyKindArrivesAndIsWell() {
    settles();

    var states =
        RealProject.stream(status().path("resources"))
            .filter(one -> !one.path("hook").asBoolean())
            .map(one -> one.path("kind").asText() + " " + one.path("status").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(states).hasSizeGreaterThan(12).allMatch(one -> one.endsWith(" Synced"));
  }

  @Test
  @Order(2)
  void hooksAndWavesCameInTheirOrder() {
    var hooks =
        RealProject.stream(status().at("/operationState/syncResult/resources"))
            .filter(one -> one.has("hookPhase") && one.has("hookType"))
            .map(one -> one.path("name").asText() + " " + one.path("hookPhase").asText())
            .toList();

    assertThat(hooks).contains("migrate Succeeded", "announce Succeeded");
    assertThat(created("job migrate")).isLessThanOrEqualTo(created("configmap first"));
    assertThat(created("configmap first")).isLessThanOrEqualTo(created("deployment web"));
    assertThat(created("deployment web")).isLessThanOrEqualTo(created("job announce"));
  }

  private String created(String object) {
    return says("get " + object + " -o jsonpath={.metadata.creationTimestamp}");
  }

  /** What the API server fills in is no difference, and comparing once more finds none. */
  @Test
  @Order(3)
  void nothingIsAppliedAgainThatIsThere() {
    var before = versions();

    kubectl.run("annotate application shop -n argocd argocd.argoproj.io/refresh=hard");
    Patience.until(
        "the hard refresh was done",
        () ->
            !kubectl
                .json("get application shop -n argocd")
                .at("/metadata/annotations")
                .has("argocd.argoproj.io/refresh"));

    assertThat(isSettled()).isTrue();
    assertThat(versions()).isEqualTo(before);
  }

  /** Of what nobody but us writes. */
  private Set<String> versions() {
    return Set.of(
        says("get configmap first -o jsonpath={.metadata.resourceVersion}"),
        says("get service web -o jsonpath={.metadata.resourceVersion}"),
        says("get secret key -o jsonpath={.metadata.resourceVersion}"),
        says("get role reader -o jsonpath={.metadata.resourceVersion}"),
        says("get deployment web -o jsonpath={.metadata.generation}"));
  }

  @Test
  @Order(4)
  void whatIsChangedAndDeletedByHandIsHealed() {
    says("patch configmap first --type=merge -p {\"data\":{\"by\":\"hand\"}}");
    says("delete service web");
    says("scale deployment web --replicas=4");

    Patience.until(
        "the data is back", () -> says("get configmap first -o jsonpath={.data.by}").equals("git"));
    Patience.until("the service is back", () -> says("get service web -o name").contains("web"));
    Patience.until(
        "two replicas", () -> says("get deployment web -o jsonpath={.spec.replicas}").equals("2"));
    settles();
  }

  @Test
  @Order(5)
  void whatLeavesGitLeavesTheCluster() {
    delete("extra.yaml");
    push("Drop what is extra");

    settles();
    assertThat(says("get configmap extra")).contains("not found");
  }

  private void delete(String file) {
    try {
      Files.delete(tree.file(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  @Order(6)
  void aReleaseThatNeverStartsIsDegradedAndTheWayBackHealsIt() {
    var manifests = read("shop.yaml");
    tree.write(
        "shop.yaml", manifests.replace("example.org/web:1", "openluffy.localhost/no-such-image:2"));
    push("Try what does not exist");
    Patience.until(
        "the shop is ill", () -> status().at("/health/status").asText().equals("Degraded"));

    tree.write("shop.yaml", manifests);
    push("Go back");

    settles();
  }

  private String read(String file) {
    try {
      return Files.readString(tree.file(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Definitions stay, as with Argo CD: what others keep by them would go, too. */
  @Test
  @Order(7)
  void deletingTheApplicationTakesItsObjectsAlong() {
    kubectl.run("delete application shop -n argocd --timeout=80s");

    assertThat(says("get deployment,statefulset,service,cronjob,gadget -o name")).isEmpty();
    assertThat(kubectl.run("delete crd gadgets.shop.example")).contains("deleted");
  }
}
