package io.openluffy.git;

/**
 * Brings a commit and all it knows into a branch, with a commit of two parents.
 *
 * @param branch must exist
 * @param message without trailers
 */
public record Merge(String branch, Author author, String message, CommitId commit) {}
