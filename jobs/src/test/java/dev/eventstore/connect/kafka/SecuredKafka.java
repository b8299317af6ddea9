package dev.eventstore.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * A broker that asks for a login: {@code admin} may do everything, {@code guest} and users that are
 * added nothing.
 */
public final class SecuredKafka {
  private static final String LOGIN =
      "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\""
          + " password=\"%s\"";

  private static final String SCRAM_LOGIN =
      "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"%s\""
          + " password=\"%s\";";

  private SecuredKafka() {}

  public static EmbeddedKafka start(Path folder) {
    return EmbeddedKafka.start(
        folder,
        0,
        Map.of(
            "listener.security.protocol.map",
            "CLIENT:SASL_PLAINTEXT,CONTROLLER:PLAINTEXT",
            "sasl.enabled.mechanisms",
            "PLAIN,SCRAM-SHA-512",
            "listener.name.client.scram-sha-512.sasl.jaas.config",
            "org.apache.kafka.common.security.scram.ScramLoginModule required;",
            "sasl.mechanism.inter.broker.protocol",
            "PLAIN",
            "listener.name.client.plain.sasl.jaas.config",
            LOGIN.formatted("admin", "right") + " user_admin=\"right\" user_guest=\"right\";",
            "authorizer.class.name",
            "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
            "super.users",
            "User:admin;User:ANONYMOUS"));
  }

  public static KafkaProperties properties(EmbeddedKafka kafka, String user, String password) {
    return login(kafka, "PLAIN", LOGIN.formatted(user, password) + ";");
  }

  public static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(new HashMap<>(properties(kafka, "admin", "right").asMap()));
  }

  /** Lets a user log in by SCRAM-SHA-512, who may do nothing yet. */
  public static void addUser(Admin admin, String user, String password) throws Exception {
    admin
        .alterUserScramCredentials(
            List.of(
                new UserScramCredentialUpsertion(
                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password)))
        .all()
        .get();
  }

  public static KafkaProperties scram(EmbeddedKafka kafka, String user, String password) {
    return login(kafka, "SCRAM-SHA-512", SCRAM_LOGIN.formatted(user, password));
  }

  private static KafkaProperties login(EmbeddedKafka kafka, String mechanism, String jaas) {
    return KafkaProperties.of(
        Map.of(
            "bootstrap.servers",
            kafka.bootstrapServers(),
            "security.protocol",
            "SASL_PLAINTEXT",
            "sasl.mechanism",
            mechanism,
            "sasl.jaas.config",
            jaas));
  }

  public static void allowGuest(Admin admin, String topic, AclOperation operation)
      throws Exception {
    allow(
        admin,
        List.of(
            new AclBinding(
                new ResourcePattern(ResourceType.TOPIC, topic, PatternType.LITERAL),
                new AccessControlEntry("User:guest", "*", operation, AclPermissionType.ALLOW))));
  }

  /** Returns once the broker goes by the rights: the controller confirms them before that. */
  public static void allow(Admin admin, List<AclBinding> rights) throws Exception {
    admin.createAcls(rights).all().get();
    Instant deadline = Instant.now().plusSeconds(30);
    while (!admin.describeAcls(AclBindingFilter.ANY).values().get().containsAll(rights)) {
      assertThat(Instant.now()).as("rights in force").isBefore(deadline);
      Thread.sleep(20);
    }
  }
}
