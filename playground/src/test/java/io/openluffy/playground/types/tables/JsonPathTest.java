package io.openluffy.playground.types.tables;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.openluffy.playground.types.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonPathTest {
  private final JsonNode object =
      Json.object(
          "{metadata: {annotations: {'a.b/c': 'dotted'}}, list: [{n: 1, t: 'x'}, {n: 2, t: 'y'},"
              + " {n: 3, t: 'y'}], map: {p: {n: 7}}}");

  @Test
  void fieldsAndPositionsAreFound() {
    assertThat(find(".list[0].t")).containsExactly("x");
    assertThat(find("{.list[-1].n}")).containsExactly("3");
    assertThat(find("$.list[1:3].n")).containsExactly("2", "3");
    assertThat(find(".list[*].n")).containsExactly("1", "2", "3");
    assertThat(find(".list[0,2].n")).containsExactly("1", "3");
    assertThat(find(".metadata.annotations.a\\.b/c")).containsExactly("dotted");
    assertThat(find(".metadata['annotations']['a.b/c']")).containsExactly("dotted");
    assertThat(find("..n")).containsExactlyInAnyOrder("1", "2", "3", "7");
    assertThat(find(".list[9]")).isEmpty();
    assertThat(find(".nothing.here")).isEmpty();
  }

  @Test
  void filtersCompare() {
    assertThat(find(".list[?(@.t==\"y\")].n")).containsExactly("2", "3");
    assertThat(find(".list[?(@.t == 'x')].n")).containsExactly("1");
    assertThat(find(".list[?(@.n>=2)].t")).containsExactly("y", "y");
    assertThat(find(".list[?(@.n!=2)].n")).containsExactly("1", "3");
    assertThat(find(".list[?(@.z)].n")).isEmpty();
    assertThat(find(".list[?(@.t)].n")).hasSize(3);
  }

  @Test
  void whatIsNoPathIsNotFollowed() {
    assertThat(JsonPath.parse(".a[")).isEmpty();
    assertThat(JsonPath.parse(".a[x]")).isEmpty();
  }

  private List<String> find(String path) {
    return JsonPath.parse(path).orElseThrow().all(object).map(JsonNode::asText).toList();
  }
}
