package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Checks the topics that are used with the same client properties, and makes those it may. */
public final class ClusterCheck {
  /** Milliseconds; together with the next, what a user waits at most for one cluster. */
  private static final int DESCRIBE_MS = 10_000;

  private static final int CREATE_MS = 5_000;

  private final Set<String> problems = new LinkedHashSet<>();
  private final Admin admin;

  private ClusterCheck(Admin admin) {
    this.admin = admin;
  }

  /** What is wrong, each in one sentence; a cluster that cannot be reached is told once. */
  public static List<String> problems(List<TopicUse> uses) {
    TopicUse first = uses.get(0);
    List<String> wrong = uses.stream().flatMap(use -> use.wrongSettings().stream()).toList();
    if (!wrong.isEmpty()) {
      return wrong;
    }
    try (Admin admin = KafkaClients.admin(first.topic(), first.properties())) {
      ClusterCheck check = new ClusterCheck(admin);
      check.all(uses);
      return List.copyOf(check.problems);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of("checking topic '" + first.topic() + "' was interrupted; run again");
    } catch (ConnectException | IllegalArgumentException e) {
      return List.of(e.getMessage());
    }
  }

  private void all(List<TopicUse> uses) throws InterruptedException {
    Map<String, KafkaFuture<TopicDescription>> described =
        admin
            .describeTopics(
                uses.stream().map(TopicUse::topic).distinct().toList(),
                new DescribeTopicsOptions()
                    .includeAuthorizedOperations(true)
                    .timeoutMs(DESCRIBE_MS))
            .topicNameValues();
    for (TopicUse use : uses) {
      try {
        checkRights(use, described.get(use.topic()).get());
      } catch (ExecutionException e) {
        if (!isOfTopic(e.getCause())) {
          problems.add(use.failure(e.getCause()));
          return;
        }
        missing(use, e.getCause());
      }
    }
  }

  private void missing(TopicUse use, Throwable cause) throws InterruptedException {
    if (use.created() == null || !(cause instanceof UnknownTopicOrPartitionException)) {
      problems.add(use.failure(cause));
      return;
    }
    NewTopic topic =
        new NewTopic(use.topic(), Optional.of(use.partitions()), Optional.empty())
            .configs(use.created());
    try {
      admin
          .createTopics(List.of(topic), new CreateTopicsOptions().timeoutMs(CREATE_MS))
          .all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        problems.add(
            "topic '"
                + use.topic()
                + "' does not exist and was not made: "
                + use.failure(e.getCause()));
      }
    }
  }

  private void checkRights(TopicUse use, TopicDescription topic) {
    Set<AclOperation> allowed = topic.authorizedOperations();
    // Old brokers do not tell.
    if (allowed != null && !allowed.isEmpty() && !allowed.containsAll(use.rights())) {
      problems.add(
          "topic '"
              + use.topic()
              + "' on "
              + use.properties().bootstrapServers()
              + " lacks the right to "
              + use.rights().iterator().next().name().toLowerCase(Locale.ROOT)
              + " it for this user; ask for it to be granted");
    }
  }

  private static boolean isOfTopic(Throwable cause) {
    return cause instanceof UnknownTopicOrPartitionException
        || cause instanceof InvalidTopicException
        || cause instanceof TopicAuthorizationException;
  }
}
