package io.openluffy.playground.types.discovery;

/** Where the two versions of OpenAPI differ for us. */
enum OpenApiDialect {
  V2("#/definitions/"),
  V3("#/components/schemas/");

  private final String references;

  OpenApiDialect(String references) {
    this.references = references;
  }

  String reference(String definition) {
    return references + definition;
  }
}
