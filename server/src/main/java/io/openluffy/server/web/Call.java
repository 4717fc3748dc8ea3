package io.openluffy.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One request to the API, read strictly. */
public final class Call {
  /** The largest JSON body, in bytes. */
  static final int BODY_LIMIT = 1 << 20;

  private static final Pattern JSON_TYPE =
      Pattern.compile("application/json\\s*(;.*)?", Pattern.CASE_INSENSITIVE);

  private final Context context;
  private final Optional<Principal> principal;
  private final Optional<Secret> token;
  private final BooleanSupplier welcome;

  Call(
      Context context,
      Optional<Principal> principal,
      Optional<Secret> token,
      BooleanSupplier welcome) {
    this.context = context;
    this.principal = principal;
    this.token = token;
    this.welcome = welcome;
  }

  /** Who asks; the route has made sure that somebody does. */
  public Principal caller() {
    return principal.orElseThrow(() -> Problems.notSignedIn().asException());
  }

  public Optional<Principal> stranger() {
    return principal;
  }

  public Actor actor() {
    return new Actor(caller().name(), caller().door());
  }

  /** The token or session cookie that was sent. */
  public Optional<Secret> token() {
    return token;
  }

  public String path(String name) {
    return context.pathParam(name);
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(context.queryParam(name)).filter(text -> !text.isEmpty());
  }

  /** Every value of a parameter that may be given several times. */
  public List<String> queries(String name) {
    return context.queryParams(name).stream().filter(text -> !text.isEmpty()).toList();
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  public boolean flag(String name) {
    return switch (query(name).orElse("false")) {
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw Problem.user(
                  "request.bad-flag",
                  "'" + other + "' is neither true nor false.",
                  Where.NOWHERE.field("?" + name),
                  "Use ?" + name + "=true, or leave it out.")
              .asException();
    };
  }

  /** A whole number between the bounds. */
  public long number(String name, long otherwise, long least, long most) {
    var text = query(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    try {
      var value = Long.parseLong(text.get());
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // falls through to the one message for both
    }
    throw Problem.user(
            "request.bad-number",
            "'" + text.get() + "' is no whole number from " + least + " to " + most + ".",
            Where.NOWHERE.field("?" + name),
            "Leave it out for " + otherwise + ".")
        .asException();
  }

  /** Whether who asked would still be let in; a stream that stays open asks from time to time. */
  public boolean stillWelcome() {
    return welcome.getAsBoolean();
  }

  /** Whether the browser spoke TLS with whatever stands before us. */
  public boolean secure() {
    return header("X-Forwarded-Proto").filter("https"::equalsIgnoreCase).isPresent();
  }

  public String remote() {
    return context.req().getRemoteAddr();
  }

  /** The JSON body as a record; unknown keys, wrong types and more than 1 MiB are refused. */
  public <T> T body(Class<T> type) {
    try {
      var bytes = readBody();
      T read =
          ApiJson.strict()
              .forType(type)
              .readValue(bytes.length == 0 ? "{}".getBytes(StandardCharsets.UTF_8) : bytes);
      if (read == null) {
        throw badBody("The body is null.", "", "Send a JSON object.");
      }
      complete(read, "");
      return read;
    } catch (UnrecognizedPropertyException e) {
      throw badBody(
          "'" + e.getPropertyName() + "' is not a key here.",
          pathOf(e),
          "Known keys: "
              + e.getKnownPropertyIds().stream()
                  .map(String::valueOf)
                  .sorted()
                  .collect(Collectors.joining(", "))
              + ".");
    } catch (MismatchedInputException e) {
      throw badBody(
          "This is no " + wanted(e) + ", or it is missing.",
          pathOf(e),
          "GET /api/v1/openapi.json shows the form of the body.");
    } catch (StreamConstraintsException e) {
      throw Problem.user(
              "request.bad-json",
              "The JSON is nested too deeply or too long.",
              Where.of("body"),
              "")
          .asException();
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw Problem.user(
              "request.bad-json",
              "The body is not valid JSON.",
              at == null ? Where.of("body") : Where.at("body", at.getLineNr(), at.getColumnNr()),
              "Send one JSON object in UTF-8.")
          .asException();
    } catch (IOException e) {
      throw Problem.user("request.cut-off", "The body ended early.", Where.of("body"), "")
          .asException(e);
    }
  }

  /** What is not Optional has to be there, also in records within. */
  private static void complete(Object read, String path) {
    for (RecordComponent component : read.getClass().getRecordComponents()) {
      var name = path.isEmpty() ? component.getName() : path + "." + component.getName();
      var value = value(component, read);
      if (value == null) {
        throw badBody("'" + component.getName() + "' is missing.", name, "");
      }
      if (value instanceof Record inner) {
        complete(inner, name);
      }
    }
  }

  private static @Nullable Object value(RecordComponent component, Object read) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true);
      return accessor.invoke(read);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("a record tells its components", e);
    }
  }

  private byte[] readBody() throws IOException {
    var request = context.req();
    var empty =
        request.getContentLengthLong() == 0 && request.getHeader("Transfer-Encoding") == null;
    var none = request.getContentLengthLong() < 0 && request.getHeader("Transfer-Encoding") == null;
    var type = Optional.ofNullable(request.getContentType()).orElse("");
    if (!empty && !none && !JSON_TYPE.matcher(type).matches()) {
      throw Problem.user(
              "request.unsupported-type",
              "A body has to be application/json"
                  + (type.isEmpty() ? "." : ", and this is " + type + "."),
              Where.NOWHERE.field("Content-Type"),
              "Send the header 'Content-Type: application/json'.")
          .asException();
    }
    if (context.req().getContentLengthLong() > BODY_LIMIT) {
      throw tooLarge();
    }
    var bytes = context.req().getInputStream().readNBytes(BODY_LIMIT + 1);
    if (bytes.length > BODY_LIMIT) {
      throw tooLarge();
    }
    return bytes;
  }

  private static io.openluffy.kernel.ProblemException tooLarge() {
    return Problem.user("request.too-large", "A JSON body has at most 1 MiB.", Where.of("body"), "")
        .asException();
  }

  private static io.openluffy.kernel.ProblemException badBody(
      String message, String field, String remedy) {
    var where = field.isEmpty() ? Where.of("body") : Where.of("body").field(field);
    return Problem.user("request.bad-body", message, where, remedy).asException();
  }

  private static String wanted(MismatchedInputException e) {
    var type = e.getTargetType();
    if (type == null || type.isRecord()) {
      return "JSON object";
    }
    return switch (type.getSimpleName()) {
      case "String" -> "text";
      case "Boolean", "boolean" -> "true or false";
      case "Integer", "int", "Long", "long" -> "whole number";
      case String other -> Collection.class.isAssignableFrom(type) ? "list" : other;
    };
  }

  private static String pathOf(MismatchedInputException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
