package io.openluffy.server.access;

import io.openluffy.promotion.Elector;
import io.openluffy.promotion.People;
import java.util.Optional;

/** Who the local users are at this moment. Whoever is disabled has no vote. */
public final class Voters implements People {
  private final Accounts accounts;

  public Voters(Accounts accounts) {
    this.accounts = accounts;
  }

  @Override
  public Optional<Elector> find(String name) {
    return accounts
        .find(name)
        .filter(account -> !account.disabled())
        .map(
            account ->
                new Elector(
                    account.name(),
                    Role.texts(account.roles()),
                    account.groups(),
                    account.createdAt()));
  }
}
