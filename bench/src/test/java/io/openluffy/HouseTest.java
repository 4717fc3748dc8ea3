package io.openluffy;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The laws of the house; each says what to do when it is broken. */
class HouseTest {
  private static final JavaClasses CLASSES = Rooms.classes();
  private static final int LONGEST_FILE = 400;

  private static final List<String> FORBIDDEN_SUFFIXES =
      List.of("Manager", "Helper", "Util", "Utils", "Impl", "Service");

  /** A library that touches the world, and the rooms that may use it. */
  private static final Map<String, Set<String>> WORLDLY =
      Map.of(
          "org.eclipse.jgit..", Set.of("git"),
          "io.fabric8..", Set.of("kube"),
          "com.marcnuri.helm..", Set.of("application"),
          "org.jdbi..", Set.of("kernel"),
          "org.postgresql..", Set.of("kernel"),
          "io.javalin..", Set.of("server"),
          "com.google.cloud.tools.jib..", Set.of("release"),
          "land.oras..", Set.of("release"),
          "org.eclipse.jetty..", Set.of("playground", "server"));

  @Test
  void everyRoomIsLookedAt() {
    var found = CLASSES.stream().map(Rooms::of).flatMap(Optional::stream).distinct();

    assertThat(found)
        .as("compile every room before: mvn -pl bench -am test")
        .containsExactlyInAnyOrderElementsOf(Rooms.IN_ORDER);
  }

  @Test
  void aRoomUsesRoomsBeforeItOnly() {
    check(
        classes()
            .that(resideInAPackage("io.openluffy.."))
            .should(useNoLaterRoom())
            .because(
                "a room uses rooms above it in ARCHITECTURE.md, never below: let the upper room"
                    + " define a port, and implement it in the lower one"));
  }

  @Test
  void theRoomsFormNoCycle() {
    check(
        slices()
            .assignedFrom(slicing("rooms", Rooms::of))
            .should()
            .beFreeOfCycles()
            .because("each room must be understood without the ones after it"));
  }

  @TestFactory
  Stream<DynamicTest> thePackagesOfARoomFormNoCycle() {
    return Rooms.IN_ORDER.stream()
        .map(
            room ->
                DynamicTest.dynamicTest(
                    room,
                    () ->
                        check(
                            slices()
                                .assignedFrom(slicing("packages of " + room, inRoom(room)))
                                .should()
                                .beFreeOfCycles()
                                .because(
                                    "packages that need each other are one package: move the type"
                                        + " both need to where it belongs"))));
  }

  @Test
  void rulesAndPlannersKeepNoState() {
    check(
        fields()
            .that()
            .areDeclaredInClassesThat(decide())
            .should()
            .beStatic()
            .andShould()
            .beFinal()
            .because("Rules and Planner classes decide from what they are given; pass it in"));
  }

  @Test
  void rulesAndPlannersTouchNoPort() {
    check(
        noClasses()
            .that(decide())
            .should()
            .dependOnClassesThat(touchesTheWorld().or(isPort()))
            .because("the reconciler gathers the facts and hands them to the rules as values"));
  }

  @Test
  void timeChanceAndEnvironmentEnterInMainOnly() {
    check(
        noClasses()
            .that(
                DescribedPredicate.not(
                    DescribedPredicate.<JavaClass>describe(
                        "Main", type -> topLevel(type).getSimpleName().equals("Main"))))
            .should()
            .accessTargetWhere(asksTheMachine())
            .because(
                "a test must be able to set it: take an InstantSource, a RandomGenerator or a"
                    + " setting in the constructor; only Main reads the machine's"));
  }

  @TestFactory
  Stream<DynamicTest> noNameSaysNothing() {
    return FORBIDDEN_SUFFIXES.stream()
        .map(
            suffix ->
                DynamicTest.dynamicTest(
                    suffix,
                    () ->
                        check(
                            noClasses()
                                .should()
                                .haveSimpleNameEndingWith(suffix)
                                .because("it says nothing: name the class after what it is for"))));
  }

  @Test
  void noClassIsCalledDeploymentOrBeginsWithAbstractOrBase() {
    check(
        noClasses()
            .should()
            .haveNameMatching(".*[.$]((Abstract|Base)[A-Z]\\w*|Deployment)")
            .because("Kubernetes has Deployment, and a type shared by composition needs no Base"));
  }

  @TestFactory
  Stream<DynamicTest> aLibraryThatTouchesTheWorldIsInItsRoomOnly() {
    return WORLDLY.entrySet().stream()
        .map(
            each ->
                DynamicTest.dynamicTest(
                    each.getKey(),
                    () ->
                        check(
                            noClasses()
                                .that(
                                    DescribedPredicate.<JavaClass>describe(
                                        "are outside of " + each.getValue(),
                                        type ->
                                            Rooms.of(type)
                                                .filter(each.getValue()::contains)
                                                .isEmpty()))
                                .should()
                                .dependOnClassesThat(resideInAPackage(each.getKey()))
                                .because(
                                    "it belongs to "
                                        + each.getValue()
                                        + ": use that room's port"))));
  }

  @Test
  void noFileIsTooLong() throws IOException {
    for (var file : Rooms.sources()) {
      assertThat(Files.readAllLines(file).size())
          .as("%s has more than %d lines: find the second thing it does", file, LONGEST_FILE)
          .isLessThanOrEqualTo(LONGEST_FILE);
    }
  }

  @Test
  void everyPackageIsNullMarked() throws IOException {
    for (var folder :
        Rooms.sources().stream()
            .filter(HouseTest::isMain)
            .map(Path::getParent)
            .distinct()
            .toList()) {
      var info = folder.resolve("package-info.java");
      assertThat(info).as("add it, with one sentence and @NullMarked").exists();
      assertThat(Files.readString(info)).as("%s", info).contains("@NullMarked").contains("/**");
    }
  }

  private static boolean isMain(Path file) {
    return file.toString().contains("/src/main/");
  }

  private static void check(ArchRule rule) {
    rule.allowEmptyShould(true).check(CLASSES);
  }

  private static ArchCondition<JavaClass> useNoLaterRoom() {
    return new ArchCondition<>("use no later room") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        var room = Rooms.of(type).map(Rooms.IN_ORDER::indexOf).orElse(-1);
        for (var dependency : type.getDirectDependenciesFromSelf()) {
          var other = Rooms.of(dependency.getTargetClass()).map(Rooms.IN_ORDER::indexOf).orElse(-1);
          if (other > room) {
            events.add(SimpleConditionEvent.violated(type, dependency.getDescription()));
          }
        }
      }
    };
  }

  private static SliceAssignment slicing(
      String name, Function<JavaClass, Optional<String>> sliceOf) {
    return new SliceAssignment() {
      @Override
      public SliceIdentifier getIdentifierOf(JavaClass type) {
        return sliceOf.apply(type).map(SliceIdentifier::of).orElse(SliceIdentifier.ignore());
      }

      @Override
      public String getDescription() {
        return name;
      }
    };
  }

  private static Function<JavaClass, Optional<String>> inRoom(String room) {
    return type -> Rooms.of(type).filter(room::equals).flatMap(any -> Rooms.part(type));
  }

  private static DescribedPredicate<JavaClass> decide() {
    return DescribedPredicate.describe(
        "are Rules or Planners",
        type -> {
          var name = topLevel(type).getSimpleName();
          return Rooms.of(type).isPresent()
              && (name.endsWith("Rules") || name.endsWith("Planner"))
              && type.getSimpleName().equals(name);
        });
  }

  private static DescribedPredicate<JavaClass> touchesTheWorld() {
    return resideInAnyPackage(
            "java.io..", "java.net..", "java.sql..", "java.nio.file..", "java.nio.channels..")
        .and(
            DescribedPredicate.describe(
                "are more than values", type -> !VALUES.contains(type.getName())));
  }

  /** Types in packages of input and output that only hold something. */
  private static final Set<String> VALUES =
      Set.of(
          "java.io.Serializable",
          "java.io.IOException",
          "java.io.UncheckedIOException",
          "java.net.URI",
          "java.net.URISyntaxException",
          "java.net.URLDecoder",
          "java.net.URLEncoder");

  /** Our ports: what stands between us and the world. */
  private static DescribedPredicate<JavaClass> isPort() {
    return simpleNameEndingWith("Client")
        .or(DescribedPredicate.describe("a port", type -> PORTS.contains(type.getName())));
  }

  private static final Set<String> PORTS =
      Set.of(
          "io.openluffy.kernel.store.Store",
          "io.openluffy.kernel.store.Transaction",
          "io.openluffy.kernel.journal.Journal",
          "io.openluffy.kernel.secret.SecretStore",
          "io.openluffy.git.Git",
          "io.openluffy.kube.Cluster",
          "io.openluffy.kube.Clusters",
          "io.openluffy.application.Applications",
          "io.openluffy.release.Releases",
          "io.openluffy.release.Projects",
          "io.openluffy.promotion.Promotions");

  private static DescribedPredicate<JavaAccess<?>> asksTheMachine() {
    return DescribedPredicate.describe(
        "asks the machine for time, chance or environment",
        access -> {
          var target = access.getTarget();
          var name = target.getName();
          if (target.getOwner().getPackageName().equals("java.time")) {
            return (name.equals("now") && hasNoParameter(target)) || name.startsWith("system");
          }
          if (target.getOwner().isEquivalentTo(System.class)) {
            return name.equals("getenv") || name.equals("currentTimeMillis");
          }
          if (target.getOwner().isEquivalentTo(Random.class)) {
            return name.equals("<init>");
          }
          return (target.getOwner().isEquivalentTo(Math.class) && name.equals("random"))
              || target.getOwner().isEquivalentTo(ThreadLocalRandom.class);
        });
  }

  private static boolean hasNoParameter(AccessTarget target) {
    return target instanceof AccessTarget.CodeUnitCallTarget call
        && call.getRawParameterTypes().isEmpty();
  }

  private static JavaClass topLevel(JavaClass type) {
    var at = type;
    while (at.getEnclosingClass().isPresent()) {
      at = at.getEnclosingClass().get();
    }
    return at;
  }
}
