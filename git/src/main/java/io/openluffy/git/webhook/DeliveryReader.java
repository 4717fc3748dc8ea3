package io.openluffy.git.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what each git host sends; what is missing or of another shape is as if it were not there.
 */
final class DeliveryReader {
  /** Gitea tells the end of a branch by "delete" alone; GitHub sends a push, too. */
  private static final Set<String> PUSHES =
      Set.of(
          "push",
          "create",
          "delete",
          "Push Hook",
          "Tag Push Hook",
          "System Hook",
          "repo:push",
          "git.push");

  private DeliveryReader() {}

  static Delivery read(Sender sender, String event, JsonNode body) {
    return switch (sender) {
      case GITHUB, GITEA, GOGS -> PUSHES.contains(event) ? github(body) : Delivery.NOTHING;
      case GITLAB -> PUSHES.contains(event) ? gitlab(body) : Delivery.NOTHING;
      case BITBUCKET -> PUSHES.contains(event) ? bitbucket(body) : Delivery.NOTHING;
      case BITBUCKET_SERVER ->
          event.equals("repo:refs_changed") ? bitbucketServer(body) : Delivery.NOTHING;
      case AZURE -> azure(body);
    };
  }

  private static Delivery github(JsonNode body) {
    var repository = body.path("repository");
    var revision = shortName(body.path("ref").asText());
    return new Delivery(
        texts(repository, "html_url", "clone_url", "ssh_url"),
        revision,
        isBranch(body.path("ref").asText())
            && revision.equals(repository.path("default_branch").asText("")),
        files(body.path("commits")),
        first(
            body.at("/pusher/login"),
            body.at("/pusher/username"),
            body.at("/pusher/name"),
            body.at("/sender/login")));
  }

  private static Delivery gitlab(JsonNode body) {
    var project = body.path("project");
    var revision = shortName(body.path("ref").asText());
    return new Delivery(
        texts(project, "web_url", "git_http_url", "git_ssh_url"),
        revision,
        isBranch(body.path("ref").asText())
            && revision.equals(project.path("default_branch").asText("")),
        files(body.path("commits")),
        first(body.path("user_username"), body.path("user_name")));
  }

  private static Delivery bitbucket(JsonNode body) {
    var revision = "";
    for (var change : body.at("/push/changes")) {
      var end = change.path("new").isObject() ? change.path("new") : change.path("old");
      revision = end.path("name").asText(revision);
    }
    return new Delivery(
        texts(body.at("/repository/links/html"), "href"),
        revision,
        true,
        Optional.empty(),
        first(body.at("/actor/nickname"), body.at("/actor/display_name")));
  }

  private static Delivery bitbucketServer(JsonNode body) {
    var urls = new ArrayList<String>();
    for (var link : body.at("/repository/links/clone")) {
      urls.addAll(texts(link, "href"));
    }
    var revision = "";
    for (var change : body.path("changes")) {
      revision = shortName(change.at("/ref/id").asText(change.at("/ref/displayId").asText()));
    }
    return new Delivery(urls, revision, true, Optional.empty(), first(body.at("/actor/name")));
  }

  private static Delivery azure(JsonNode body) {
    var updates = body.at("/resource/refUpdates");
    if (!body.path("eventType").asText().equals("git.push") || !updates.has(0)) {
      return Delivery.NOTHING;
    }
    var ref = updates.get(0).path("name").asText();
    var repository = body.at("/resource/repository");
    return new Delivery(
        texts(repository, "remoteUrl"),
        shortName(ref),
        ref.equals(repository.path("defaultBranch").asText("")),
        Optional.empty(),
        first(body.at("/resource/pushedBy/displayName")));
  }

  private static boolean isBranch(String ref) {
    return ref.startsWith("refs/heads/");
  }

  private static String shortName(String ref) {
    return ref.replaceFirst("^refs/(heads|tags)/", "");
  }

  private static List<String> texts(JsonNode node, String... names) {
    var found = new LinkedHashSet<String>();
    for (var name : names) {
      var value = node.path(name);
      if (value.isTextual() && !value.asText().isBlank()) {
        found.add(value.asText());
      }
    }
    return List.copyOf(found);
  }

  private static Optional<List<String>> files(JsonNode commits) {
    var files = new LinkedHashSet<String>();
    for (var commit : commits) {
      for (var kind : List.of("added", "modified", "removed")) {
        commit.path(kind).forEach(file -> files.add(file.asText()));
      }
    }
    return files.isEmpty() ? Optional.empty() : Optional.of(List.copyOf(files));
  }

  private static String first(JsonNode... names) {
    for (var name : names) {
      if (name.isTextual() && !name.asText().isBlank()) {
        var plain = name.asText().replaceAll("\\p{Cntrl}", "").strip();
        return plain.length() > 100 ? plain.substring(0, 100) : plain;
      }
    }
    return "";
  }
}
