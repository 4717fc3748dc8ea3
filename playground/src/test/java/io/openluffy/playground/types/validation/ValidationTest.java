package io.openluffy.playground.types.validation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Crds;
import io.openluffy.playground.types.Json;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.TypeCatalog;
import io.openluffy.playground.types.defaults.Defaults;
import java.util.List;
import org.junit.jupiter.api.Test;

class ValidationTest {
  private static final String GOOD =
      "{metadata: {name: 'a'}, spec: {selector: {matchLabels: {app: 'a'}}, template: {metadata: {labels:"
          + " {app: 'a'}}, spec: {containers: [{name: 'c', image: 'i'}]}}}}";

  private final TypeCatalog catalog = TypeCatalog.builtIn();

  @Test
  void goodObjectsPass() {
    assertThat(create("apps", "deployments", GOOD)).isEmpty();
    assertThat(create("", "services", "{metadata: {name: 's'}, spec: {ports: [{port: 80}]}}"))
        .isEmpty();
    assertThat(create("", "configmaps", "{metadata: {name: 'c'}, data: {'a.b': 'c'}}")).isEmpty();
    assertThat(
            create("apiextensions.k8s.io", "customresourcedefinitions", Crds.widgets().toString()))
        .isEmpty();
  }

  @Test
  void namesAreToldAsKubernetesTellsThem() {
    assertThat(create("", "configmaps", "{metadata: {name: 'Bad_Name'}}"))
        .containsExactly(
            "metadata.name: Invalid value: \"Bad_Name\": a lowercase RFC 1123 subdomain must consist of"
                + " lower case alphanumeric characters, '-' or '.', and must start and end with an"
                + " alphanumeric character (e.g. 'example.com', regex used for validation is"
                + " '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')");
    assertThat(create("", "services", "{metadata: {name: '1s'}, spec: {ports: [{port: 80}]}}"))
        .singleElement()
        .asString()
        .startsWith("metadata.name: Invalid value: \"1s\": a DNS-1035 label must consist of");
    assertThat(create("", "configmaps", "{metadata: {}}"))
        .containsExactly("metadata.name: Required value: name or generateName is required");
    assertThat(create("", "configmaps", "{metadata: {name: 'a', labels: {'x y': 'a b'}}}"))
        .hasSize(2)
        .allMatch(text -> text.startsWith("metadata.labels: Invalid value: "));
  }

  @Test
  void aClaimTemplateIsAVolumeOfItsPods() {
    var set =
        "{metadata: {name: 'a'}, spec: {serviceName: 'a', selector: {matchLabels: {app: 'a'}},"
            + " volumeClaimTemplates: [{metadata: {name: 'data'}, spec: {accessModes: ['ReadWriteOnce'],"
            + " resources: {requests: {storage: '1Gi'}}}}], template: {metadata: {labels: {app: 'a'}},"
            + " spec: {containers: [{name: 'c', image: 'i', volumeMounts: [{name: 'data', mountPath:"
            + " '/d'}]}]}}}}";

    assertThat(create("apps", "statefulsets", set)).isEmpty();
    assertThat(create("apps", "statefulsets", set.replace("[{name: 'data', m", "[{name: 'x', m")))
        .containsExactly("spec.template.spec.containers[0].volumeMounts[0].name: Not found: \"x\"");
  }

  @Test
  void theAccountsOfARoleBindingAreUsuallyItsNeighbours() {
    var binding =
        "roleRef: {apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'r'}, subjects:"
            + " [{kind: 'ServiceAccount', name: 's'}]}";

    assertThat(
            create(
                "rbac.authorization.k8s.io",
                "rolebindings",
                "{metadata: {name: 'b', namespace: 'n'}, " + binding))
        .isEmpty();
    assertThat(
            create(
                "rbac.authorization.k8s.io",
                "clusterrolebindings",
                "{metadata: {name: 'b'}, " + binding))
        .containsExactly("subjects[0].namespace: Required value");
  }

  @Test
  void deploymentsMustSelectTheirOwnPods() {
    var other = GOOD.replace("{labels: {app: 'a'}}", "{labels: {app: 'b'}}");

    assertThat(create("apps", "deployments", other))
        .containsExactly(
            "spec.template.metadata.labels: Invalid value: {\"app\":\"b\"}: `selector` does not match"
                + " template `labels`");
    assertThat(create("apps", "deployments", "{metadata: {name: 'a'}}"))
        .contains(
            "spec.selector: Required value",
            "spec.template.metadata.labels: Invalid value: null: `selector` does not match template"
                + " `labels`",
            "spec.template.spec.containers: Required value");
  }

  @Test
  void containersAreChecked() {
    var pod =
        "{metadata: {name: 'p'}, spec: {containers: [{name: 'a'}, {name: 'a', image: 'i', ports:"
            + " [{containerPort: 70000}], volumeMounts: [{name: 'v', mountPath: '/x'}], imagePullPolicy:"
            + " 'Sometimes', resources: {requests: {cpu: '2'}, limits: {cpu: '1'}}}]}}";

    assertThat(create("", "pods", pod))
        .containsExactly(
            "spec.containers[0].image: Required value",
            "spec.containers[1].imagePullPolicy: Unsupported value: \"Sometimes\": supported values:"
                + " \"Always\", \"IfNotPresent\", \"Never\"",
            "spec.containers[1].ports[0].containerPort: Invalid value: 70000: must be between 1 and"
                + " 65535, inclusive",
            "spec.containers[1].volumeMounts[0].name: Not found: \"v\"",
            "spec.containers[1].resources.requests: Invalid value: \"2\": must be less than or equal to"
                + " cpu limit of 1",
            "spec.containers[1].name: Duplicate value: \"a\"");
  }

  @Test
  void whatMayNotChangeIsRefused() {
    assertThat(update("apps", "deployments", GOOD, GOOD.replace("app: 'a'", "app: 'b'")))
        .containsExactly(
            "spec.selector: Invalid value: {\"matchLabels\":{\"app\":\"b\"}}: field is immutable");
    assertThat(
            update(
                "",
                "secrets",
                "{metadata: {name: 's'}, type: 'Opaque', immutable: true, data: {a: 'QQ=='}}",
                "{metadata: {name: 's'}, type: 'x', immutable: true, data: {}}"))
        .containsExactly(
            "type: Invalid value: \"x\": field is immutable",
            "data: Forbidden: field is immutable when `immutable` is set");
    assertThat(
            update(
                "",
                "pods",
                "{metadata: {name: 'p'}, spec: {containers: [{name: 'a', image: 'i'}]}}",
                "{metadata: {name: 'p'}, spec: {hostNetwork: true, containers: [{name: 'a', image: 'j'}]}}"))
        .singleElement()
        .asString()
        .startsWith("spec: Forbidden: pod updates may not change fields other than");
  }

  @Test
  void customObjectsAreCheckedByTheirSchema() {
    catalog.register(Crds.widgets());

    assertThat(
            create(
                "example.dev",
                "widgets",
                "{metadata: {name: 'w'}, spec: {size: 11, color: 'blue', name: 'X1', tags: ['a', 'a'],"
                    + " parts: [{id: 'p'}, {id: 'p'}, {}], port: true, at: 'now', note: null,"
                    + " shape: {round: true, edges: 1}}}"))
        .containsExactlyInAnyOrder(
            "spec.size: Invalid value: 11: spec.size in body should be less than or equal to 10",
            "spec.color: Unsupported value: \"blue\": supported values: \"red\", \"green\"",
            "spec.name: Invalid value: \"X1\": spec.name in body should match '^[a-z]+$'",
            "spec.tags[1]: Duplicate value: \"a\"",
            "spec.parts[1]: Duplicate value: {\"id\":\"p\"}",
            "spec.parts[2].id: Required value",
            "spec.port: Invalid value: \"boolean\": spec.port in body must be of type integer,string:"
                + " \"boolean\"",
            "spec.at: Invalid value: \"now\": spec.at in body must be of type date-time: \"now\"",
            "spec.shape: Invalid value: \"\": \"spec.shape\" must validate one and only one schema"
                + " (oneOf). Found 2 valid alternatives");
    assertThat(create("example.dev", "widgets", "{metadata: {name: 'w'}, spec: {size: 'big'}}"))
        .containsExactly(
            "spec.size: Invalid value: \"string\": spec.size in body must be of type integer: \"string\"");
    assertThat(create("example.dev", "widgets", "{metadata: {name: 'w'}}"))
        .containsExactly("spec: Required value");
  }

  @Test
  void aSuspendedJobMayBeSetGoing() {
    var job =
        "{metadata: {name: 'a'}, spec: {suspend: %s, template: {metadata: {labels: {%s}}, spec:"
            + " {restartPolicy: 'Never', containers: [{name: 'c', image: '%s'}]}}}}";

    assertThat(
            update(
                "batch",
                "jobs",
                job.formatted(true, "a: '1'", "i"),
                job.formatted(false, "a: '1'", "i")))
        .isEmpty();
    assertThat(
            update(
                "batch",
                "jobs",
                job.formatted(true, "a: '1'", "i"),
                job.formatted(false, "a: '2'", "i")))
        .isEmpty();
    assertThat(
            update(
                "batch",
                "jobs",
                job.formatted(false, "a: '1'", "i"),
                job.formatted(false, "a: '2'", "i")))
        .isNotEmpty();
    assertThat(
            update(
                "batch",
                "jobs",
                job.formatted(true, "a: '1'", "i"),
                job.formatted(true, "a: '1'", "j")))
        .isNotEmpty();
  }

  @Test
  void brokenCrdsAreRefused() {
    var crd = Crds.widgets();
    ((ObjectNode) crd.path("metadata")).put("name", "gadgets.example.dev");
    ((ObjectNode) crd.path("spec").path("versions").get(0)).put("storage", true);

    assertThat(create("apiextensions.k8s.io", "customresourcedefinitions", crd.toString()))
        .contains(
            "metadata.name: Invalid value: \"gadgets.example.dev\": must be"
                + " spec.names.plural+\".\"+spec.group")
        .anyMatch(text -> text.endsWith("must have exactly one version marked as storage version"));
  }

  @Test
  void costlyPatternsDoNotHoldUpTheServer() {
    assertThat(BoundedText.fits("^(a+)+$", "a".repeat(40) + "b")).isFalse();
    assertThat(BoundedText.fits("^a+$", "aaa")).isTrue();
  }

  @Test
  void severalComplaintsStandInOneMessage() {
    var errors =
        Validation.ofCreate(
            catalog.find("apps", "deployments").orElseThrow(), Json.object("{metadata: {}}"));

    assertThat(FieldError.inWords(errors))
        .startsWith("[metadata.name: Required value")
        .endsWith("]");
    assertThat(errors.getFirst().cause())
        .isEqualTo(
            Json.object(
                "{reason: 'FieldValueRequired', message: 'Required value: name or generateName is"
                    + " required', field: 'metadata.name'}"));
  }

  private List<String> create(String group, String plural, String text) {
    var type = type(group, plural);
    return words(Validation.ofCreate(type, defaulted(type, text)));
  }

  private List<String> update(String group, String plural, String before, String after) {
    var type = type(group, plural);
    return words(Validation.ofUpdate(type, defaulted(type, before), defaulted(type, after)));
  }

  private static ObjectNode defaulted(ResourceType type, String text) {
    var object = Json.object(text);
    Defaults.apply(type, object);
    return object;
  }

  private ResourceType type(String group, String plural) {
    return catalog.find(group, plural).orElseThrow();
  }

  private static List<String> words(List<FieldError> errors) {
    return errors.stream().map(FieldError::message).toList();
  }
}
