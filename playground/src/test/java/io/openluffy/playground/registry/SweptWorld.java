package io.openluffy.playground.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.openluffy.kernel.SettableClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.stream.Collectors;

/** A registry with people who push to it by chance, also in the midst of a sweep. */
final class SweptWorld {
  private static final List<String> REPOSITORIES = List.of("one", "two", "team/three");
  private static final int BLOBS = 12;
  private static final int TAGS = 4;

  private final Random chance;
  private final SettableClock clock = SettableClock.atNoon();
  private final RegistryFiles files;
  private final Registry registry;
  private final List<Pusher> pushers = new ArrayList<>();
  private final TreeMap<String, Set<String>> manifests = new TreeMap<>();
  private final Set<Named> named = new HashSet<>();
  private boolean sweeping;

  private record Named(String repository, Digest digest) {}

  SweptWorld(Path home, long seed) throws IOException {
    chance = new Random(seed);
    files = RegistryFiles.open(home, clock, new LetsOthersIn());
    registry = new Registry(files, RegistryAccess.open());
    REPOSITORIES.forEach(name -> manifests.put(name, new TreeSet<>()));
  }

  /** Whoever wants to be alone comes after some of the others. */
  private final class LetsOthersIn implements ReadWriteLock {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    @Override
    public Lock readLock() {
      return lock.readLock();
    }

    @Override
    public Lock writeLock() {
      for (var i = chance.nextInt(4); sweeping && i > 0; i--) {
        act();
      }
      return lock.writeLock();
    }
  }

  void live(int steps) {
    for (var i = 0; i < steps; i++) {
      if (chance.nextInt(10) == 0) {
        sweep();
      } else if (chance.nextInt(10) == 0) {
        pushers.forEach(Pusher::finish);
        clock.tick(Duration.ofHours(chance.nextInt(24 * 12)));
      } else {
        act();
      }
    }
    pushers.forEach(Pusher::finish);
  }

  private void sweep() {
    sweeping = true;
    try {
      new Sweep(files, clock, Grace.USUAL).run(digestsNamed());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      sweeping = false;
    }
  }

  private Set<Digest> digestsNamed() {
    return named.stream().map(Named::digest).collect(Collectors.toSet());
  }

  private void act() {
    switch (chance.nextInt(10)) {
      case 0 -> untag();
      case 1 -> nameOrForget();
      case 2 -> clock.tick(Duration.ofHours(chance.nextInt(5)));
      default -> push();
    }
  }

  /** Five hours at most go by with each step, so no push takes longer than its promises last. */
  private void push() {
    pushers.removeIf(pusher -> !pusher.isBusy());
    if (pushers.size() < 3) {
      pushers.add(new Pusher(this, chance));
    }
    pushers.get(chance.nextInt(pushers.size())).step();
  }

  private void untag() {
    ask("DELETE", "/v2/" + repository() + "/manifests/" + tag(), "", "");
  }

  /** Something outside runs an image by its digest, or ends. */
  private void nameOrForget() {
    if (chance.nextBoolean()) {
      named.clear();
      return;
    }
    var repository = repository();
    var all = List.copyOf(manifests.getOrDefault(repository, Set.of()));
    if (!all.isEmpty()) {
      var digest = all.get(chance.nextInt(all.size()));
      if (ask("GET", "/v2/" + repository + "/manifests/" + digest, "", "").status() == 200) {
        named.add(new Named(repository, Digest.parse(digest).orElseThrow()));
      }
    }
  }

  void pushed(String repository, String digest) {
    manifests.getOrDefault(repository, Set.of()).add(digest);
  }

  List<String> manifestsOf(String repository) {
    return List.copyOf(manifests.getOrDefault(repository, Set.of()));
  }

  OneRequest ask(String method, String path, String body, String type) {
    return OneRequest.to(registry, method, path, body.getBytes(UTF_8), type);
  }

  String repository() {
    return REPOSITORIES.get(chance.nextInt(REPOSITORIES.size()));
  }

  String tag() {
    return "v" + chance.nextInt(TAGS);
  }

  String blob() {
    return "blob " + chance.nextInt(BLOBS);
  }

  void checkWhatIsUsed() throws IOException {
    usedContents()
        .forEach(digest -> assertThat(files.hasContent(digest)).as("%s", digest).isTrue());
  }

  /** Two sweeps: what the first takes may have been the last use of something. */
  void letEverythingGrowOld() {
    named.clear();
    for (var i = 0; i < 2; i++) {
      clock.tick(Grace.USUAL.content().plusHours(1));
      sweepAlone();
    }
  }

  private void sweepAlone() {
    try {
      new Sweep(files, clock, Grace.USUAL).run(Set.of());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Set<Digest> contents() throws IOException {
    var found = new HashSet<Digest>();
    files.forEachContent(found::add);
    return found;
  }

  /** What tags and names lead to, asked as a client pulls. */
  Set<Digest> usedContents() throws IOException {
    var used = new HashSet<Digest>();
    for (var name : REPOSITORIES) {
      var repository = files.repository(RepositoryName.parse(name).orElseThrow());
      var roots = new HashSet<String>();
      for (var tag : repository.tags()) {
        roots.add(repository.tagged(Tag.parse(tag).orElseThrow()).orElseThrow().toString());
      }
      named.stream()
          .filter(one -> one.repository.equals(name))
          .forEach(one -> roots.add(one.digest.toString()));
      var pull = new Pull(this, name, new HashSet<>());
      roots.forEach(pull::manifest);
      used.addAll(pull.found());
    }
    return used;
  }
}
