package io.openluffy.server.web;

import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Problems of requests that are too broken to reach a route, in the form of all others. */
final class BareErrors extends ErrorHandler {
  private final RandomGenerator random;

  BareErrors(RandomGenerator random) {
    this.random = random;
  }

  @Override
  public boolean errorPageForMethod(@Nullable String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int code,
      @Nullable String message,
      @Nullable Throwable cause,
      Callback callback) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemJson.TYPE);
    response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-store");
    response.write(true, ByteBuffer.wrap(body(code, message)), callback);
  }

  private byte[] body(int code, @Nullable String message) {
    var words = Optional.ofNullable(message).orElse(HttpStatus.getMessage(code));
    var problem =
        code < 500
            ? Problem.user(
                "request.malformed",
                "The request is no proper HTTP: " + words + ".",
                Where.NOWHERE,
                "Check the address and the headers.")
            : Problem.bug("Something went wrong in the server.");
    var body =
        new LinkedHashMap<>(
            ProblemJson.body(problem, HexFormat.of().toHexDigits(random.nextInt())));
    body.put("status", code);
    body.put(
        "title",
        HttpStatus.getMessage(code).toUpperCase(Locale.ROOT).charAt(0)
            + HttpStatus.getMessage(code).substring(1).toLowerCase(Locale.ROOT));
    return ApiJson.bytes(body);
  }
}
