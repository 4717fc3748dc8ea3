package io.openluffy.playground.types.defaults;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Defaults of role bindings. */
final class AccessDefaults {
  private static final String GROUP = "rbac.authorization.k8s.io";

  private AccessDefaults() {}

  static void apply(ObjectNode binding) {
    Fill.with(binding, "roleRef", role -> Fill.text(role, "apiGroup", GROUP));
    Fill.each(
        binding,
        "subjects",
        subject -> {
          var kind = subject.path("kind").asText();
          if (kind.equals("User") || kind.equals("Group")) {
            Fill.text(subject, "apiGroup", GROUP);
          }
        });
  }
}
