package dev.eventstore.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Resolves a kustomization as far as the manifests here go: resources, patches of the operator's
 * resources and of budgets, ConfigMaps of files, and the namespace. Generated names get no hash.
 */
final class Kustomization {
  private static final List<String> KNOWN =
      List.of(
          "apiVersion",
          "kind",
          "namespace",
          "resources",
          "patches",
          "configMapGenerator",
          "configurations");

  private Kustomization() {}

  /** The resources that {@code kubectl apply -k} would make. */
  static List<Map<String, Object>> resolve(Path folder) throws IOException {
    Map<String, Object> file = Yaml.document(folder.resolve("kustomization.yaml"));
    if (!KNOWN.containsAll(file.keySet())) {
      throw new IllegalArgumentException(
          folder + " uses what this does not know: " + file.keySet());
    }
    List<Map<String, Object>> resources = new ArrayList<>();
    for (Object resource : Yaml.list(file.get("resources"))) {
      Path at = folder.resolve(resource.toString());
      resources.addAll(Files.isDirectory(at) ? resolve(at) : Yaml.documents(at));
    }
    for (Object generated : Yaml.list(file.get("configMapGenerator"))) {
      resources.add(configMap(folder, Yaml.map(generated)));
    }
    for (Object patch : Yaml.list(file.get("patches"))) {
      apply(Yaml.document(folder.resolve(Yaml.map(patch).get("path").toString())), resources);
    }
    if (file.get("namespace") != null) {
      resources.replaceAll(
          resource -> Yaml.with(resource, file.get("namespace"), "metadata", "namespace"));
    }
    return resources;
  }

  private static Map<String, Object> configMap(Path folder, Map<String, Object> generated)
      throws IOException {
    Map<String, Object> data = new LinkedHashMap<>();
    for (Object name : Yaml.list(generated.get("files"))) {
      data.put(name.toString(), Files.readString(folder.resolve(name.toString())));
    }
    Map<String, Object> map = new LinkedHashMap<>();
    map.put("apiVersion", "v1");
    map.put("kind", "ConfigMap");
    map.put("metadata", Map.of("name", generated.get("name")));
    map.put("data", data);
    return map;
  }

  private static void apply(Map<String, Object> patch, List<Map<String, Object>> resources) {
    int patched = 0;
    for (int i = 0; i < resources.size(); i++) {
      if (name(resources.get(i)).equals(name(patch))) {
        resources.set(i, Yaml.merge(resources.get(i), patch));
        patched++;
      }
    }
    if (patched != 1) {
      throw new IllegalArgumentException("a patch is of no resource: " + name(patch));
    }
  }

  static String name(Map<String, Object> resource) {
    return resource.get("kind") + " " + Objects.toString(Yaml.at(resource, "metadata", "name"));
  }
}
