package io.openluffy.kernel.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.openluffy.kernel.secret.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {
  record ShipId(String value) {}

  sealed interface State {
    record Anchored() implements State {}

    record Sailing(Instant since, Optional<ShipId> towards) implements State {}

    sealed interface Lost extends State {}

    record Sunk(String reason) implements Lost {}
  }

  record Ship(
      ShipId id,
      State state,
      List<State> past,
      Map<ShipId, Integer> distances,
      Optional<Instant> seenAt,
      Duration watch) {
    boolean isAfloat() {
      return true;
    }

    String getCaptain() {
      return "not a component";
    }
  }

  record Chest(String name, Secret content) {}

  private static final Ship SHIP =
      new Ship(
          new ShipId("merry"),
          new State.Sailing(Instant.parse("2026-03-02T12:00:00.123456Z"), Optional.empty()),
          List.of(new State.Anchored(), new State.Sunk("iceberg")),
          Map.of(new ShipId("sunny"), 3),
          Optional.of(Instant.EPOCH),
          Duration.ofSeconds(30));

  @Test
  void recordsAreWrittenByTheirComponents() {
    assertThat(Json.write(SHIP))
        .isEqualTo(
            """
            {"id":"merry","state":{"is":"Sailing","since":"2026-03-02T12:00:00.123456Z","towards":null},\
            "past":[{"is":"Anchored"},{"is":"Sunk","reason":"iceberg"}],"distances":{"sunny":3},\
            "seenAt":"1970-01-01T00:00:00Z","watch":"PT30S"}""");
  }

  @Test
  void whatIsWrittenIsReadBack() {
    assertThat(Json.read(Json.write(SHIP), Ship.class)).isEqualTo(SHIP);
  }

  @Test
  void aMemberOfAFamilySaysWhichItIsAlsoAlone() {
    var sunk = new State.Sunk("storm");

    assertThat(Json.write(sunk)).isEqualTo("{\"is\":\"Sunk\",\"reason\":\"storm\"}");
    assertThat(Json.read(Json.write(sunk), State.class)).isEqualTo(sunk);
    assertThat(Json.read(Json.write(sunk), State.Sunk.class)).isEqualTo(sunk);
  }

  @Test
  void rowsOfOlderAndNewerServersCanBeRead() {
    var old = "{\"id\":\"merry\",\"state\":{\"is\":\"Anchored\",\"new\":1},\"watch\":\"PT0S\"}";

    var ship = Json.read(old, Ship.class);

    assertThat(ship.past()).isEmpty();
    assertThat(ship.distances()).isEmpty();
    assertThat(ship.seenAt()).isEmpty();
  }

  @Test
  void anUnknownMemberIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Json.read("{\"is\":\"Flying\"}", State.class))
        .hasMessageContaining("Flying")
        .hasMessageContaining("Anchored");
  }

  @Test
  void aSecretIsNeverWritten() {
    var chest = new Chest("gold", Secret.of("4711"));

    assertThatThrownBy(() -> Json.write(chest))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("a secret has no JSON form")
        .hasMessageNotContaining("4711");
  }

  @Test
  void whatPostgresCannotKeepIsReplaced() {
    assertThat(StoredText.json(new ShipId("a\0b\\u0000\ud800c")))
        .isEqualTo("\"a\uFFFDb\\\\u0000\uFFFDc\"");
  }
}
