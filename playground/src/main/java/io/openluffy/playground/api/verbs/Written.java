package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a write left.
 *
 * @param object in the version that was asked for
 * @param version of the store that must be durable before the writer hears of it; 0 if none
 */
public record Written(ObjectNode object, boolean created, long version) {}
