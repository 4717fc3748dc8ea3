package io.openluffy.playground.api.select;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A field selector as queries write it: {@code metadata.name=web,status.phase!=Running}. */
public final class FieldSelector {
  private static final Pattern TERM = Pattern.compile("(.*?)(!=|==|=)(.*)", Pattern.DOTALL);
  private static final Set<String> EVERYWHERE = Set.of("metadata.name", "metadata.namespace");
  private static final Set<String> EVENTS =
      Set.of(
          "involvedObject.kind",
          "involvedObject.namespace",
          "involvedObject.name",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "involvedObject.resourceVersion",
          "involvedObject.fieldPath",
          "reason",
          "reportingComponent",
          "source",
          "type");
  private static final Set<String> NEWER_EVENTS =
      Stream.concat(
              EVENTS.stream(),
              EVENTS.stream().map(field -> field.replace("involvedObject.", "regarding.")))
          .collect(Collectors.toUnmodifiableSet());
  private static final Map<String, Set<String>> FIELDS =
      Map.ofEntries(
          Map.entry(
              "pods",
              Set.of(
                  "spec.nodeName",
                  "spec.restartPolicy",
                  "spec.schedulerName",
                  "spec.serviceAccountName",
                  "spec.hostNetwork",
                  "status.phase",
                  "status.podIP",
                  "status.nominatedNodeName")),
          Map.entry("events", EVENTS),
          Map.entry("events.events.k8s.io", NEWER_EVENTS),
          Map.entry("secrets", Set.of("type")),
          Map.entry("nodes", Set.of("spec.unschedulable")),
          Map.entry("namespaces", Set.of("status.phase")),
          Map.entry("services", Set.of("spec.clusterIP", "spec.type")),
          Map.entry("jobs.batch", Set.of("status.successful")),
          Map.entry("replicationcontrollers", Set.of("status.replicas")),
          Map.entry("certificatesigningrequests.certificates.k8s.io", Set.of("spec.signerName")));

  private record Term(List<String> path, boolean equal, String value) {
    boolean matches(JsonNode object) {
      var found = object;
      for (var name : path) {
        found = found.path(name);
      }
      return text(found).equals(value) == equal;
    }

    private String text(JsonNode found) {
      if (found.isMissingNode() && path.getLast().equals("unschedulable")) {
        return "false";
      }
      return found.isObject() ? found.path("component").asText() : found.asText();
    }
  }

  private final List<Term> terms;

  private FieldSelector(List<Term> terms) {
    this.terms = terms;
  }

  /** Throws IllegalArgumentException with the reason when the kind cannot be selected so. */
  public static FieldSelector parse(ResourceType type, String text) {
    var terms = new ArrayList<Term>();
    for (var part : text.split("(?<!\\\\),")) {
      if (!part.isEmpty()) {
        terms.add(term(type, part, text));
      }
    }
    return new FieldSelector(terms);
  }

  private static Term term(ResourceType type, String part, String whole) {
    var matcher = TERM.matcher(part);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "invalid selector: '%s'; can't understand '%s'".formatted(whole, part));
    }
    var field = matcher.group(1);
    var value = unescaped(matcher.group(3));
    if (!isKnown(type, field)) {
      throw new IllegalArgumentException(unknown(type, field));
    }
    return new Term(List.of(field.split("\\.")), !matcher.group(2).equals("!="), value);
  }

  private static String unescaped(String written) {
    var value = new StringBuilder();
    for (var i = 0; i < written.length(); i++) {
      var character = written.charAt(i);
      if (character == '\\' && i + 1 < written.length()) {
        i++;
        value.append(written.charAt(i));
      } else if (character == '=') {
        throw new IllegalArgumentException(
            "invalid field selector: unescaped character in value: " + (int) character);
      } else {
        value.append(character);
      }
    }
    return value.toString();
  }

  private static String unknown(ResourceType type, String field) {
    if (type.qualifiedName().equals("jobs.batch")) {
      return "field label \"%s\" not supported for Job".formatted(field);
    }
    return FIELDS.containsKey(type.qualifiedName()) || type.custom()
        ? "field label not supported: " + field
        : "\"%s\" is not a known field selector: only \"metadata.name\", \"metadata.namespace\""
            .formatted(field);
  }

  private static boolean isKnown(ResourceType type, String field) {
    return EVERYWHERE.contains(field)
        || FIELDS.getOrDefault(type.qualifiedName(), Set.of()).contains(field);
  }

  /** The one name that can match, if the selector says so. */
  public Optional<String> name() {
    return terms.stream()
        .filter(t -> t.equal() && t.path().equals(List.of("metadata", "name")))
        .map(Term::value)
        .findFirst();
  }

  public boolean isEmpty() {
    return terms.isEmpty();
  }

  public boolean matches(JsonNode object) {
    return terms.stream().allMatch(term -> term.matches(object));
  }
}
