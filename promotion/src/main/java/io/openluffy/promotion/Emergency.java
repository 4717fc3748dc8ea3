package io.openluffy.promotion;

import io.openluffy.kernel.journal.Actor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The glass was broken: for a while, the promotion may pass gates that are shut.
 *
 * <p>Gates ask {@link EmergencyRules}, which looks at who the people are by now.
 *
 * @param reason that the first of them gave
 * @param until from then on it is over, whether it was confirmed or used or not
 * @param needed how many different people it takes
 * @param hands in their order; somebody who looked again is there again
 * @param used when something came in by it that was not approved
 */
public record Emergency(
    String reason,
    Instant since,
    Instant until,
    int needed,
    List<Hand> hands,
    Optional<Instant> used) {
  public Emergency {
    hands = List.copyOf(hands);
  }

  /**
   * Somebody who broke the glass, or confirmed it.
   *
   * @param saw what would have been applied at that moment; empty if there was nothing to see yet
   * @param said why, in their own words; empty where whoever confirms left it out
   */
  public record Hand(Actor by, Instant at, Optional<ApprovalBinding> saw, String said) {}

  /** One more hand on an emergency that goes on, or the first on another. */
  static Emergency after(Optional<Emergency> before, PromotionEvent.GlassBroken event) {
    var going = before.filter(one -> one.open(event.at()));
    var hands = new ArrayList<>(going.map(Emergency::hands).orElse(List.of()));
    hands.add(event.hand());
    return new Emergency(
        event.reason(),
        going.map(Emergency::since).orElse(event.at()),
        event.until(),
        event.needed(),
        hands,
        before.flatMap(Emergency::used));
  }

  Emergency used(Instant at) {
    return new Emergency(reason, since, until, needed, hands, Optional.of(at));
  }

  /** What it let in is no longer what would come in. */
  Emergency unused() {
    return new Emergency(reason, since, until, needed, hands, Optional.empty());
  }

  /** Whether its time is not over yet. */
  public boolean open(Instant now) {
    return now.isBefore(until);
  }

  /** Whether it is open and as many people as it took at its beginning agreed. */
  public boolean inForce(Instant now) {
    return open(now) && people().size() >= needed;
  }

  /** Who broke the glass, each once. */
  public List<String> people() {
    return hands.stream().map(hand -> hand.by().name()).distinct().toList();
  }

  /** {@code By emergency, without the approvals it needs: ben, cleo broke the glass (...).} */
  public String inWords() {
    return "By emergency, without the approvals it needs: "
        + String.join(", ", people())
        + " broke the glass ("
        + reason
        + ").";
  }
}
