package io.openluffy.playground.api.apply;

import org.junit.jupiter.api.Test;

/** Maps, scalars and conflicts, on the simplest of kinds. */
class ServerSideApplyTest {
  private static Story configMap() {
    return Story.of("v1", "ConfigMap");
  }

  @Test
  void theFirstApplyMakesTheObjectAndOwnsIt() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .leaves("data: {x: '1'}")
        .owns("a", "f:data: {f:x: {}}");
  }

  @Test
  void amountsMayBeNumbers() {
    Story.of("v1", "ResourceQuota")
        .applies("a", "spec: {hard: {pods: 100}}")
        .owns("a", "f:spec: {f:hard: {f:pods: {}}}");
  }

  @Test
  void theSameApplyChangesNothing() {
    configMap().applies("a", "data: {x: '1'}").appliesInVain("a", "data: {x: '1'}");
  }

  @Test
  void aFieldThatIsLeftOutGoes() {
    configMap()
        .applies("a", "data: {x: '1', y: '2'}")
        .applies("a", "data: {x: '1'}")
        .leaves("data: {x: '1'}");
  }

  @Test
  void theLastFieldTakesItsMapAlong() {
    configMap().applies("a", "data: {x: '1'}").applies("a", "{}").leaves("{}").isOwnedBy();
  }

  @Test
  void twoManagersShareAMap() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .applies("b", "data: {y: '2'}")
        .leaves("data: {x: '1', y: '2'}")
        .isOwnedBy("a/Apply", "b/Apply");
  }

  @Test
  void anotherValueIsAConflict() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .isRefused(
            "b", "data: {x: '2'}", "Apply failed with 1 conflict: conflict with \"a\": .data.x");
  }

  @Test
  void severalConflictsAreListedByManager() {
    configMap()
        .applies("a", "data: {x: '1', y: '1'}")
        .isRefused(
            "b",
            "data: {x: '2', y: '2'}",
            "Apply failed with 2 conflicts: conflicts with \"a\":\n- .data.x\n- .data.y");
  }

  @Test
  void theSameValueIsSharedWithoutConflict() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .applies("b", "data: {x: '1'}")
        .owns("a", "f:data: {f:x: {}}")
        .owns("b", "f:data: {f:x: {}}");
  }

  @Test
  void aSharedFieldStaysWhenOneLeavesItOut() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .applies("b", "data: {x: '1'}")
        .applies("a", "{}")
        .leaves("data: {x: '1'}")
        .isOwnedBy("b/Apply");
  }

  @Test
  void theLastOwnerTakesTheFieldAlong() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .applies("b", "data: {x: '1'}")
        .applies("a", "{}")
        .applies("b", "{}")
        .leaves("{}");
  }

  @Test
  void forceTakesTheField() {
    configMap()
        .applies("a", "data: {x: '1', y: '1'}")
        .forces("b", "data: {x: '2'}")
        .leaves("data: {x: '2', y: '1'}")
        .owns("a", "f:data: {f:y: {}}")
        .owns("b", "f:data: {f:x: {}}");
  }

  @Test
  void whoLostAFieldCannotRemoveIt() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .forces("b", "data: {x: '2'}")
        .applies("a", "{}")
        .leaves("data: {x: '2'}");
  }

  @Test
  void anUpdateTakesWhatItChanges() {
    configMap()
        .applies("a", "data: {x: '1', y: '1'}")
        .updates("u", "data: {x: '2', y: '1'}")
        .owns("a", "f:data: {f:y: {}}")
        .owns("u", "f:data: {f:x: {}}");
  }

  @Test
  void anUpdateOfAnotherIsAConflictThatNamesItsVersion() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .updates("u", "data: {x: '2'}")
        .isRefused(
            "a",
            "data: {x: '1'}",
            "Apply failed with 1 conflict: conflict with \"u\" using v1: .data.x");
  }

  @Test
  void anUpdateThatChangesNothingOwnsNothing() {
    configMap().applies("a", "data: {x: '1'}").updates("u", "data: {x: '1'}").isOwnedBy("a/Apply");
  }

  @Test
  void anUpdateThatRemovesAFieldEndsItsOwnership() {
    configMap()
        .applies("a", "data: {x: '1', y: '1'}")
        .updates("u", "data: {x: '1'}")
        .owns("a", "f:data: {f:x: {}}");
  }

  @Test
  void whoCreatesByUpdateOwnsTheMapAsAWhole() {
    configMap().updates("u", "data: {x: '1'}").owns("u", "f:data: {'.': {}, f:x: {}}");
  }

  @Test
  void anApplierDoesNotRemoveWhatAnUpdaterAdded() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .updates("u", "data: {x: '1', y: '2'}")
        .applies("a", "data: {x: '3'}")
        .leaves("data: {x: '3', y: '2'}");
  }

  @Test
  void theSameNameAppliesAndUpdatesAsTwoOwners() {
    configMap().applies("a", "data: {x: '1'}").updates("a", "data: {x: '2'}").isOwnedBy("a/Update");
  }

  @Test
  void labelsAreOwnedOneByOne() {
    configMap()
        .applies("a", "metadata: {labels: {x: '1'}}")
        .applies("b", "metadata: {labels: {y: '1'}}")
        .applies("a", "{}")
        .leaves("metadata: {labels: {y: '1'}}");
  }

  @Test
  void finalizersAreASet() {
    configMap()
        .applies("a", "metadata: {finalizers: [one]}")
        .applies("b", "metadata: {finalizers: [two]}")
        .leaves("metadata: {finalizers: [one, two]}")
        .owns("b", "f:metadata: {f:finalizers: {'v:\"two\"': {}}}")
        .applies("a", "{}")
        .leaves("metadata: {finalizers: [two]}");
  }

  @Test
  void ownerReferencesAreKeyedByUid() {
    configMap()
        .applies(
            "a", "metadata: {ownerReferences: [{apiVersion: v1, kind: Pod, name: p, uid: '7'}]}")
        .applies(
            "b", "metadata: {ownerReferences: [{apiVersion: v1, kind: Pod, name: q, uid: '8'}]}")
        .leaves(
            """
            metadata:
              ownerReferences:
              - {apiVersion: v1, kind: Pod, name: p, uid: '7'}
              - {apiVersion: v1, kind: Pod, name: q, uid: '8'}
            """);
  }

  @Test
  void whatNobodyWasSeenWritingIsBeforeFirstApply() {
    configMap()
        .updates("u", "data: {x: '1'}\nmetadata: {managedFields: [{}]}")
        .isOwnedBy()
        .isRefused(
            "a",
            "data: {x: '2'}",
            "Apply failed with 1 conflict: conflict with \"before-first-apply\" using v1: .data.x");
  }

  @Test
  void anEmptyEntryForgetsAllOwners() {
    configMap()
        .applies("a", "data: {x: '1'}")
        .updates("u", "data: {x: '1'}\nmetadata: {managedFields: [{}]}")
        .isOwnedBy();
  }

  @Test
  void aScalarTakesNullAsAValueOfItsOwn() {
    configMap()
        .applies("a", "immutable: true")
        .applies("b", "immutable: true")
        .applies("a", "{}")
        .leaves("immutable: true");
  }
}
