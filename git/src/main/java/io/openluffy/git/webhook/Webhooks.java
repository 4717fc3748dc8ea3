package io.openluffy.git.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.openluffy.git.LookRequest;
import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Door;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.secret.SecretStore;
import io.openluffy.kernel.store.Store;
import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Takes what git hosts send to {@code /api/webhook}: reads, verifies, forgets doubles, writes down
 * which repositories are to be looked at, and answers before anybody looks.
 */
public final class Webhooks implements WebHandler {
  static final int LARGEST_BODY = 1 << 20;
  private static final String SECRET = "webhook-secret";
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private final Store store;
  private final SecretStore secrets;
  private final Pushes pushes;
  private final Consumer<RepositoryUrl> look;
  private final InstantSource clock;
  private final SeenDeliveries seen;

  /**
   * @param look is told, after the request is stored, which repository to look at now
   */
  public Webhooks(
      Store store,
      SecretStore secrets,
      Pushes pushes,
      Consumer<RepositoryUrl> look,
      InstantSource clock) {
    this.store = store;
    this.secrets = secrets;
    this.pushes = pushes;
    this.look = look;
    this.clock = clock;
    this.seen = new SeenDeliveries(store, clock);
  }

  @Override
  public void handle(WebExchange exchange) throws IOException {
    var answer = answer(exchange);
    exchange.respond(
        answer.status(),
        Map.of("Content-Type", "text/plain; charset=utf-8"),
        (answer.message() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private WebhookAnswer answer(WebExchange exchange) throws IOException {
    if (!exchange.method().equals("POST")) {
      return new WebhookAnswer(405, "Webhook processing failed: send it with POST.");
    }
    var body = exchange.body().readNBytes(LARGEST_BODY + 1);
    return receive(exchange::header, body);
  }

  /**
   * @param headers by name, which is not case-sensitive
   */
  public WebhookAnswer receive(Function<String, Optional<String>> headers, byte[] body) {
    if (body.length > LARGEST_BODY) {
      return new WebhookAnswer(400, "Webhook processing failed: the payload is over 1 MiB.");
    }
    var sender = Sender.of(headers);
    if (sender.isEmpty()) {
      return new WebhookAnswer(
          400, "Unknown webhook event: no header of a git host that we know is there.");
    }
    var json = payload(headers, body).flatMap(Webhooks::json);
    if (json.isEmpty()) {
      return new WebhookAnswer(
          400, "Webhook processing failed: the payload must be a JSON object under 1 MiB.");
    }
    var delivery = DeliveryReader.read(sender.get(), sender.get().event(headers), json.get());
    var repositories = known(delivery.urls());
    if (!isTrusted(sender.get(), headers, body, repositories)) {
      return new WebhookAnswer(401, "The signature or token of the webhook is missing or wrong.");
    }
    return record(sender.get(), headers, delivery, repositories);
  }

  /**
   * GitHub and Gitea send JSON in a field of a form unless somebody asks for plain JSON; curl calls
   * everything a form.
   */
  private static Optional<byte[]> payload(Function<String, Optional<String>> headers, byte[] body) {
    var type = headers.apply("Content-Type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded")
        ? FormRules.field("payload", body).or(() -> Optional.of(body))
        : Optional.of(body);
  }

  private static Optional<JsonNode> json(byte[] body) {
    try {
      return Optional.of(JSON.readTree(body)).filter(JsonNode::isObject);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private List<RepositoryUrl> known(List<String> urls) {
    if (urls.isEmpty()) {
      return List.of();
    }
    var named = urls.stream().flatMap(url -> RepositoryUrl.parse(url).stream()).toList();
    return pushes.watched().stream()
        .filter(watched -> named.stream().anyMatch(watched::isSameAs))
        .toList();
  }

  /** A secret of each repository, or the server's; where there is none nothing is checked. */
  private boolean isTrusted(
      Sender sender,
      Function<String, Optional<String>> headers,
      byte[] body,
      List<RepositoryUrl> repositories) {
    var wanted = new ArrayList<Secret>();
    for (var url : repositories) {
      secrets.get("repository/" + url, SECRET).or(this::ofServer).ifPresent(wanted::add);
    }
    if (repositories.isEmpty()) {
      ofServer().ifPresent(wanted::add);
    }
    return wanted.stream()
        .allMatch(secret -> SignatureRules.isSigned(sender, headers, body, secret));
  }

  private Optional<Secret> ofServer() {
    return secrets.get("server", SECRET);
  }

  private WebhookAnswer record(
      Sender sender,
      Function<String, Optional<String>> headers,
      Delivery delivery,
      List<RepositoryUrl> repositories) {
    if (repositories.isEmpty()) {
      return new WebhookAnswer(
          200, delivery.urls().isEmpty() ? "Nothing to do." : "No repository of ours.");
    }
    var id = sender.delivery(headers).map(text -> SeenDeliveries.id(sender, text));
    var by = new Actor(delivery.by().isEmpty() ? "unknown" : delivery.by(), Door.WEBHOOK);
    var isNew =
        store.write(
            by,
            transaction -> {
              if (id.isPresent() && !seen.isFirst(transaction, id.get())) {
                return false;
              }
              for (var url : repositories) {
                transaction.put(LookRequest.TABLE, new LookRequest(url, by, clock.instant()));
                transaction.afterCommit(() -> look.accept(url));
              }
              return true;
            });
    seen.tidy();
    return new WebhookAnswer(200, isNew ? "Will look at it." : "Was delivered before.");
  }
}
