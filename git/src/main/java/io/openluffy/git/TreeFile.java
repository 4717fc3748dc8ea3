package io.openluffy.git;

/**
 * A file in a tree.
 *
 * @param path from the root of the repository
 * @param mode {@code 100644} file, {@code 100755} executable, {@code 120000} symbolic link
 * @param blobId 40 hex digits: two equal ids are two equal contents
 * @param size in bytes
 */
public record TreeFile(RepositoryPath path, String mode, String blobId, long size) {
  public boolean isLink() {
    return mode.equals("120000");
  }

  public boolean isExecutable() {
    return mode.equals("100755");
  }
}
