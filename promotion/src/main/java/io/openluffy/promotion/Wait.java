package io.openluffy.promotion;

import java.time.Instant;
import java.util.Optional;

/**
 * What an open promotion waits for.
 *
 * @param reason CamelCase and stable, such as {@code HealthyFor}
 * @param until when it ends by itself, if it does
 * @param who the person or role it waits for, such as {@code role:approver}
 */
public record Wait(
    String reason, String message, Instant since, Optional<Instant> until, Optional<String> who) {}
