package io.openluffy.playground.types.validation;

import io.openluffy.playground.types.ResourceType;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What names, labels, keys and ports must look like; an empty answer means they do. */
public final class NameRules {
  private static final String LABEL = "[a-z0-9]([-a-z0-9]*[a-z0-9])?";
  private static final String SUBDOMAIN = LABEL + "(\\." + LABEL + ")*";
  private static final String DNS_1035 = "[a-z]([-a-z0-9]*[a-z0-9])?";
  private static final String QUALIFIED = "([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]";
  private static final String VALUE = "(" + QUALIFIED + ")?";
  private static final String CONFIG_KEY = "[-._a-zA-Z0-9]+";

  private static final Pattern IS_LABEL = Pattern.compile(LABEL);
  private static final Pattern IS_SUBDOMAIN = Pattern.compile(SUBDOMAIN);
  private static final Pattern IS_DNS_1035 = Pattern.compile(DNS_1035);
  private static final Pattern IS_QUALIFIED = Pattern.compile(QUALIFIED);
  private static final Pattern IS_VALUE = Pattern.compile(VALUE);
  private static final Pattern IS_CONFIG_KEY = Pattern.compile(CONFIG_KEY);
  private static final Pattern PORT_NAME = Pattern.compile("[-a-z0-9]+");

  private NameRules() {}

  /** What is wrong with an object's name; a prefix may end with a dash. */
  static List<String> objectName(ResourceType type, String name, boolean prefix) {
    var checked = prefix && name.endsWith("-") ? name.substring(0, name.length() - 1) + "a" : name;
    if (type.custom()) {
      return subdomain(checked);
    }
    return switch (type.qualifiedName()) {
      case "namespaces" -> label(checked);
      case "services" -> dns1035(checked);
      case "roles.rbac.authorization.k8s.io",
          "clusterroles.rbac.authorization.k8s.io",
          "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" ->
          pathSegment(checked);
      default ->
          type.group().endsWith("flowcontrol.apiserver.k8s.io")
              ? pathSegment(checked)
              : subdomain(checked);
    };
  }

  static List<String> label(String text) {
    var errors = longerThan(text, 63);
    if (text.contains(".") && IS_SUBDOMAIN.matcher(text).matches()) {
      errors.add("must not contain dots");
    } else if (!IS_LABEL.matcher(text).matches()) {
      errors.add(
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
              + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
              + " regex used for validation is '"
              + LABEL
              + "')");
    }
    return errors;
  }

  static List<String> subdomain(String text) {
    var errors = longerThan(text, 253);
    if (!IS_SUBDOMAIN.matcher(text).matches()) {
      errors.add(
          "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or"
              + " '.', and must start and end with an alphanumeric character (e.g. 'example.com',"
              + " regex used for validation is '"
              + SUBDOMAIN
              + "')");
    }
    return errors;
  }

  static List<String> dns1035(String text) {
    var errors = longerThan(text, 63);
    if (!IS_DNS_1035.matcher(text).matches()) {
      errors.add(
          "a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an"
              + " alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or"
              + " 'abc-123', regex used for validation is '"
              + DNS_1035
              + "')");
    }
    return errors;
  }

  static List<String> pathSegment(String text) {
    var errors = new ArrayList<String>();
    if (text.equals(".") || text.equals("..")) {
      errors.add("may not be '" + text + "'");
    }
    for (var forbidden : new String[] {"/", "%"}) {
      if (text.contains(forbidden)) {
        errors.add("may not contain '" + forbidden + "'");
      }
    }
    return errors;
  }

  /** The key of a label or annotation: {@code name} or {@code domain/name}. */
  public static List<String> qualifiedName(String text) {
    var errors = new ArrayList<String>();
    var parts = text.split("/", -1);
    if (parts.length > 2) {
      errors.add(
          "a qualified name "
              + qualifiedWords()
              + " with an optional DNS subdomain prefix and '/' (e.g. 'example.com/MyName')");
      return errors;
    }
    if (parts.length == 2) {
      if (parts[0].isEmpty()) {
        errors.add("prefix part must be non-empty");
      } else {
        subdomain(parts[0]).forEach(error -> errors.add("prefix part " + error));
      }
    }
    var name = parts[parts.length - 1];
    if (name.isEmpty()) {
      errors.add("name part must be non-empty");
    } else if (name.length() > 63) {
      errors.add("name part must be no more than 63 bytes");
    }
    if (!IS_QUALIFIED.matcher(name).matches()) {
      errors.add("name part " + qualifiedWords());
    }
    return errors;
  }

  private static String qualifiedWords() {
    return "must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an"
        + " alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for"
        + " validation is '"
        + QUALIFIED
        + "')";
  }

  public static List<String> labelValue(String text) {
    var errors = longerThan(text, 63);
    if (!IS_VALUE.matcher(text).matches()) {
      errors.add(
          "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or"
              + " '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or"
              + " 'my_value',  or '12345', regex used for validation is '"
              + VALUE
              + "')");
    }
    return errors;
  }

  /** A key of a ConfigMap or Secret. */
  static List<String> configKey(String text) {
    var errors = longerThan(text, 253);
    if (!IS_CONFIG_KEY.matcher(text).matches()) {
      errors.add(
          "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g."
              + " 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '"
              + CONFIG_KEY
              + "')");
    } else if (text.equals(".") || text.startsWith("..")) {
      errors.add(text.equals(".") ? "must not be '.'" : "must not start with '..'");
    }
    return errors;
  }

  static List<String> portName(String text) {
    var errors = new ArrayList<String>();
    if (text.length() > 15) {
      errors.add("must be no more than 15 characters");
    }
    if (!PORT_NAME.matcher(text).matches()) {
      errors.add("must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)");
    }
    if (text.chars().noneMatch(c -> c >= 'a' && c <= 'z')) {
      errors.add("must contain at least one letter (a-z)");
    }
    if (text.contains("--")) {
      errors.add("must not contain consecutive hyphens");
    }
    if (text.startsWith("-") || text.endsWith("-")) {
      errors.add("must not begin or end with a hyphen");
    }
    return errors;
  }

  private static List<String> longerThan(String text, int most) {
    var errors = new ArrayList<String>();
    if (text.length() > most) {
      errors.add("must be no more than " + most + " bytes");
    }
    return errors;
  }
}
