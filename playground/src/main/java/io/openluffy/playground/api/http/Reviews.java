package io.openluffy.playground.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.api.store.Trees;
import java.io.IOException;

/** Answers what is only asked and never kept: who am I, and may I. */
final class Reviews {
  static boolean isReview(String qualifiedName) {
    return switch (qualifiedName) {
      case "selfsubjectreviews.authentication.k8s.io",
          "selfsubjectaccessreviews.authorization.k8s.io",
          "localsubjectaccessreviews.authorization.k8s.io",
          "subjectaccessreviews.authorization.k8s.io",
          "selfsubjectrulesreviews.authorization.k8s.io" ->
          true;
      default -> false;
    };
  }

  private Reviews() {}

  /** Everybody who is let in may do everything: the playground has no roles. */
  static void answer(Call call) throws IOException {
    if (call.form() != Form.OBJECT) {
      // A review has no metadata to show.
      throw Form.notWritten();
    }
    var review =
        Trees.shallow(
            (ObjectNode) BodyReader.object(call.exchange(), call.target().type()).value());
    review.put("kind", call.target().type().kind());
    review.put("apiVersion", call.target().type().apiVersion());
    var status = review.putObject("status");
    switch (call.target().type().plural()) {
      case "selfsubjectreviews" -> {
        var user = status.putObject("userInfo").put("username", call.user().name());
        call.user().groups().forEach(user.putArray("groups")::add);
      }
      case "selfsubjectrulesreviews" -> {
        var rule = status.putArray("resourceRules").addObject();
        rule.putArray("verbs").add("*");
        rule.putArray("apiGroups").add("*");
        rule.putArray("resources").add("*");
        status.putArray("nonResourceRules");
        status.put("incomplete", false);
      }
      default -> status.put("allowed", true);
    }
    call.exchange().respond(201, review);
  }
}
