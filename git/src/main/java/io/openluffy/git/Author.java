package io.openluffy.git;

/** Who wrote a commit. Characters that git does not allow there are left out. */
public record Author(String name, String email) {
  public static final Author OPENLUFFY = new Author("OpenLuffy", "openluffy@openluffy.localhost");

  public Author {
    name = plain(name);
    email = plain(email).replace(" ", "");
  }

  private static String plain(String text) {
    return text.replaceAll("[<>\\p{Cntrl}]", "").strip();
  }

  @Override
  public String toString() {
    return name + " <" + email + ">";
  }
}
