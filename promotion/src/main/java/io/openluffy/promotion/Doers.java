package io.openluffy.promotion;

import io.openluffy.git.Author;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Who did what for a promotion: those whose own votes an environment may not want.
 *
 * @param pusher of the commit
 * @param asker who asked for the promotion; empty if the pipeline did
 * @param author of the pushed commit
 * @param authors of all commits that the environment does not run yet; empty where nobody asks
 * @param builder who started the build; empty where nobody asks
 */
record Doers(
    String pusher,
    Optional<String> asker,
    Author author,
    List<Author> authors,
    Optional<String> builder) {
  private static final Pattern NUMBERED = Pattern.compile("\\d+\\+");

  Doers {
    authors = List.copyOf(authors);
  }

  boolean pushed(String account) {
    return pusher.equalsIgnoreCase(account);
  }

  boolean began(String account) {
    return pushed(account) || asker.filter(name -> name.equalsIgnoreCase(account)).isPresent();
  }

  boolean built(String account) {
    return builder.filter(name -> name.equalsIgnoreCase(account)).isPresent();
  }

  boolean wrote(String account) {
    return is(author, account);
  }

  boolean wroteSomething(String account) {
    return wrote(account) || authors.stream().anyMatch(one -> is(one, account));
  }

  /** By name, by address, or by the address's first part, as hosts number it or not. */
  private static boolean is(Author author, String account) {
    var email = author.email().toLowerCase(Locale.ROOT);
    var first = NUMBERED.matcher(email).lookingAt() ? email.replaceFirst("\\d+\\+", "") : email;
    var name = account.toLowerCase(Locale.ROOT);
    return author.name().equalsIgnoreCase(account)
        || email.equals(name)
        || email.startsWith(name + "@")
        || first.startsWith(name + "@");
  }
}
