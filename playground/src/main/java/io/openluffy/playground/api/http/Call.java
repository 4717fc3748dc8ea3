package io.openluffy.playground.api.http;

import io.openluffy.playground.api.select.FieldSelector;
import io.openluffy.playground.api.select.LabelSelector;
import io.openluffy.playground.api.select.Selection;
import io.openluffy.playground.api.status.ApiStatus.Cause;
import io.openluffy.playground.api.status.StatusException;
import io.openluffy.playground.api.store.Trees;
import io.openluffy.playground.api.verbs.Target;
import io.openluffy.playground.api.verbs.VerbErrors;
import io.openluffy.playground.api.verbs.WriteOptions;
import io.openluffy.playground.api.verbs.WriteOptions.FieldValidation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;

/** One request for a resource that exists, by a user who was let in. */
record Call(Exchange exchange, Query query, Target target, Users.User user) {
  private static final int LONGEST_MANAGER = 128;

  Selection selection() {
    try {
      return new Selection(
          LabelSelector.parse(query.text("labelSelector")),
          FieldSelector.parse(target.type(), query.text("fieldSelector")));
    } catch (IllegalArgumentException e) {
      throw VerbErrors.badRequest(String.valueOf(e.getMessage()));
    }
  }

  Form form() {
    return Form.of(exchange.header(HttpHeader.ACCEPT));
  }

  boolean dryRun(String options) {
    var values = query.values().getOrDefault("dryRun", List.of());
    for (var value : values) {
      if (!value.equals("All")) {
        var all = Trees.array();
        values.forEach(all::add);
        var message = "Unsupported value: " + all + ": supported values: \"All\"";
        throw refused(options, "dryRun", message, "FieldValueNotSupported");
      }
    }
    return !values.isEmpty();
  }

  /** How a create or update is meant. */
  WriteOptions writeOptions(String options) {
    return new WriteOptions(
        manager(options), dryRun(options), validation(options), false, exchange::warn);
  }

  WriteOptions patchOptions(boolean apply) {
    var options = "PatchOptions";
    if (apply && query.text("fieldManager").isEmpty()) {
      var message = "Required value: is required for apply patch";
      throw refused(options, "fieldManager", message, "FieldValueRequired");
    }
    if (!apply && query.values().containsKey("force")) {
      throw Query.forbidden(options, "force", "may not be specified for non-apply patch");
    }
    return new WriteOptions(
        manager(options),
        dryRun(options),
        validation(options),
        query.flag("force"),
        exchange::warn);
  }

  private String manager(String options) {
    var named = query.text("fieldManager");
    if (named.length() > LONGEST_MANAGER) {
      var message = "Too long: may not be more than " + LONGEST_MANAGER + " bytes";
      throw refused(options, "fieldManager", message, "FieldValueTooLong");
    }
    checkPrintable(named, options);
    if (!named.isEmpty()) {
      return named;
    }
    var agent = exchange.header(HttpHeader.USER_AGENT);
    var slash = agent.indexOf('/');
    var program = slash < 0 ? agent : agent.substring(0, slash);
    return program.isBlank()
        ? "unknown"
        : program.substring(0, Math.min(program.length(), LONGEST_MANAGER));
  }

  private static String shown(String text) {
    var shown = new StringBuilder();
    text.codePoints()
        .forEach(
            character -> {
              if (character == '\n') {
                shown.append("\\n");
              } else if (Character.isISOControl(character)) {
                shown.append("\\x%02x".formatted(character));
              } else {
                shown.appendCodePoint(character);
              }
            });
    return shown.toString();
  }

  private static void checkPrintable(String manager, String options) {
    for (var i = 0; i < manager.length(); i++) {
      var character = manager.codePointAt(i);
      if (Character.isISOControl(character) || !Character.isDefined(character)) {
        var bytes = manager.substring(0, i).getBytes(StandardCharsets.UTF_8).length;
        var message =
            "Invalid value: \"%s\": invalid character U+%04X (at position %d)"
                .formatted(shown(manager), character, bytes);
        throw refused(options, "fieldManager", message, "FieldValueInvalid");
      }
    }
  }

  private FieldValidation validation(String options) {
    return switch (query.text("fieldValidation").toLowerCase(Locale.ROOT)) {
      case "", "warn" -> FieldValidation.WARN;
      case "ignore" -> FieldValidation.IGNORE;
      case "strict" -> FieldValidation.STRICT;
      default -> {
        var message =
            "Unsupported value: \"%s\": supported values: \"\", \"Ignore\", \"Strict\", \"Warn\""
                .formatted(query.text("fieldValidation"));
        throw refused(options, "fieldValidation", message, "FieldValueNotSupported");
      }
    };
  }

  private static StatusException refused(
      String options, String field, String message, String reason) {
    return VerbErrors.invalid(
        "meta.k8s.io",
        options,
        "",
        field + ": " + message,
        List.of(new Cause(reason, message, field)));
  }
}
