package io.openluffy.playground.api.status;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;

/**
 * Kubernetes' {@code Status}: the body of an error, in its own words.
 *
 * @param code the HTTP status
 * @param reason for machines, such as {@code NotFound}
 * @param details what the message is about
 * @param goOn the token with which a listing may go on all the same; empty if none
 */
public record ApiStatus(
    int code, String reason, String message, Optional<Details> details, String goOn) {

  /**
   * What a status is about.
   *
   * @param kind the plural resource or the kind, as Kubernetes gives one or the other
   */
  public record Details(
      String name, String group, String kind, String uid, List<Cause> causes, int retryAfter) {
    public Details {
      causes = List.copyOf(causes);
    }

    public static Details of(String group, String kind, String name) {
      return new Details(name, group, kind, "", List.of(), 0);
    }

    Details withCauses(List<Cause> causes) {
      return new Details(name, group, kind, uid, causes, retryAfter);
    }
  }

  /** One of several reasons; {@code field} is the path of the field it is about. */
  public record Cause(String reason, String message, String field) {}

  public static ApiStatus of(int code, String reason, String message) {
    return new ApiStatus(code, reason, message, Optional.empty(), "");
  }

  public static ApiStatus of(int code, String reason, String message, Details details) {
    return new ApiStatus(code, reason, message, Optional.of(details), "");
  }

  /** The same, with a token to go on with. */
  public ApiStatus goingOn(String token) {
    return new ApiStatus(code, reason, message, details, token);
  }

  public StatusException asException() {
    return new StatusException(this);
  }

  public ObjectNode toJson() {
    var node = JsonNodeFactory.instance.objectNode();
    var metadata = node.put("kind", "Status").put("apiVersion", "v1").putObject("metadata");
    putIfPresent(metadata, "continue", goOn);
    node.put("status", "Failure").put("message", message);
    if (!reason.isEmpty()) {
      node.put("reason", reason);
    }
    details.ifPresent(d -> node.set("details", toJson(d)));
    return node.put("code", code);
  }

  private static ObjectNode toJson(Details details) {
    var node = JsonNodeFactory.instance.objectNode();
    putIfPresent(node, "name", details.name());
    putIfPresent(node, "group", details.group());
    putIfPresent(node, "kind", details.kind());
    putIfPresent(node, "uid", details.uid());
    if (!details.causes().isEmpty()) {
      var causes = node.putArray("causes");
      for (var cause : details.causes()) {
        var item = causes.addObject();
        putIfPresent(item, "reason", cause.reason());
        putIfPresent(item, "message", cause.message());
        putIfPresent(item, "field", cause.field());
      }
    }
    if (details.retryAfter() > 0) {
      node.put("retryAfterSeconds", details.retryAfter());
    }
    return node;
  }

  private static void putIfPresent(ObjectNode node, String field, String value) {
    if (!value.isEmpty()) {
      node.put(field, value);
    }
  }
}
