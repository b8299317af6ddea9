package dev.eventstore.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.eventstore.local.FlinkSettings;
import dev.eventstore.store.StoreJob;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests for Kubernetes, as the API server and the operator would see them. */
class ManifestsTest {
  static final Path FOLDER = Path.of("../deploy/kubernetes");
  static final String DEPLOYMENT = "FlinkDeployment";
  private static final String SESSION_JOB = "FlinkSessionJob";
  private static final String SNAPSHOT = "FlinkStateSnapshot";

  /** Of the place, or set by the operator from {@code resource.memory}. */
  private static final Set<String> OWN_SIZES =
      Set.of("taskmanager.memory.process.size", "jobmanager.memory.process.size");

  static Stream<String> roots() {
    return Stream.of("base", "overlays/production", "session");
  }

  /** Every resource of the operator's, under the names of their places. */
  static Stream<Map<String, Object>> resources() throws Exception {
    List<Map<String, Object>> all =
        new ArrayList<>(Yaml.documents(FOLDER.resolve("snapshot.yaml")));
    for (String root : roots().toList()) {
      Kustomization.resolve(FOLDER.resolve(root)).stream()
          .filter(resource -> resource.get("apiVersion").toString().startsWith("flink.apache.org/"))
          .forEach(all::add);
    }
    return all.stream();
  }

  @ParameterizedTest
  @MethodSource("resources")
  void fitsItsCrd(Map<String, Object> resource) throws Exception {
    assumeTrue(CrdSchema.isThere(), "the CRDs of the operator are not here");

    assertThat(CrdSchema.problems(resource)).isEmpty();
    assertThat(CrdSchema.problems(Yaml.with(resource, 1, "spec", "noSuchThing"))).hasSize(1);
    String object = resource.get("kind").equals(SNAPSHOT) ? "jobReference" : "job";
    assertThat(CrdSchema.problems(Yaml.with(resource, "text", "spec", object))).hasSize(1);
    String[] word =
        switch (resource.get("kind").toString()) {
          case DEPLOYMENT -> new String[] {"spec", "flinkVersion"};
          case SESSION_JOB -> new String[] {"spec", "job", "upgradeMode"};
          default -> new String[] {"spec", "jobReference", "kind"};
        };
    assertThat(CrdSchema.problems(Yaml.with(resource, "other", word))).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("resources")
  void isAdmitted(Map<String, Object> resource) throws Exception {
    assertThat(refused(resource)).isEmpty();
    switch (resource.get("kind").toString()) {
      case DEPLOYMENT -> {
        assertThat(refused(Yaml.with(resource, "Api_Usage", "metadata", "name"))).hasSize(1);
        assertThat(refused(Yaml.with(resource, null, "spec", "serviceAccount"))).hasSize(1);
        assertThat(
                refused(
                    Yaml.with(resource, "2 apples", "spec", "taskManager", "resource", "memory")))
            .hasSize(1);
        assertThat(refused(setting(resource, "high-availability.type", "NONE"))).hasSize(1);
        assertThat(refused(setting(resource, "kubernetes.cluster-id", "mine"))).hasSize(1);
      }
      case SESSION_JOB -> {
        assertThat(refused(Yaml.with(resource, "gone", "spec", "deploymentName"))).hasSize(1);
        assertThat(refused(Yaml.with(resource, "local:///x.jar", "spec", "job", "jarURI")))
            .hasSize(1);
      }
      default -> {
        assertThat(refused(Yaml.with(resource, Map.of(), "spec", "checkpoint"))).hasSize(1);
        assertThat(refused(Yaml.with(resource, null, "spec", "jobReference"))).hasSize(1);
      }
    }
    if (Yaml.at(resource, "spec", "job") != null) {
      String savepoints = "execution.checkpointing.savepoint-dir";
      assertThat(refused(setting(resource, savepoints, null))).hasSize(1);
      assertThat(refused(Yaml.with(resource, 0, "spec", "job", "parallelism"))).hasSize(1);
      assertThat(refused(Yaml.with(resource, 1, "spec", "job", "savepointRedeployNonce")))
          .hasSize(1);
    }
  }

  private static Map<String, Object> setting(
      Map<String, Object> resource, String key, String value) {
    return Yaml.with(resource, value, "spec", "flinkConfiguration", key);
  }

  private static List<String> refused(Map<String, Object> resource) throws Exception {
    return switch (resource.get("kind").toString()) {
      case DEPLOYMENT -> AdmissionRules.ofDeployment(resource);
      case SESSION_JOB -> AdmissionRules.ofSessionJob(resource, only("session", DEPLOYMENT));
      default -> AdmissionRules.ofSnapshot(resource);
    };
  }

  /** Flink ignores a key that it does not know, and so would a misspelt one be. */
  @ParameterizedTest
  @MethodSource("resources")
  void everySettingIsAnOption(Map<String, Object> resource) {
    Yaml.map(Yaml.at(resource, "spec", "flinkConfiguration"))
        .forEach((key, value) -> assertThat(FlinkOptions.problem(key, value.toString())).isEmpty());
    assertThat(FlinkOptions.problem("execution.checkpointing.intervall", "1 s")).isPresent();
    assertThat(FlinkOptions.problem("execution.checkpointing.interval", "soon")).isPresent();
    assertThat(FlinkOptions.problem("high-availability", "kubernetes")).isPresent();
  }

  @ParameterizedTest
  @MethodSource("roots")
  void sharesTheOneConfiguration(String root) throws Exception {
    Map<String, String> shared = FlinkSettings.with(Map.of()).toMap();
    shared.keySet().removeAll(OWN_SIZES);
    Map<String, Object> settings =
        Yaml.map(Yaml.at(only(root, DEPLOYMENT), "spec", "flinkConfiguration"));

    assertThat(settings).containsKeys(shared.keySet().toArray(String[]::new));
    if (!root.startsWith("overlays")) {
      shared.forEach((key, value) -> assertThat(settings.get(key)).as(key).hasToString(value));
    }
  }

  @ParameterizedTest
  @MethodSource("resources")
  void namesTheProgramAndGivesItWhatItTakes(Map<String, Object> resource) {
    Map<String, Object> job = Yaml.map(Yaml.at(resource, "spec", "job"));
    if (!job.isEmpty()) {
      assertThat(job.get("entryClass")).isEqualTo(StoreJob.class.getName());
      assertThat(Yaml.list(job.get("args"))).hasSize(1);
      // A store file of that name is not here; that it is looked for says that the program took it.
      assertThatThrownBy(
              () ->
                  StoreJob.main(
                      Yaml.list(job.get("args")).stream()
                          .map(Object::toString)
                          .toArray(String[]::new)))
          .hasMessageContaining(Yaml.list(job.get("args")).get(0) + ":1: ");
    }
  }

  @ParameterizedTest
  @MethodSource("roots")
  void whatIsMountedAndSelectedIsThere(String root) throws Exception {
    List<Map<String, Object>> all = Kustomization.resolve(FOLDER.resolve(root));
    Map<String, Object> deployment = only(root, DEPLOYMENT);
    Map<String, Object> labels =
        Yaml.map(Yaml.at(deployment, "spec", "podTemplate", "metadata", "labels"));
    Set<String> names = new HashSet<>();
    all.forEach(resource -> names.add(Kustomization.name(resource)));

    for (Object volume : Yaml.list(Yaml.at(deployment, "spec", "podTemplate", "spec", "volumes"))) {
      Object map = Yaml.at(Yaml.map(volume), "configMap", "name");
      assertThat(map == null || names.contains("ConfigMap " + map)).as(volume.toString()).isTrue();
    }
    for (Map<String, Object> resource : all) {
      for (String selector : List.of("selector", "podSelector")) {
        Map<String, Object> wanted = Yaml.map(Yaml.at(resource, "spec", selector, "matchLabels"));
        wanted.forEach(
            (label, value) ->
                assertThat(label.equals("component") || value.equals(labels.get(label)))
                    .as(Kustomization.name(resource) + " selects " + label)
                    .isTrue());
      }
    }
  }

  /** One TaskManager may go at a time. */
  @ParameterizedTest
  @MethodSource("roots")
  void budgetsFitTheSizes(String root) throws Exception {
    Map<String, Object> deployment = only(root, DEPLOYMENT);
    Optional<Map<String, Object>> budget =
        Kustomization.resolve(FOLDER.resolve(root)).stream()
            .filter(resource -> Kustomization.name(resource).endsWith("-taskmanager"))
            .findFirst();
    if (budget.isPresent()) {
      int slots =
          Integer.parseInt(
              Yaml.at(deployment, "spec", "flinkConfiguration", "taskmanager.numberOfTaskSlots")
                  .toString());
      int parallelism = (Integer) Yaml.at(deployment, "spec", "job", "parallelism");
      assertThat(Yaml.at(budget.get(), "spec", "minAvailable"))
          .isEqualTo((parallelism + slots - 1) / slots - 1);
    }
  }

  @Test
  void secretsAreReferredToAndNotThere() throws Exception {
    for (Map<String, Object> resource : resources().toList()) {
      for (Object container :
          Yaml.list(Yaml.at(resource, "spec", "jobManager", "podTemplate", "spec", "containers"))) {
        for (Object variable : Yaml.list(Yaml.map(container).get("env"))) {
          assertThat(Yaml.map(variable)).containsOnlyKeys("name", "valueFrom");
        }
      }
    }
  }

  static Map<String, Object> only(String root, String kind) throws Exception {
    List<Map<String, Object>> found =
        Kustomization.resolve(FOLDER.resolve(root)).stream()
            .filter(resource -> resource.get("kind").equals(kind))
            .toList();
    assertThat(found).hasSize(1);
    return found.get(0);
  }
}
