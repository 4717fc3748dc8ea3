package io.openluffy.release.build;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** Single requests to registries: where they go, who we are there, and what fails. */
final class RegistryCalls {
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(10);
  private static final Duration ANSWER_LIMIT = Duration.ofSeconds(60);
  private static final Duration UPLOAD_LIMIT = Duration.ofMinutes(30);
  private static final Pattern PARAMETER = Pattern.compile("([a-zA-Z]+)=\"([^\"]*)\"");
  private static final int LARGEST_TOKEN = 1024 * 1024;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(CONNECT_LIMIT)
          .followRedirects(HttpClient.Redirect.NEVER)
          .version(HttpClient.Version.HTTP_1_1)
          .build();
  private final RegistryLocator locator;
  private final RegistryCredentials credentials;
  private final Map<String, String> tokens = new ConcurrentHashMap<>();

  RegistryCalls(RegistryLocator locator, RegistryCredentials credentials) {
    this.locator = locator;
    this.credentials = credentials;
  }

  /** What is asked; {@code body} makes a fresh one for each try. */
  record Call(
      String method,
      ImageReference image,
      String path,
      Map<String, String> headers,
      java.util.function.Supplier<BodyPublisher> body) {

    static Call of(String method, ImageReference image, String path) {
      return new Call(method, image, path, Map.of(), HttpRequest.BodyPublishers::noBody);
    }

    Call accepting(String types) {
      return new Call(method, image, path, Map.of("Accept", types), body);
    }

    Call sending(String type, java.util.function.Supplier<BodyPublisher> content) {
      return new Call(method, image, path, Map.of("Content-Type", type), content);
    }

    boolean uploads() {
      return method.equals("PUT") && path.contains("digest=");
    }

    boolean writes() {
      return !method.equals("GET") && !method.equals("HEAD");
    }
  }

  HttpResponse<InputStream> send(Call call) {
    try {
      var tokenKey = call.image().repository() + (call.writes() ? " push" : " pull");
      var first = send(call, uri(call), Optional.ofNullable(tokens.get(tokenKey)));
      if (first.statusCode() == 401) {
        first.body().close();
        var authorization = authorization(call, first);
        authorization.ifPresent(value -> tokens.put(tokenKey, value));
        first = authorization.isPresent() ? send(call, uri(call), authorization) : first;
      }
      return redirected(call, first);
    } catch (IOException e) {
      throw RegistryProblems.unreachable(call.image(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw RegistryProblems.unreachable(call.image(), e);
    }
  }

  /** Storage elsewhere must not see our credentials. */
  private HttpResponse<InputStream> redirected(Call call, HttpResponse<InputStream> answer)
      throws IOException, InterruptedException {
    var target = answer.headers().firstValue("Location");
    var status = answer.statusCode();
    if (call.writes() || status < 300 || status > 308 || target.isEmpty()) {
      return answer;
    }
    answer.body().close();
    var uri = uri(call).resolve(target.get());
    if ("https".equals(uri(call).getScheme()) && !"https".equals(uri.getScheme())) {
      throw RegistryProblems.unexpected(call.image(), "a redirect to plain http");
    }
    return send(call, uri, Optional.empty());
  }

  private HttpResponse<InputStream> send(Call call, URI uri, Optional<String> authorization)
      throws IOException, InterruptedException {
    var request = HttpRequest.newBuilder(uri).timeout(call.uploads() ? UPLOAD_LIMIT : ANSWER_LIMIT);
    call.headers().forEach(request::header);
    authorization.ifPresent(value -> request.header("Authorization", value));
    return http.send(
        request.method(call.method(), call.body().get()).build(), BodyHandlers.ofInputStream());
  }

  private URI uri(Call call) {
    if (call.path().startsWith("http://") || call.path().startsWith("https://")) {
      return URI.create(call.path());
    }
    var location = locator.locate(call.image().registry());
    return URI.create(
        (location.plainHttp() ? "http://" : "https://") + location.address() + call.path());
  }

  private Optional<String> authorization(Call call, HttpResponse<InputStream> refused)
      throws IOException, InterruptedException {
    var basic = credentials.of(call.image().registry()).map(RegistryCalls::basic);
    var challenge = refused.headers().firstValue("WWW-Authenticate").orElse("");
    if (!challenge.regionMatches(true, 0, "Bearer ", 0, 7)) {
      return basic;
    }
    var parameters = new java.util.HashMap<String, String>();
    var matcher = PARAMETER.matcher(challenge);
    while (matcher.find()) {
      parameters.put(matcher.group(1), matcher.group(2));
    }
    var realm = parameters.get("realm");
    if (realm == null || !isTrusted(realm, call)) {
      throw RegistryProblems.unexpected(call.image(), "a token server that can't be trusted");
    }
    var scope = "repository:" + call.image().path() + (call.writes() ? ":pull,push" : ":pull");
    var query =
        "?scope="
            + encoded(scope)
            + Optional.ofNullable(parameters.get("service"))
                .map(service -> "&service=" + encoded(service))
                .orElse("");
    var tokenCall = Call.of("GET", call.image(), realm + query);
    var answer = send(tokenCall, URI.create(realm + query), basic);
    try (var body = answer.body()) {
      return answer.statusCode() == 200
          ? Optional.of("Bearer " + token(call.image(), body.readNBytes(LARGEST_TOKEN)))
          : Optional.empty();
    }
  }

  /** Credentials go over TLS, or to a registry of this machine. */
  private boolean isTrusted(String realm, Call call) {
    return realm.startsWith("https://")
        || (realm.startsWith("http://") && locator.locate(call.image().registry()).plainHttp());
  }

  private static String token(ImageReference image, byte[] body) {
    try {
      var json = JSON.readTree(body);
      var token = json.path("token").asText(json.path("access_token").asText(""));
      if (!token.isEmpty()) {
        return token;
      }
    } catch (JsonProcessingException e) {
      throw RegistryProblems.unexpected(image, "no JSON from its token server");
    } catch (IOException e) {
      throw RegistryProblems.unreachable(image, e);
    }
    throw RegistryProblems.unexpected(image, "no token from its token server");
  }

  private static String basic(RegistryCredentials.Credential credential) {
    var pair = credential.user() + ":" + credential.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
