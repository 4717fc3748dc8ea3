package io.openluffy.promotion;

import io.openluffy.kernel.journal.Principal;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** People as a test wants them. */
public final class InMemoryPeople implements People {
  private final Map<String, Elector> people = new ConcurrentHashMap<>();

  /** This is who they are from now on. */
  public InMemoryPeople put(Principal person) {
    people.put(person.name(), Elector.of(person));
    return this;
  }

  /** Somebody new, who may have the name of somebody who left. */
  public InMemoryPeople put(Principal person, Instant since) {
    people.put(person.name(), Elector.of(person).since(since));
    return this;
  }

  public void remove(String name) {
    people.remove(name);
  }

  @Override
  public Optional<Elector> find(String name) {
    return Optional.ofNullable(people.get(name));
  }
}
