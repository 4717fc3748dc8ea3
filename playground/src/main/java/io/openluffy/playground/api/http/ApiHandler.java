package io.openluffy.playground.api.http;

import io.openluffy.playground.api.logs.PodLogs;
import io.openluffy.playground.api.status.ApiStatus;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.verbs.Target;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.Verbs;
import io.openluffy.playground.types.TypeCatalog;
import io.openluffy.playground.types.discovery.Discovery;
import io.openluffy.playground.types.discovery.Document;
import io.openluffy.playground.types.discovery.OpenApi;
import io.openluffy.playground.types.tables.Tables;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Kubernetes API as a Jetty handler; each request has a virtual thread to block on. */
public final class ApiHandler extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(ApiHandler.class);

  private final TypeCatalog catalog;
  private final Users users;
  private final Discovery discovery;
  private final OpenApi openApi;
  private final Resources resources;
  private final Lingering lingering = new Lingering();

  public ApiHandler(Verbs verbs, Users users, PodLogs podLogs) {
    this.catalog = verbs.around().catalog();
    this.users = users;
    this.discovery = new Discovery(catalog);
    this.openApi = new OpenApi(catalog);
    var shower = new Shower(new Tables(verbs.around().clock()));
    var durable = new Durable(verbs.around().store());
    this.resources =
        new Resources(
            new Reads(verbs, shower, durable),
            new Writes(verbs, shower, durable),
            new Watches(verbs, shower, lingering),
            new Logs(verbs, podLogs, lingering),
            new PodParts(verbs, durable));
  }

  /** Ends what stays open, so that the server can stop. */
  public void endWatches() {
    lingering.end();
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    var exchange = new Exchange(request, response);
    try {
      answer(exchange);
      callback.succeeded();
    } catch (IOException e) {
      LOG.atDebug().setCause(e).addKeyValue("path", exchange.path()).log("Client left");
      callback.failed(e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("path", exchange.path()).log("Request failed");
      callback.failed(e);
    }
    return true;
  }

  private void answer(Exchange exchange) throws IOException {
    try {
      route(exchange);
    } catch (StatusException e) {
      refuse(exchange, e.status(), e);
    } catch (NotFound e) {
      exchange.respondText(404, NotFound.TEXT);
    } catch (HttpException.RuntimeException | IllegalArgumentException e) {
      refuse(exchange, ApiStatus.of(400, "BadRequest", String.valueOf(e.getMessage())), e);
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).addKeyValue("path", exchange.path()).log("Request failed");
      var message = "Internal error occurred: " + e.getClass().getSimpleName();
      refuse(exchange, ApiStatus.of(500, "InternalError", message), e);
    }
  }

  private static void refuse(Exchange exchange, ApiStatus status, RuntimeException e)
      throws IOException {
    if (exchange.isCommitted()) {
      throw e;
    }
    exchange.respond(status.code(), status.toJson());
  }

  private void route(Exchange exchange) throws IOException {
    var segments = exchange.segments();
    switch (segments.getFirst()) {
      case "healthz", "livez", "readyz" -> exchange.respondText(200, healthy(exchange));
      case "version" -> exchange.respond(200, "application/json", Json.bytes(catalog.version()));
      default -> {
        var user =
            users
                .find(exchange.header(HttpHeader.AUTHORIZATION))
                .orElseThrow(() -> ApiStatus.of(401, "Unauthorized", "Unauthorized").asException());
        let(exchange, user);
      }
    }
  }

  private static String healthy(Exchange exchange) {
    return exchange.query().values().containsKey("verbose")
        ? "[+]ping ok\n" + exchange.segments().getFirst() + " check passed\n"
        : "ok";
  }

  private void let(Exchange exchange, Users.User user) throws IOException {
    if (exchange.hasHeader("Impersonate-User")) {
      // Answering as somebody else than was asked for would be worse than not answering.
      throw Verbs.notHere("impersonation (--as)");
    }
    var document = document(exchange);
    if (document.isPresent()) {
      about(exchange, document.get());
      return;
    }
    var segments = exchange.segments();
    var path = RequestPath.of(segments).orElseThrow(() -> nothingAt(exchange, segments));
    var type =
        catalog
            .find(path.group(), path.version(), path.resource())
            .orElseThrow(() -> unserved(path.group()));
    if (!type.namespaced() && !path.namespace().isEmpty()) {
      throw VerbErrors.noSuchResource();
    }
    var isCreate = exchange.method().equals("POST") && path.subresource().isEmpty();
    if (type.namespaced()
        && path.namespace().isEmpty()
        && (!path.name().isEmpty() || (isCreate && type.allows("get")))) {
      throw isCreate ? VerbErrors.methodNotAllowed() : VerbErrors.noSuchResource();
    }
    if (type.group().isEmpty() && type.plural().equals("endpoints")) {
      exchange.warn("v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice");
    }
    var target = new Target(type, path.namespace(), path.name(), path.subresource());
    resources.answer(new Call(exchange, exchange.query(), target, user), path.watch());
  }

  private RuntimeException nothingAt(Exchange exchange, List<String> segments) {
    var isApi = segments.getFirst().equals("api") || segments.getFirst().equals("apis");
    if (isApi && discovery.answer(exchange.path(), "").isPresent()) {
      return VerbErrors.methodNotAllowed();
    }
    return isApi && (segments.size() > 1 || segments.getFirst().equals("api"))
        ? unserved(segments.getFirst().equals("api") ? "" : segments.get(1))
        : NotFound.page();
  }

  /** A group that is there says what is not; of the others nobody knows anything. */
  private RuntimeException unserved(String group) {
    return catalog.groups().containsKey(group) ? VerbErrors.noSuchResource() : NotFound.page();
  }

  private Optional<Document> document(Exchange exchange) {
    if (!exchange.method().equals("GET")) {
      return Optional.empty();
    }
    var accept = exchange.header(HttpHeader.ACCEPT);
    var path = exchange.path();
    return path.startsWith("/openapi")
        ? openApi.answer(path, accept)
        : discovery.answer(path, accept);
  }

  private static void about(Exchange exchange, Document document) throws IOException {
    if (exchange.header(HttpHeader.IF_NONE_MATCH).contains(document.etag())) {
      exchange.notModified(document.etag());
      return;
    }
    exchange.header(HttpHeader.ETAG, document.etag());
    if (document.contentType().contains("as=")) {
      exchange.header(HttpHeader.VARY, "Accept");
      exchange.header(HttpHeader.CACHE_CONTROL, "public");
    }
    exchange.respond(200, document.contentType(), document.body());
  }
}
