package io.openluffy.kube;

/** How the simulated workloads of {@link InMemoryCluster} fare. */
public sealed interface Behaviour {
  /** Healthy as soon as it is written. */
  record AtOnce() implements Behaviour {}

  /** Healthy after so many {@link InMemoryCluster#round()}s. */
  record AfterRounds(int rounds) implements Behaviour {}

  /** Never gets further. */
  record Never() implements Behaviour {}

  /** Fails: a rollout exceeds its deadline, a job ends badly. */
  record Failing(String message) implements Behaviour {}
}
