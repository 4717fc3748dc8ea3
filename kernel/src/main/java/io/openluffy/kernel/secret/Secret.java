package io.openluffy.kernel.secret;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import java.io.IOException;

/**
 * A value that must never be seen. It prints as {@code ***}, has no JSON form, and is opened with
 * {@link #reveal()} only at the edge that hands it over.
 */
@JsonSerialize(using = Secret.Refusal.class)
public final class Secret {
  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  public static Secret of(String value) {
    return new Secret(value);
  }

  public String reveal() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && value.equals(secret.value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return "***";
  }

  /** Any mapper that is asked to write a secret fails instead. */
  static final class Refusal extends JsonSerializer<Secret> {
    @Override
    public void serialize(Secret secret, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      throw InvalidDefinitionException.from(out, "a secret has no JSON form");
    }
  }
}
