package io.openluffy.application.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.kernel.store.Json;
import org.junit.jupiter.api.Test;

class MergeDiffTest {
  @Test
  void numberThatWasReadBackIsNoChange() {
    var written = JsonNodeFactory.instance.objectNode();
    written.putObject("operationState").put("retryCount", 3L);
    var read = Json.tree(written.toString());

    assertThat(MergeDiff.of(read, written)).isEmpty();
  }

  @Test
  void onlyWhatDiffersIsNamed() {
    var before = Json.tree("{\"a\":{\"b\":1,\"c\":2},\"d\":3}");
    var after = (ObjectNode) Json.tree("{\"a\":{\"b\":1,\"c\":4}}");

    assertThat(MergeDiff.of(before, after)).isEqualTo(Json.tree("{\"a\":{\"c\":4},\"d\":null}"));
  }
}
