package io.openluffy.playground.registry;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import io.openluffy.playground.registry.RegistryAccess.Action;
import io.openluffy.playground.registry.RegistryAccess.Credentials;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the OCI distribution API (v1.1) under {@code /v2/}. */
public final class Registry implements WebHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
  private static final String READ = "GET, HEAD";

  private final RegistryAccess access;
  private final BlobRoutes blobs;
  private final UploadRoutes uploads;
  private final ManifestRoutes manifests;
  private final ListRoutes lists;

  public Registry(RegistryFiles files, RegistryAccess access) {
    this.access = access;
    this.blobs = new BlobRoutes(files);
    this.uploads = new UploadRoutes(files);
    this.manifests = new ManifestRoutes(files);
    this.lists = new ListRoutes(files);
  }

  @Override
  public void handle(WebExchange exchange) throws IOException {
    unchanged(exchange, answer(exchange))
        .with("Docker-Distribution-Api-Version", "registry/2.0")
        .with("X-Content-Type-Options", "nosniff")
        .send(exchange);
  }

  /** Nothing is sent of content that the client says it has. */
  private static Answer unchanged(WebExchange exchange, Answer answer) {
    var tag = answer.headers().getOrDefault("Etag", "");
    var known =
        answer.status() == 200
            && !tag.isEmpty()
            && exchange.header("If-None-Match").stream()
                .flatMap(all -> Stream.of(all.split(",")))
                .anyMatch(one -> one.strip().replaceFirst("^W/", "").equals(tag));
    return known ? Answer.unchanged(answer.headers()) : answer;
  }

  private Answer answer(WebExchange exchange) {
    var route = Route.of(exchange.path());
    var name = RepositoryName.parse(route.repository());
    try {
      var refused = refused(exchange, action(route, exchange.method()), route.repository());
      if (refused.isPresent()) {
        return refused.get();
      }
      return switch (route) {
        case Route.Version version -> Answer.json(200, JsonNodeFactory.instance.objectNode());
        case Route.Nowhere nowhere ->
            Answer.error(404, ErrorCode.UNSUPPORTED, "The registry has nothing at this path.");
        case Route.Catalog catalog ->
            isRead(exchange) ? lists.catalog(exchange) : unsupported(READ);
        default -> name.isPresent() ? inRepository(route, name.get(), exchange) : badName(route);
      };
    } catch (IOException e) {
      LOG.warn("A registry request failed: {} {}", exchange.method(), exchange.path(), e);
      return failed(e);
    }
  }

  private Answer inRepository(Route route, RepositoryName name, WebExchange exchange)
      throws IOException {
    return switch (route) {
      case Route.Tags tags -> isRead(exchange) ? lists.tags(name, exchange) : unsupported(READ);
      case Route.Referrers referrers ->
          isRead(exchange)
              ? lists.referrers(name, referrers.digest(), exchange)
              : unsupported(READ);
      case Route.Manifest manifest -> manifest(name, manifest.reference(), exchange);
      case Route.Blob blob ->
          switch (exchange.method()) {
            case "GET", "HEAD" -> blobs.get(name, blob.digest(), exchange.header("Range"));
            case "DELETE" -> blobs.delete(name, blob.digest());
            default -> unsupported(READ + ", DELETE");
          };
      case Route.Uploads start ->
          exchange.method().equals("POST")
              ? uploads.start(name, exchange, from -> mayPull(exchange, from))
              : unsupported("POST");
      case Route.Upload upload -> upload(name, upload.id(), exchange);
      case Route.Version v -> throw new IllegalStateException("No repository in " + v);
      case Route.Catalog c -> throw new IllegalStateException("No repository in " + c);
      case Route.Nowhere n -> throw new IllegalStateException("No repository in " + n);
    };
  }

  private Answer manifest(RepositoryName name, String reference, WebExchange exchange)
      throws IOException {
    return switch (exchange.method()) {
      case "GET", "HEAD" -> manifests.get(name, reference);
      case "PUT" -> manifests.put(name, reference, exchange);
      case "DELETE" -> manifests.delete(name, reference);
      default -> unsupported(READ + ", PUT, DELETE");
    };
  }

  private Answer upload(RepositoryName name, String id, WebExchange exchange) throws IOException {
    return switch (exchange.method()) {
      case "GET" -> uploads.status(name, id);
      case "PATCH" -> uploads.append(name, id, exchange);
      case "PUT" -> uploads.complete(name, id, exchange);
      case "DELETE" -> uploads.cancel(name, id);
      default -> unsupported("GET, PATCH, PUT, DELETE");
    };
  }

  private Optional<Answer> refused(WebExchange exchange, Action action, String repository) {
    return switch (access.ask(credentials(exchange), action, repository)) {
      case RegistryAccess.Answer.Allowed allowed -> Optional.empty();
      case RegistryAccess.Answer.Unauthenticated unauthenticated ->
          Optional.of(
              Answer.error(ErrorCode.UNAUTHORIZED, "Sign in to the registry first.")
                  .with("WWW-Authenticate", "Basic realm=\"OpenLuffy registry\""));
      case RegistryAccess.Answer.Denied denied ->
          Optional.of(
              Answer.error(
                  ErrorCode.DENIED,
                  "You may not " + action.name().toLowerCase(java.util.Locale.ROOT) + " here."));
      case RegistryAccess.Answer.Later(long seconds) ->
          Optional.of(
              Answer.error(
                      ErrorCode.TOOMANYREQUESTS,
                      "Too many wrong passwords; try again in " + seconds + " s.")
                  .with("Retry-After", String.valueOf(seconds)));
    };
  }

  private boolean mayPull(WebExchange exchange, RepositoryName name) {
    return access.ask(credentials(exchange), Action.PULL, name.value())
        instanceof RegistryAccess.Answer.Allowed;
  }

  private static Action action(Route route, String method) {
    if (route.repository().isEmpty()) {
      return Action.LIST;
    }
    if (route instanceof Route.Uploads || route instanceof Route.Upload) {
      return Action.PUSH;
    }
    return switch (method) {
      case "GET", "HEAD" -> Action.PULL;
      case "DELETE" -> Action.DELETE;
      default -> Action.PUSH;
    };
  }

  private static Optional<Credentials> credentials(WebExchange exchange) {
    var header = exchange.header("Authorization").orElse("");
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      var decoded = Base64.getDecoder().decode(header.substring(6).strip());
      var text = new String(decoded, StandardCharsets.UTF_8);
      var colon = text.indexOf(':');
      return colon < 0
          ? Optional.empty()
          : Optional.of(
              new Credentials(
                  text.substring(0, colon),
                  Secret.of(text.substring(colon + 1)),
                  exchange.remoteAddress()));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static boolean isRead(WebExchange exchange) {
    return exchange.method().equals("GET") || exchange.method().equals("HEAD");
  }

  private static Answer failed(IOException e) {
    var text = String.valueOf(e.getMessage());
    if (text.contains("No space left") || text.contains("Disk quota exceeded")) {
      return Answer.error(
          ErrorCode.UNAVAILABLE,
          "The disk of the registry is full; nothing was changed. Free some space and push again.");
    }
    return Answer.error(
        500, ErrorCode.UNAVAILABLE, "The registry could not finish this request; try it again.");
  }

  private static Answer unsupported(String allowed) {
    return Answer.error(ErrorCode.UNSUPPORTED, "This method is not supported here.")
        .with("Allow", allowed);
  }

  private static Answer badName(Route route) {
    return Answer.error(
        ErrorCode.NAME_INVALID,
        "'"
            + route.repository()
            + "' is no repository name: lower-case letters, digits, '.', '_', '-' and '/'.");
  }
}
