package io.openluffy.git.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilterRulesTest {
  @ParameterizedTest
  @CsvSource({
    "blob:none, blob:none",
    "blob:limit=0, blob:none",
    "blob:limit=2k, blob:limit=2048",
    "tree:3, tree:3",
    "combine:blob:none+tree:0, tree:0",
    "combine:tree:1+blob%3Alimit%3D7, tree:1",
    "combine:tree:4+tree:2, tree:2",
    "combine:blob:limit=1m+blob:limit=1k, blob:limit=1024",
    "combine:blob:none+tree:3, blob:none",
    "combine:object:type=tree+blob:limit=9, blob:none",
    "object:type=commit, tree:0",
    "object:type=blob, object:type=blob",
    "combine:blob:none+sparse:oid=1, combine:blob:none+sparse:oid=1",
    "combine:combine:blob:none, combine:combine:blob:none",
    "combine:%zz, combine:%zz",
    "combine:, combine:",
    "tree:99999999999999999999, tree:99999999999999999999",
  })
  void whatJGitKnowsIsSaidInItsWords(String asked, String said) {
    assertThat(FilterRules.known(asked)).isEqualTo(said);
  }
}
