package io.openluffy.playground.ingress;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Test;

class IngressRulesTest {
  private static final List<ObjectNode> INGRESSES =
      List.of(
          ingress("a.test", "Prefix", "/", "root"),
          ingress("a.test", "Prefix", "/api/", "api"),
          ingress("a.test", "Exact", "/api/health", "health"),
          ingress("*.test", "Prefix", "/", "wild"),
          ingress("", "Prefix", "/any", "any"));

  @Test
  void theLongestPrefixWinsAndAnExactPathBeforeIt() {
    assertThat(service("a.test", "/")).isEqualTo("root");
    assertThat(service("a.test", "/apis")).isEqualTo("root");
    assertThat(service("a.test", "/api")).isEqualTo("api");
    assertThat(service("a.test", "/api/x")).isEqualTo("api");
    assertThat(service("a.test", "/api/health")).isEqualTo("health");
  }

  @Test
  void anExactHostWinsOverAWildcardAndThatOverNone() {
    assertThat(service("b.test", "/any")).isEqualTo("wild");
    assertThat(service("x.b.test", "/any")).isEqualTo("any");
    assertThat(service("other", "/any")).isEqualTo("any");
    assertThat(service("other", "/")).isEmpty();
  }

  @Test
  void hostsAreReadWithoutTheirPort() {
    assertThat(IngressRules.hostName("Dev.Test:8081")).isEqualTo("dev.test");
    assertThat(IngressRules.hostName("[::1]")).isEqualTo("[::1]");
    assertThat(IngressRules.hosts(INGRESSES)).containsExactly("*.test", "a.test");
  }

  private static String service(String host, String path) {
    return IngressRules.choose(INGRESSES, host, path).map(IngressRules.Backend::service).orElse("");
  }

  private static ObjectNode ingress(String host, String type, String path, String service) {
    var ingress = new ObjectMapper().createObjectNode();
    ingress.putObject("metadata").put("namespace", "default");
    var rule = ingress.putObject("spec").putArray("rules").addObject();
    if (!host.isEmpty()) {
      rule.put("host", host);
    }
    var entry = rule.putObject("http").putArray("paths").addObject();
    entry.put("path", path).put("pathType", type);
    var backend = entry.putObject("backend").putObject("service").put("name", service);
    backend.putObject("port").put("number", 80);
    return ingress;
  }
}
