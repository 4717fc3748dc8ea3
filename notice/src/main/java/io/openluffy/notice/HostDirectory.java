package io.openluffy.notice;

import io.openluffy.git.RepositoryUrl;
import io.openluffy.kernel.Problem;
import io.openluffy.kernel.Where;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Finds out the make of a git host: by its name, else by asking what only one make answers. Nothing
 * secret is sent for that. What was found out counts until the server ends.
 */
public final class HostDirectory {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int LONGEST = 64 * 1024;
  private static final Set<Integer> NO_ANSWER = Set.of(408, 429, 502, 503, 504);
  private static final List<Question> QUESTIONS =
      List.of(
          new Question(GitHost.GITLAB, "/api/v4/version", HostDirectory::isGitLab),
          new Question(GitHost.GITEA, "/api/v1/version", HostDirectory::isGitea),
          new Question(
              GitHost.BITBUCKET_SERVER,
              "/rest/api/1.0/application-properties",
              answer -> answer.code() == 200 && answer.body().contains("\"Bitbucket\"")),
          new Question(GitHost.GITHUB, "/api/v3/meta", Answer::isFromGitHub));

  private final HttpClient http;
  private final Map<String, Optional<GitHost>> known = new ConcurrentHashMap<>();

  private record Question(GitHost host, String path, Predicate<Answer> fits) {}

  private record Answer(int code, boolean isJson, boolean isFromGitHub, String body) {}

  public HostDirectory(HttpClient http) {
    this.http = http;
  }

  /** Empty for a host that takes no statuses; throws while it can't be asked. */
  public Optional<HostAddress> of(RepositoryUrl repository) {
    return HostAddress.of(repository).or(() -> asked(repository));
  }

  private Optional<HostAddress> asked(RepositoryUrl repository) {
    if (repository.isFile()) {
      return Optional.empty();
    }
    var base = HostAddress.base(repository);
    var make = known.get(base);
    if (make == null) {
      make = ask(base);
      known.put(base, make);
    }
    return make.map(host -> new HostAddress(host, base));
  }

  private Optional<GitHost> ask(String base) {
    for (var question : QUESTIONS) {
      if (question.fits().test(answer(URI.create(base + question.path())))) {
        return Optional.of(question.host());
      }
    }
    return Optional.empty();
  }

  private Answer answer(URI address) {
    var request =
        HttpRequest.newBuilder(address).timeout(PATIENCE).header("User-Agent", "OpenLuffy").build();
    try {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
      if (NO_ANSWER.contains(answer.statusCode())) {
        answer.body().close();
        throw new IOException("answered " + answer.statusCode());
      }
      try (var body = answer.body()) {
        var headers = answer.headers();
        return new Answer(
            answer.statusCode(),
            headers.firstValue("Content-Type").orElse("").contains("json"),
            headers.map().keySet().stream().anyMatch(HostDirectory::isOfGitHub),
            new String(body.readNBytes(LONGEST), java.nio.charset.StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw unreachable(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(address, e);
    }
  }

  private static RuntimeException unreachable(URI address, Exception cause) {
    return Problem.world(
            "notice.unreachable",
            "The git host can't be asked what it is.",
            Where.of(address.getHost()),
            "It is tried again.")
        .asException(cause);
  }

  private static boolean isGitLab(Answer answer) {
    var isRefused = answer.code() == 401 && answer.body().contains("\"401 Unauthorized\"");
    return answer.isJson()
        && (isRefused || (answer.code() == 200 && answer.body().contains("\"revision\"")));
  }

  private static boolean isGitea(Answer answer) {
    return answer.code() == 200 && answer.isJson() && answer.body().contains("\"version\"");
  }

  private static boolean isOfGitHub(String header) {
    return header.equalsIgnoreCase("X-GitHub-Request-Id")
        || header.equalsIgnoreCase("X-GitHub-Enterprise-Version");
  }
}
