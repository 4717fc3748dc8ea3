package io.openluffy.playground.types;

/** What JSON a field takes. */
public enum SchemaKind {
  /** An object with named fields. */
  OBJECT,
  /** An object with free keys and values of one schema. */
  MAP,
  LIST,
  STRING,
  INTEGER,
  NUMBER,
  BOOLEAN,
  INT_OR_STRING,
  /** Anything at all, kept as it is. */
  ANY
}
