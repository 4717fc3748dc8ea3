package io.openluffy.cli.command;

import io.openluffy.cli.terminal.Output.Format;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What follows {@code -o}, in any case; told and completed as it is written, in small letters. */
final class FormatWord implements ITypeConverter<Format>, Iterable<String> {
  @Override
  public Format convert(String word) {
    return Stream.of(Format.values())
        .filter(one -> one.toString().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "'" + word + "' is none of " + String.join(", ", this)));
  }

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Format.values()).map(Format::toString).iterator();
  }
}
