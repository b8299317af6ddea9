package dev.eventstore.connect.kafka;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** The {@code kafka-acls.sh} commands of the documentation, and nothing else. */
public final class DocumentedAcls {
  private static final Path DOCS = Path.of("../docs/operations.md");
  private static final String COMMAND = "kafka-acls.sh ";

  private DocumentedAcls() {}

  public static List<AclBinding> read() throws Exception {
    List<AclBinding> all = new ArrayList<>();
    for (String line : Files.readString(DOCS).replace("\\\n", " ").lines().toList()) {
      if (line.startsWith(COMMAND)) {
        all.addAll(bindings(line.substring(COMMAND.length()).trim().split("\\s+")));
      }
    }
    return all;
  }

  private static List<AclBinding> bindings(String[] words) {
    String principal = null;
    PatternType pattern = PatternType.LITERAL;
    List<AclOperation> operations = new ArrayList<>();
    ResourceType type = null;
    List<String> names = new ArrayList<>();
    for (int i = 0; i < words.length; i++) {
      switch (words[i]) {
        case "$ADMIN", "--add" -> {
          // How the administrator connects is not in the documentation.
        }
        case "--allow-principal" -> principal = words[++i];
        case "--operation" -> operations.add(AclOperation.fromString(words[++i]));
        case "--resource-pattern-type" ->
            pattern = PatternType.fromString(words[++i].toUpperCase(Locale.ROOT));
        case "--topic", "--group", "--transactional-id" -> {
          type = ResourceType.fromString(words[i].substring(2).replace('-', '_'));
          names.add(words[++i]);
        }
        default -> throw new IllegalStateException("the documentation has '" + words[i] + "'");
      }
    }
    List<AclBinding> bindings = new ArrayList<>();
    for (String name : names) {
      for (AclOperation operation : operations) {
        bindings.add(
            new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry(principal, "*", operation, AclPermissionType.ALLOW)));
      }
    }
    return bindings;
  }
}
