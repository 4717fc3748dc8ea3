package io.openluffy.playground.types.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.openluffy.playground.types.Definitions;
import io.openluffy.playground.types.decoding.Decoding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The samples are written by Kubernetes' own types; {@code tools/kinds} makes them. */
class WireBodyTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  private record Sample(String base64, ObjectNode json) {
    byte[] wire() {
      return Base64.getDecoder().decode(base64);
    }
  }

  @Test
  void everyKindReadsAsItsJsonDoes() throws IOException {
    var samples = samples();

    assertThat(samples).hasSizeGreaterThan(60);
    for (var sample : samples) {
      assertThat(kept(WireBody.read(sample.wire())))
          .as(sample.json().path("apiVersion").asText() + " " + sample.json().path("kind").asText())
          .isEqualTo(kept(sample.json()));
    }
  }

  @Test
  void whatIsNoEnvelopeIsRefused() {
    assertThatThrownBy(() -> WireBody.read("{}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(WireException.class)
        .hasMessageContaining("does not appear to be a protobuf message");
  }

  @Test
  void aKindThatIsNotOursIsNamed() {
    var body = envelope("example.org/v1", "Thing", new byte[0]);

    assertThatThrownBy(() -> WireBody.read(body))
        .isInstanceOf(WireException.class)
        .hasMessage("no kind \"Thing\" is registered for version \"example.org/v1\"");
  }

  @Test
  void bytesThatAreCutOffAreRefused() throws IOException {
    for (var sample : samples()) {
      var cut = Arrays.copyOf(sample.wire(), sample.wire().length - 7);

      assertThatThrownBy(() -> WireBody.read(cut)).isInstanceOf(WireException.class);
    }
  }

  @Test
  void messagesThatNestWithoutEndAreRefused() {
    // JSONSchemaProps holds itself as field 28.
    var inner = new byte[0];
    for (var i = 0; i < 5_000; i++) {
      inner = field(28, inner);
    }
    var version = field(4, field(1, inner));
    var body =
        envelope(
            "apiextensions.k8s.io/v1", "CustomResourceDefinition", field(2, field(7, version)));

    assertThatThrownBy(() -> WireBody.read(body))
        .isInstanceOf(WireException.class)
        .hasMessage("exceeded max depth");
  }

  @Test
  void anyBytesAreEitherReadOrRefused() throws IOException {
    RandomGenerator random = new Random(7);
    for (var sample : samples()) {
      for (var i = 0; i < 20; i++) {
        var broken = sample.wire().clone();
        broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt(256);
        try {
          assertThat(WireBody.read(broken)).isNotNull();
        } catch (WireException e) {
          assertThat(e).hasMessageNotContaining("null");
        }
      }
    }
  }

  /** What the server keeps of a body. */
  private static JsonNode kept(ObjectNode body) {
    var definition =
        WireTypes.builtIn()
            .definition(body.path("apiVersion").asText(), body.path("kind").asText())
            .orElseThrow();
    var decoded = Decoding.of(Definitions.builtIn().schema(definition), body, List.of());
    assertThat(decoded.failure()).isEmpty();
    return decoded.object();
  }

  private static List<Sample> samples() throws IOException {
    try (var file =
            Objects.requireNonNull(
                WireBodyTest.class.getResourceAsStream("/kubernetes-wire-samples.txt.gz"));
        var lines = new GZIPInputStream(file)) {
      return new String(lines.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(WireBodyTest::sample)
          .toList();
    }
  }

  private static Sample sample(String line) {
    var space = line.indexOf(' ');
    try {
      return new Sample(
          line.substring(0, space), (ObjectNode) JSON.readTree(line.substring(space + 1)));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] envelope(String apiVersion, String kind, byte[] raw) {
    var out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {'k', '8', 's', 0});
    var type = new ByteArrayOutputStream();
    type.writeBytes(field(1, apiVersion.getBytes(StandardCharsets.UTF_8)));
    type.writeBytes(field(2, kind.getBytes(StandardCharsets.UTF_8)));
    out.writeBytes(field(1, type.toByteArray()));
    out.writeBytes(field(2, raw));
    return out.toByteArray();
  }

  private static byte[] field(int number, byte[] content) {
    var out = new ByteArrayOutputStream();
    varint(out, ((long) number << 3) | 2);
    varint(out, content.length);
    out.writeBytes(content);
    return out.toByteArray();
  }

  private static void varint(ByteArrayOutputStream out, long value) {
    var left = value;
    while (left > 0x7f) {
      out.write((int) ((left & 0x7f) | 0x80));
      left >>>= 7;
    }
    out.write((int) left);
  }
}
