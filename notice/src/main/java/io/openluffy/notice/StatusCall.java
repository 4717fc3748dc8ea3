package io.openluffy.notice;

import io.openluffy.kernel.secret.Secret;
import io.openluffy.kernel.store.Json;
import io.openluffy.notice.CommitStatus.Verdict;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP call that sets a status, as each make of host wants it.
 *
 * @param header name and value that carry the token
 */
record StatusCall(URI address, Map.Entry<String, Secret> header, String body) {

  /**
   * @param base the host's address, such as {@code https://gitlab.example}
   * @param page where people read more
   */
  static StatusCall of(GitHost host, String base, CommitStatus status, Secret token, String page) {
    return switch (host) {
      case GITHUB -> gitHub(base, status, token, page);
      case GITLAB -> gitLab(base, status, token, page);
      case GITEA -> gitea(base, status, token, page);
      case BITBUCKET -> bitbucket(base, status, token, page);
    };
  }

  private static StatusCall gitHub(String base, CommitStatus status, Secret token, String page) {
    var api = base.equals("https://github.com") ? "https://api.github.com" : base + "/api/v3";
    var address =
        api + "/repos/" + GitHost.path(status.repository()) + "/statuses/" + status.commit();
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failure";
          case SUPERSEDED -> "error";
        };
    return new StatusCall(
        URI.create(address), bearer("Bearer ", token), body(status, state, page, "context"));
  }

  private static StatusCall gitea(String base, CommitStatus status, Secret token, String page) {
    var address =
        base
            + "/api/v1/repos/"
            + GitHost.path(status.repository())
            + "/statuses/"
            + status.commit();
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failure";
          case SUPERSEDED -> "warning";
        };
    return new StatusCall(
        URI.create(address), bearer("token ", token), body(status, state, page, "context"));
  }

  private static StatusCall gitLab(String base, CommitStatus status, Secret token, String page) {
    var project = URLEncoder.encode(GitHost.path(status.repository()), StandardCharsets.UTF_8);
    var address = base + "/api/v4/projects/" + project + "/statuses/" + status.commit();
    var state =
        switch (status.verdict()) {
          case PENDING -> "pending";
          case SUCCESS -> "success";
          case FAILURE -> "failed";
          case SUPERSEDED -> "canceled";
        };
    return new StatusCall(
        URI.create(address), Map.entry("PRIVATE-TOKEN", token), body(status, state, page, "name"));
  }

  private static StatusCall bitbucket(String base, CommitStatus status, Secret token, String page) {
    var api =
        base.equals("https://bitbucket.org") ? "https://api.bitbucket.org/2.0" : base + "/2.0";
    var address =
        api
            + "/repositories/"
            + GitHost.path(status.repository())
            + "/commit/"
            + status.commit()
            + "/statuses/build";
    var body = new LinkedHashMap<String, String>();
    body.put("key", status.context());
    body.put("name", status.context());
    body.put("state", bitbucket(status.verdict()));
    body.put("description", status.description());
    body.put("url", page);
    return new StatusCall(URI.create(address), bearer("Bearer ", token), Json.write(body));
  }

  private static String bitbucket(Verdict verdict) {
    return switch (verdict) {
      case PENDING -> "INPROGRESS";
      case SUCCESS -> "SUCCESSFUL";
      case FAILURE -> "FAILED";
      case SUPERSEDED -> "STOPPED";
    };
  }

  private static Map.Entry<String, Secret> bearer(String scheme, Secret token) {
    return Map.entry("Authorization", Secret.of(scheme + token.reveal()));
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
