package io.openluffy.application.sync;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.application.Conformance;
import io.openluffy.kernel.store.Json;
import org.junit.jupiter.api.Test;

class OwnerRulesTest {
  @Test
  void onlyAClientSideApplyIsTakenOver() {
    var data = Conformance.syncCase("option-client-side-apply-migration");
    for (var row : data.at("/expect/table")) {
      assertThat(OwnerRules.takenOver(row.path("managedFields")).isPresent())
          .as(row.toString())
          .isEqualTo(row.path("migrate").asBoolean());
    }
  }

  @Test
  void itsFieldsAreOursAfterwardsAndThoseOfOthersStayTheirs() {
    var before =
        Json.tree(
            """
            [{"manager":"kubectl-client-side-apply","operation":"Update","apiVersion":"v1",
              "fieldsV1":{"f:data":{"f:a":{},"f:b":{}}}},
             {"manager":"openluffy","operation":"Apply","apiVersion":"v1",
              "fieldsV1":{"f:data":{"f:a":{}},"f:metadata":{"f:labels":{"f:x":{}}}}},
             {"manager":"kubelet","operation":"Update","subresource":"status",
              "fieldsV1":{"f:status":{}}}]
            """);

    var after = OwnerRules.takenOver(before).orElseThrow();

    assertThat(after.valueStream().map(OwnerRulesTest::words))
        .containsExactly(
            "openluffy Apply {\"f:data\":{\"f:a\":{},\"f:b\":{}},\"f:metadata\":{\"f:labels\":{\"f:x\":{}}}}",
            "kubelet Update {\"f:status\":{}}");
  }

  private static String words(JsonNode entry) {
    return entry.path("manager").asText()
        + " "
        + entry.path("operation").asText()
        + " "
        + entry.path("fieldsV1");
  }
}
