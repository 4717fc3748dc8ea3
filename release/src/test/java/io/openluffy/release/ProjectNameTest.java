package io.openluffy.release;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProjectNameTest {
  @Test
  void aRepositorysNameBecomesTheNearestThatIsAllowed() {
    assertThat(ProjectName.like("shop")).isEqualTo("shop");
    assertThat(ProjectName.like("My_Shop.js")).isEqualTo("my-shop-js");
    assertThat(ProjectName.like(".github")).isEqualTo("github");
    assertThat(ProjectName.like("a".repeat(62) + "--b")).isEqualTo("a".repeat(62));
    assertThat(ProjectName.isValid(ProjectName.like("ÄÖ"))).isFalse();
    assertThat(ProjectName.isValid("K-shop")).isFalse();
  }
}
