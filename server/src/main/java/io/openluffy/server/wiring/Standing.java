package io.openluffy.server.wiring;

/** What this server is to the others on its database. */
enum Standing {
  /** It does not know yet whether it leads. */
  STARTING,
  FOLLOWING,
  LEADING
}
