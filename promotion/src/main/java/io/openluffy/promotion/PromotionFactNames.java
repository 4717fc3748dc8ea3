package io.openluffy.promotion;

import com.fasterxml.jackson.core.type.TypeReference;
import io.openluffy.kernel.journal.Fact;
import io.openluffy.kernel.store.Json;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Writes events as facts of the journal, such as {@code promotion.soak-started}, and reads them.
 */
public final class PromotionFactNames {
  private static final TypeReference<LinkedHashMap<String, Object>> MAP = new TypeReference<>() {};

  private PromotionFactNames() {}

  public static String about(PromotionId id) {
    return "promotion/" + id;
  }

  static Fact fact(Promotion promotion, PromotionEvent event) {
    var details = new LinkedHashMap<String, Object>();
    details.put("place", promotion.place().toString());
    details.put("release", promotion.release().value());
    details.put("tag", promotion.tag());
    Map<String, Object> json = Json.mapper().convertValue(Json.tree(Json.write(event)), MAP);
    details.put("event", json);
    return new Fact("promotion." + word(event), about(promotion.id()), details);
  }

  /** The event that the fact was made of. */
  public static PromotionEvent event(Fact fact) {
    var json = Json.mapper().valueToTree(fact.details().get("event"));
    return Json.read(json.toString(), PromotionEvent.class);
  }

  /** {@code soak-started} for {@code SoakStarted}. */
  static String word(PromotionEvent event) {
    return event
        .getClass()
        .getSimpleName()
        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
        .toLowerCase(Locale.ROOT);
  }
}
