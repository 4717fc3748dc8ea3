package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.ApiStatus.Details;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.types.ResourceType;
import io.openluffy.playground.types.validation.FieldError;
import java.util.List;

/** What the verbs refuse, as Kubernetes says it. */
public final class VerbErrors {
  private VerbErrors() {}

  public static StatusException badRequest(String message) {
    return ApiStatus.of(400, "BadRequest", message).asException();
  }

  /** An error that Kubernetes has no reason for. */
  public static StatusException internal(String message) {
    return ApiStatus.of(500, "", message).asException();
  }

  public static StatusException notFound(Target target) {
    return ApiStatus.of(
            404,
            "NotFound",
            "%s \"%s\" not found".formatted(target.type().qualifiedName(), target.name()),
            details(target))
        .asException();
  }

  static StatusException alreadyExists(Target target) {
    return ApiStatus.of(
            409,
            "AlreadyExists",
            "%s \"%s\" already exists".formatted(target.type().qualifiedName(), target.name()),
            details(target))
        .asException();
  }

  static StatusException conflict(Target target, String why) {
    return ApiStatus.of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s"
                .formatted(target.type().qualifiedName(), target.name(), why),
            details(target))
        .asException();
  }

  /** Here Kubernetes names the kind. */
  static StatusException preconditionFailed(Target target, String why) {
    var type = target.type();
    var kind = type.group().isEmpty() ? type.kind() : type.kind() + "." + type.group();
    return ApiStatus.of(
            409,
            "Conflict",
            "Operation cannot be fulfilled on %s \"%s\": %s".formatted(kind, target.name(), why),
            Details.of(type.group(), type.kind(), target.name()))
        .asException();
  }

  static StatusException modified(Target target) {
    return conflict(
        target,
        "the object has been modified; please apply your changes to the latest version and try"
            + " again");
  }

  /** The name in a body must be that of the URL. */
  static void checkName(Target target, JsonNode body) {
    var name = body.path("metadata").path("name").asText();
    if (name.isEmpty()) {
      throw badRequest(
          "the name of the object (%s based on URL) was undeterminable: name must be provided"
              .formatted(target.name()));
    }
    if (!name.equals(target.name())) {
      throw badRequest(
          "the name of the object (%s) does not match the name on the URL (%s)"
              .formatted(name, target.name()));
    }
  }

  public static StatusException forbidden(Target target, String why, List<Cause> causes) {
    var details =
        new Details(target.name(), target.type().group(), target.type().plural(), "", causes, 0);
    return ApiStatus.of(
            403,
            "Forbidden",
            "%s \"%s\" is forbidden: %s"
                .formatted(target.type().qualifiedName(), target.name(), why),
            details)
        .asException();
  }

  /** There is no such kind or subresource in a group that is there. */
  public static StatusException noSuchResource() {
    return ApiStatus.of(
            404,
            "NotFound",
            "the server could not find the requested resource",
            Details.of("", "", ""))
        .asException();
  }

  /** The verb is not there for this resource or subresource. */
  public static StatusException methodNotAllowed() {
    return ApiStatus.of(
            405,
            "MethodNotAllowed",
            "the server does not allow this method on the requested resource",
            Details.of("", "", ""))
        .asException();
  }

  static StatusException invalid(ResourceType type, String name, List<FieldError> errors) {
    var causes =
        errors.stream()
            .map(FieldError::cause)
            .map(
                cause ->
                    new Cause(
                        cause.path("reason").asText(),
                        cause.path("message").asText(),
                        cause.path("field").asText()))
            .toList();
    return invalid(type.group(), type.kind(), name, FieldError.inWords(errors), causes);
  }

  public static StatusException invalid(
      String group, String kind, String name, String message, List<Cause> causes) {
    var qualified = group.isEmpty() ? kind : kind + "." + group;
    return ApiStatus.of(
            422,
            "Invalid",
            "%s \"%s\" is invalid: %s".formatted(qualified, name, message),
            new Details(name, group, kind, "", causes, 0))
        .asException();
  }

  private static Details details(Target target) {
    return Details.of(target.type().group(), target.type().plural(), target.name());
  }
}
