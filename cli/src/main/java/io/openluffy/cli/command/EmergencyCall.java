package io.openluffy.cli.command;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.cli.api.Api;
import java.util.LinkedHashMap;

/** Breaks the glass for a promotion, bound to what was shown if anything was. */
final class EmergencyCall {
  private EmergencyCall() {}

  static JsonNode send(Api api, String id, JsonNode binding, String reason) {
    var body = new LinkedHashMap<String, Object>();
    if (!binding.isMissingNode()) {
      body.put("binding", binding);
    }
    body.put("reason", reason);
    return api.post("/api/v1/promotions/" + Api.quote(id) + "/emergency", body);
  }
}
