package io.openluffy.playground.api.verbs;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a deletion left.
 *
 * @param object its last state, in the version that was asked for
 * @param gone false while finalizers or grace hold it
 */
public record Removed(ObjectNode object, boolean gone, long version) {}
