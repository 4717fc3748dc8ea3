package io.openluffy.notice;

import io.openluffy.kernel.store.Json;
import io.openluffy.notice.CommitStatus.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * The HTTP call that sets a status, as each make of host wants it.
 *
 * @param current where the newest statuses of the commit can be read, on hosts that would keep a
 *     status that is said twice as two
 */
record StatusCall(URI address, String body, Optional<URI> current) {
  private static final int LONGEST_BITBUCKET_KEY = 40;

  /**
   * @param page where people read more
   */
  static StatusCall of(HostAddress to, CommitStatus status, String page) {
    var path = GitHost.path(status.repository());
    return switch (to.host()) {
      case GITHUB -> gitHub(gitHubApi(to.base()) + "/repos/" + path, status, page);
      case GITEA -> gitea(to.base() + "/api/v1/repos/" + path, status, page);
      case GITLAB -> gitLab(to.base(), path, status, page);
      case BITBUCKET -> bitbucket(to.base(), path, status, page);
      case BITBUCKET_SERVER -> bitbucketServer(to.base(), status, page);
    };
  }

  private static String gitHubApi(String base) {
    return base.equals("https://github.com") ? "https://api.github.com" : base + "/api/v3";
  }

  private static StatusCall gitHub(String repository, CommitStatus status, String page) {
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failure";
          case SUPERSEDED -> "error";
        };
    return new StatusCall(
        URI.create(repository + "/statuses/" + status.commit()),
        body(status, state, page, "context"),
        Optional.of(
            URI.create(repository + "/commits/" + status.commit() + "/status?per_page=100")));
  }

  private static StatusCall gitea(String repository, CommitStatus status, String page) {
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failure";
          case SUPERSEDED -> "warning";
        };
    return new StatusCall(
        URI.create(repository + "/statuses/" + status.commit()),
        body(status, state, page, "context"),
        Optional.of(URI.create(repository + "/commits/" + status.commit() + "/status")));
  }

  private static StatusCall gitLab(String base, String path, CommitStatus status, String page) {
    var project = URLEncoder.encode(path, StandardCharsets.UTF_8);
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failed";
          case SUPERSEDED -> "canceled";
        };
    return new StatusCall(
        URI.create(base + "/api/v4/projects/" + project + "/statuses/" + status.commit()),
        body(status, state, page, "name"),
        Optional.empty());
  }

  private static StatusCall bitbucket(String base, String path, CommitStatus status, String page) {
    var api =
        base.equals("https://bitbucket.org") ? "https://api.bitbucket.org/2.0" : base + "/2.0";
    var address = api + "/repositories/" + path + "/commit/" + status.commit() + "/statuses/build";
    var state = status.verdict() == Verdict.SUPERSEDED ? "STOPPED" : bitbucketState(status);
    return new StatusCall(
        URI.create(address), bitbucketBody(status, state, page), Optional.empty());
  }

  private static StatusCall bitbucketServer(String base, CommitStatus status, String page) {
    return new StatusCall(
        URI.create(base + "/rest/build-status/1.0/commits/" + status.commit()),
        bitbucketBody(status, bitbucketState(status), page),
        Optional.empty());
  }

  /** The Server knows no word for what was superseded. */
  private static String bitbucketState(CommitStatus status) {
    return switch (status.verdict()) {
      case PENDING -> "INPROGRESS";
      case SUCCESS -> "SUCCESSFUL";
      case FAILURE, SUPERSEDED -> "FAILED";
    };
  }

  private static String bitbucketBody(CommitStatus status, String state, String page) {
    var body = new LinkedHashMap<String, String>();
    body.put("key", bitbucketKey(status.context()));
    body.put("name", status.context());
    body.put("state", state);
    body.put("description", status.description());
    body.put("url", page);
    return Json.write(body);
  }

  /** A longer key is refused; one that was only cut could be another's too. */
  private static String bitbucketKey(String context) {
    return context.length() <= LONGEST_BITBUCKET_KEY
        ? context
        : context.substring(0, LONGEST_BITBUCKET_KEY - 9)
            + "-"
            + String.format("%08x", context.hashCode());
  }

  private static String body(CommitStatus status, String state, String page, String contextKey) {
    var body = new LinkedHashMap<String, String>();
    body.put("state", state);
    body.put(contextKey, status.context());
    body.put("description", status.description());
    body.put("target_url", page);
    return Json.write(body);
  }
}
