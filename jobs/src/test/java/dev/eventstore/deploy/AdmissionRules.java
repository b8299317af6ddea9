package dev.eventstore.deploy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.MemorySize;

/** What the operator 1.15.0 refuses at admission, of what its CRDs let pass. */
final class AdmissionRules {
  private static final String NAME = "[a-z]([-a-z\\d]{0,43}[a-z\\d])?";
  private static final Set<String> FORBIDDEN =
      Set.of("kubernetes.namespace", "kubernetes.cluster-id", "high-availability.cluster-id");
  private static final Set<String> LOG_FILES =
      Set.of("log4j-console.properties", "logback-console.xml");
  private static final String CHECKPOINTS = "execution.checkpointing.dir";
  private static final String SAVEPOINTS = "execution.checkpointing.savepoint-dir";
  private static final String SCHEDULE = "kubernetes.operator.periodic.savepoint.interval";
  private static final String ROLLBACK = "kubernetes.operator.deployment.rollback.enabled";

  private final List<String> problems = new ArrayList<>();

  private AdmissionRules() {}

  static List<String> ofDeployment(Map<String, Object> deployment) {
    AdmissionRules rules = new AdmissionRules();
    Map<String, Object> spec = Yaml.map(deployment.get("spec"));
    Map<String, String> settings = settings(spec);
    boolean isHa =
        !settings.getOrDefault("high-availability.type", "NONE").equalsIgnoreCase("none");
    rules.name(String.valueOf(Yaml.at(deployment, "metadata", "name")));
    rules.refuseIf(spec.get("flinkVersion") == null, "flinkVersion is missing");
    rules.refuseIf(spec.get("serviceAccount") == null, "serviceAccount is missing");
    settings.keySet().stream()
        .filter(FORBIDDEN::contains)
        .forEach(key -> rules.problems.add(key + " is the operator's to set"));
    rules.refuseIf("true".equals(settings.get(ROLLBACK)) && !isHa, "rollback needs HA");
    Yaml.map(spec.get("logConfiguration")).keySet().stream()
        .filter(key -> !LOG_FILES.contains(key))
        .forEach(key -> rules.problems.add(key + " is no log configuration"));
    rules.ingress(Yaml.map(spec.get("ingress")));
    rules.memory(spec, settings, "jobManager", "jobmanager.memory");
    rules.memory(spec, settings, "taskManager", "taskmanager.memory");
    rules.replicas(Yaml.at(spec, "jobManager", "replicas"), isHa);
    if (spec.get("job") != null) {
      rules.job(spec, settings);
    }
    return rules.problems;
  }

  static List<String> ofSessionJob(Map<String, Object> sessionJob, Map<String, Object> cluster) {
    AdmissionRules rules = new AdmissionRules();
    Map<String, Object> spec = Yaml.map(sessionJob.get("spec"));
    Object on = spec.get("deploymentName");
    rules.name(String.valueOf(on));
    rules.refuseIf(spec.get("job") == null, "job is missing");
    rules.refuseIf(Yaml.at(cluster, "spec", "job") != null, on + " is no session cluster");
    rules.refuseIf(
        !String.valueOf(Yaml.at(cluster, "metadata", "name")).equals(on), "there is no " + on);
    String jar = String.valueOf(Yaml.at(spec, "job", "jarURI"));
    rules.refuseIf(!jar.startsWith("https://"), "jarURI is not https, which the operator asks for");
    Map<String, String> settings = settings(Yaml.map(cluster.get("spec")));
    settings.putAll(settings(spec));
    if (spec.get("job") != null) {
      rules.job(spec, settings);
    }
    return rules.problems;
  }

  static List<String> ofSnapshot(Map<String, Object> snapshot) {
    AdmissionRules rules = new AdmissionRules();
    Map<String, Object> spec = Yaml.map(snapshot.get("spec"));
    rules.refuseIf(
        spec.containsKey("savepoint") == spec.containsKey("checkpoint"),
        "it is one of savepoint and checkpoint");
    rules.refuseIf(spec.get("jobReference") == null, "jobReference is missing");
    return rules.problems;
  }

  private static Map<String, String> settings(Map<String, Object> spec) {
    Map<String, String> settings = new HashMap<>();
    Yaml.map(spec.get("flinkConfiguration"))
        .forEach((key, value) -> settings.put(key, String.valueOf(value)));
    return settings;
  }

  private void name(String name) {
    refuseIf(!name.matches(NAME), name + " is no name: at most 45 of a-z, 0-9 and -");
  }

  private void ingress(Map<String, Object> ingress) {
    refuseIf(!ingress.isEmpty() && ingress.get("template") == null, "ingress.template is missing");
  }

  private void replicas(Object replicas, boolean isHa) {
    int count = replicas == null ? 1 : (Integer) replicas;
    refuseIf(count < 1, "jobManager.replicas is less than 1");
    refuseIf(count > 1 && !isHa, "a JobManager that stands by needs HA");
  }

  private void memory(
      Map<String, Object> spec, Map<String, String> settings, String process, String prefix) {
    Object memory = Yaml.at(spec, process, "resource", "memory");
    if (memory == null) {
      refuseIf(
          !settings.containsKey(prefix + ".process.size")
              && !settings.containsKey(prefix + ".flink.size"),
          process + " has no memory");
      return;
    }
    try {
      MemorySize.parse(memory.toString());
    } catch (IllegalArgumentException e) {
      problems.add(process + ".resource.memory: " + e.getMessage());
    }
  }

  private void job(Map<String, Object> spec, Map<String, String> settings) {
    Map<String, Object> job = Yaml.map(spec.get("job"));
    boolean isStateless = "stateless".equals(job.getOrDefault("upgradeMode", "stateless"));
    refuseIf(!isStateless && !settings.containsKey(CHECKPOINTS), CHECKPOINTS + " is missing");
    boolean needsSavepoints =
        "savepoint".equals(job.get("upgradeMode"))
            || job.get("savepointTriggerNonce") != null
            || settings.containsKey(SCHEDULE);
    refuseIf(needsSavepoints && !settings.containsKey(SAVEPOINTS), SAVEPOINTS + " is missing");
    Object taskManagers = Yaml.at(spec, "taskManager", "replicas");
    refuseIf(taskManagers instanceof Integer count && count < 1, "taskManager.replicas below 1");
    refuseIf(
        taskManagers == null && (Integer) job.getOrDefault("parallelism", 0) < 1,
        "job.parallelism is less than 1");
    refuseIf(
        job.get("savepointRedeployNonce") != null && job.get("initialSavepointPath") == null,
        "savepointRedeployNonce needs initialSavepointPath");
  }

  private void refuseIf(boolean condition, String problem) {
    if (condition) {
      problems.add(problem);
    }
  }
}
