package io.openluffy.server.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.javalin.http.Context;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Collectors;

/** One request to the API, read strictly. */
public final class Call {
  /** The largest JSON body, in bytes. */
  static final int BODY_LIMIT = 1 << 20;

  private final Context context;
  private final Optional<Principal> principal;
  private final Optional<Secret> token;

  Call(Context context, Optional<Principal> principal, Optional<Secret> token) {
    this.context = context;
    this.principal = principal;
    this.token = token;
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

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  public boolean flag(String name) {
    return query(name).map(Boolean::parseBoolean).orElse(false);
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
            "")
        .asException();
  }

  public String remote() {
    return context.req().getRemoteAddr();
  }

  /** The JSON body as a record; unknown keys, wrong types and more than 1 MiB are refused. */
  public <T> T body(Class<T> type) {
    try {
      var bytes = readBody();
      return ApiJson.mapper()
          .readerFor(type)
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readValue(
              bytes.length == 0 ? "{}".getBytes(java.nio.charset.StandardCharsets.UTF_8) : bytes);
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
      throw badBody("The value has the wrong type or is missing.", pathOf(e), "");
    } catch (JsonProcessingException e) {
      var at = e.getLocation();
      throw Problem.user(
              "request.bad-json",
              "The body is not valid JSON.",
              at == null ? Where.of("body") : Where.at("body", at.getLineNr(), at.getColumnNr()),
              "")
          .asException();
    } catch (IOException e) {
      throw Problem.user("request.cut-off", "The body ended early.", Where.of("body"), "")
          .asException(e);
    }
  }

  private byte[] readBody() throws IOException {
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
    return Problem.user("request.bad-body", message, Where.of("body").field(field), remedy)
        .asException();
  }

  private static String pathOf(MismatchedInputException e) {
    return e.getPath().stream()
        .map(
            step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
        .collect(Collectors.joining("."));
  }
}
