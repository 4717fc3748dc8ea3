package io.openluffy.playground.sample;

import io.openluffy.git.Author;
import io.openluffy.git.Commit;
import io.openluffy.git.Edit;
import io.openluffy.git.FileEdit;
import io.openluffy.git.Git;
import io.openluffy.git.Merge;
import io.openluffy.git.RepositoryPath;
import io.openluffy.git.RepositoryUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The sample project: two services, their chart, Applications, pipelines and environments, laid
 * into an empty repository. Laying it out starts nothing; the first change on {@code develop} does.
 */
public final class SampleProject {
  /** The name of the project and its repository. */
  public static final String NAME = "openluffy";

  /** The secret of the project that its environments pass to the chart. */
  public static final String SECRET = "api-key";

  public static final String MAIN = "main";
  public static final String DEVELOP = "develop";
  public static final RepositoryPath PAGE = new RepositoryPath("ui/index.html");

  private static final String TRAILER = "OpenLuffy-Sample";
  private static final String HEADLINE = "<h1 id=\"headline\">([^<]*)</h1>";

  private final Git git;
  private final RepositoryUrl url;

  /**
   * @param url the repository, which exists and is empty at the first start
   */
  public SampleProject(Git git, RepositoryUrl url) {
    this.git = git;
    this.url = url;
  }

  /**
   * Puts the project on {@code main} and begins {@code develop} there. What people have put into
   * the repository is left alone; what a crash left half done is finished.
   *
   * @return whether anything was put there
   */
  public boolean layOut(Author author) {
    var branches = git.branches(url);
    if (branches.containsKey(DEVELOP) || (!branches.isEmpty() && !isOurs())) {
      return false;
    }
    var edits =
        files().entrySet().stream()
            .map(file -> FileEdit.write(new RepositoryPath(file.getKey()), file.getValue()))
            .toList();
    var trailers = Map.of(TRAILER, NAME);
    var message = "Lay out the project\n\n[skip ci]";
    git.edit(url, new Edit(MAIN, author, message, trailers, edits));
    git.edit(url, new Edit(DEVELOP, author, message, trailers, List.of()));
    return true;
  }

  /** Whether nothing but our own first commit is there. */
  private boolean isOurs() {
    return git.findByTrailer(url, MAIN, TRAILER, NAME, 1).isPresent();
  }

  /** Commits another headline of the page, as somebody who works on the project would. */
  public Commit changeHeadline(Author author, String branch, String headline) {
    var text = headline.replace("&", "&amp;").replace("<", "&lt;");
    var line = "<h1 id=\"headline\">" + text + "</h1>";
    var edit =
        new FileEdit(
            PAGE,
            page ->
                page.map(bytes -> new String(bytes, StandardCharsets.UTF_8))
                    .map(html -> html.replaceFirst(HEADLINE, Matcher.quoteReplacement(line)))
                    .map(html -> html.getBytes(StandardCharsets.UTF_8))
                    .or(() -> Optional.of(line.getBytes(StandardCharsets.UTF_8))));
    return git.edit(url, new Edit(branch, author, "Say: " + headline, Map.of(), List.of(edit)));
  }

  /** Merges develop into main, as somebody would whose change has proved itself. */
  public Commit merge(Author author, String headline) {
    var develop = git.resolve(url, DEVELOP).orElseThrow();
    return git.merge(url, new Merge(MAIN, author, "Merge develop: " + headline, develop));
  }

  /** What the page of a branch says; empty where somebody has made another page of it. */
  public Optional<String> headline(String branch) {
    return git.resolve(url, branch)
        .flatMap(commit -> git.file(url, commit, PAGE))
        .map(bytes -> Pattern.compile(HEADLINE).matcher(new String(bytes, StandardCharsets.UTF_8)))
        .filter(Matcher::find)
        .map(found -> found.group(1).replace("&lt;", "<").replace("&amp;", "&"));
  }

  /** The commit by which the page of a branch changed last; of a merge, the merge. */
  public Optional<Commit> lastChange(String branch) {
    var at = git.resolve(url, branch).map(tip -> git.commit(url, tip));
    while (at.isPresent() && !at.get().parents().isEmpty()) {
      var parent = git.commit(url, at.get().parents().getFirst());
      if (!Arrays.equals(page(at.get()), page(parent))) {
        return at;
      }
      at = Optional.of(parent);
    }
    return at;
  }

  private byte[] page(Commit commit) {
    return git.file(url, commit.id(), PAGE).orElse(new byte[0]);
  }

  /** The files by path, as they are packed into the program. */
  public static Map<String, String> files() {
    var files = new LinkedHashMap<String, String>();
    read("files.txt").lines().forEach(path -> files.put(path, read(NAME + "/" + path)));
    return files;
  }

  private static String read(String resource) {
    try (var in = SampleProject.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("The program lacks its resource " + resource);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
