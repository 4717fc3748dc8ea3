package io.openluffy.release;

import io.openluffy.git.RepositoryPath;

/**
 * What makes a release one that can't be taken back, such as a migration of a database.
 *
 * @param path a file or folder; a release that changes something in it can't be taken back
 * @param reason why, for whoever wants to roll it back
 */
public record OneWay(RepositoryPath path, String reason) {}
