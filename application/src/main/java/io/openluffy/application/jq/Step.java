package io.openluffy.application.jq;

/** One step on the way from the root of a document to a place in it. */
public sealed interface Step {
  /** Into the field of an object. */
  record Field(String name) implements Step {}

  /** Into the element of a list. */
  record Index(int at) implements Step {}
}
