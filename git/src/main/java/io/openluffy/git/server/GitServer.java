package io.openluffy.git.server;

import io.openluffy.git.Pushes;
import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import io.openluffy.kernel.journal.Actor;
import io.openluffy.kernel.journal.Principal;
import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.web.WebExchange;
import io.openluffy.kernel.web.WebHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Git over smart HTTP under {@code /git/<project>.git}: clone, fetch and push with any git client.
 */
public final class GitServer implements WebHandler {
  private static final Pattern PATH =
      Pattern.compile("/git/([^/]+?)(?:\\.git)?/(info/refs|git-upload-pack|git-receive-pack)");
  private static final Map<String, String> ASKS_WHO =
      Map.of(
          "WWW-Authenticate",
          "Basic realm=\"OpenLuffy\", charset=\"UTF-8\"",
          "Content-Type",
          "text/plain; charset=utf-8");

  private final EmbeddedRepositories repositories;
  private final GitAccess access;
  private final Pushes pushes;
  private final SmartHttp smartHttp;

  /** One request, understood. */
  private record Request(String project, String service, boolean isAdvertisement) {
    boolean isPush() {
      return service.equals(SmartHttp.RECEIVE);
    }
  }

  /** Thrown inside to end a request with a status. */
  private static final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int status;

    Refused(int status, String message) {
      super(message, null, false, false);
      this.status = status;
    }
  }

  public GitServer(
      EmbeddedRepositories repositories,
      GitAccess access,
      Pushes pushes,
      GitServerSettings settings) {
    this.repositories = repositories;
    this.access = access;
    this.pushes = pushes;
    this.smartHttp = new SmartHttp(repositories, access, pushes, settings);
  }

  /** Makes a project's repository, unless there is one, and counts its pushes from the first on. */
  public RepositoryUrl create(Actor by, String project) {
    try {
      repositories.create(project);
    } catch (IOException e) {
      throw Problem.world(
              "git.storage",
              "The repository can't be made: " + e.getMessage(),
              Where.of(project),
              "Check the free space and the rights of the server's home folder.")
          .asException(e);
    }
    var url = repositories.url(project);
    pushes.watch(by, url, true);
    return url;
  }

  @Override
  public void handle(WebExchange exchange) throws IOException {
    try {
      var request = request(exchange);
      var who = who(exchange);
      requireAccess(request, who);
      if (request.isAdvertisement()) {
        smartHttp.advertise(exchange, request.project(), request.service());
      } else if (request.isPush()) {
        smartHttp.receive(exchange, request.project(), who.orElseThrow());
      } else {
        smartHttp.upload(exchange, request.project());
      }
    } catch (Refused refused) {
      answer(exchange, refused.status, String.valueOf(refused.getMessage()));
    }
  }

  private static Request request(WebExchange exchange) {
    var match = PATH.matcher(exchange.path());
    if (!match.matches()) {
      throw new Refused(404, "There is nothing here. Clone /git/<project>.git with git.");
    }
    var isAdvertisement = match.group(2).equals("info/refs");
    var service =
        isAdvertisement
            ? exchange.query("service").stream().findFirst().orElse("")
            : match.group(2);
    if (!service.equals(SmartHttp.UPLOAD) && !service.equals(SmartHttp.RECEIVE)) {
      throw new Refused(403, "This server speaks smart HTTP only: use git 1.6.6 or newer.");
    }
    if (!exchange.method().equals(isAdvertisement ? "GET" : "POST")) {
      throw new Refused(405, "Use git to talk to this address.");
    }
    if (!isAdvertisement) {
      requireType(exchange, service);
    }
    return new Request(match.group(1), service, isAdvertisement);
  }

  /** Also keeps forms of other sites' pages from pushing. */
  private static void requireType(WebExchange exchange, String service) {
    var type = exchange.header("Content-Type").orElse("");
    if (!type.equals("application/x-" + service + "-request")) {
      throw new Refused(415, "The body must be application/x-" + service + "-request.");
    }
  }

  private Optional<Principal> who(WebExchange exchange) {
    var header = exchange.header("Authorization");
    if (header.isEmpty()) {
      return Optional.empty();
    }
    var credentials = header.flatMap(GitServer::basic);
    var who =
        credentials.flatMap(
            pair -> access.authenticate(pair[0], Secret.of(pair[1]), exchange.remoteAddress()));
    if (who.isEmpty()) {
      throw new Refused(401, "User and password or token don't fit.");
    }
    return who;
  }

  private static Optional<String[]> basic(String header) {
    if (!header.regionMatches(true, 0, "Basic ", 0, 6)) {
      return Optional.empty();
    }
    try {
      var bytes = Base64.getDecoder().decode(header.substring(6).strip());
      var pair = new String(bytes, StandardCharsets.UTF_8).split(":", 2);
      return pair.length == 2 ? Optional.of(pair) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Who may not read is told the same as if there were no such repository. */
  private void requireAccess(Request request, Optional<Principal> who) {
    if (who.isEmpty() && (request.isPush() || !access.mayRead(who, request.project()))) {
      throw new Refused(401, "Sign in with your user and password or an API token.");
    }
    if (!access.mayRead(who, request.project()) || !isThere(request, who)) {
      throw new Refused(404, "There is no repository of this name, or you may not see it.");
    }
  }

  /** The first push of somebody who may begin projects makes the repository. */
  private boolean isThere(Request request, Optional<Principal> who) {
    var project = request.project();
    if (repositories.exists(project)) {
      return true;
    }
    var beginner = who.filter(one -> request.isPush() && access.mayCreate(one, project));
    if (beginner.isEmpty() || !EmbeddedRepositories.isProjectName(project)) {
      return false;
    }
    beginner.ifPresent(one -> create(new Actor(one.name(), one.door()), project));
    return true;
  }

  private static void answer(WebExchange exchange, int status, String message) throws IOException {
    var headers = status == 401 ? ASKS_WHO : Map.of("Content-Type", "text/plain; charset=utf-8");
    exchange.respond(status, headers, (message + "\n").getBytes(StandardCharsets.UTF_8));
  }
}
